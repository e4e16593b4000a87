"""Programmes, plans and their findings, rulings, the chain, editions, documents."""

from typing import Annotated, Literal

from pydantic import Field

from .base import (
    Back,
    Day,
    Flag,
    Int,
    Key,
    Long,
    Moment,
    Number,
    Page,
    Programme,
    Sent,
    Short,
    Text,
)

Id = Annotated[Text, Field(max_length=80)]
PlanState = Literal["draft", "adopted"]


class ProgrammeNames(Back):
    """A programme with its names in both languages."""

    id: int
    code: str
    name_zh: str
    name_en: str


class ProgrammePlace(ProgrammeNames):
    """A programme, and the one that it is a part of."""

    above: int | None


class PutUnder(Sent):
    above: Key | None = Field(description="The programme it becomes a part of; null for none.")


class ProgrammeList(Back):
    items: list[ProgrammeNames]


class Names(Sent):
    """``code`` is left out to keep it; it stays once a plan of the programme is issued."""

    name_zh: Short
    name_en: Short
    code: Annotated[Text, Field(max_length=80)] = ""


class PlanLine(Back):
    """A plan in a list: one edition. ``version`` rises with every ruling on a draft."""

    id: int
    programme: Programme
    document: int
    title: str
    edition: int
    state: PlanState
    language: Literal["zh", "en"]
    tasks: int
    safeguards: int
    version: int
    created_at: Moment
    adopted_at: Moment | None


class PlanPage(Page):
    items: list[PlanLine]


class Standing(Back):
    """How far a draft is: findings that stand in the way, and those that are settled."""

    open: int
    settled: int
    can_issue: bool


class Plan(PlanLine):
    """A plan. ``standing`` is null for an issued one, and for who reads no findings."""

    standing: Standing | None
    replaces: int | None = Field(description="The edition in force that this draft would replace.")
    replaced_by: int | None


class WaiverTold(Back):
    id: int
    reason: str
    post: str
    at: Moment


class Finding(Back):
    """What a rule found. ``code``, ``task`` and ``words`` name it for a waiver."""

    code: str
    name: str
    severity: Literal["error", "warning", "note"]
    state: Literal["open", "ruled", "waived", "note"]
    message: str
    hint: str
    task: str | None
    words: str
    span: list[int] | None
    waiver: WaiverTold | None


class FindingList(Back):
    version: int
    items: list[Finding]


class Ruled(Back):
    """A draft after a ruling: its new version, and what still stands in the way."""

    plan: int
    version: int
    open: int


class RuledAll(Ruled):
    """The same, and of how many tasks it was."""

    tasks: int


class Limited(Sent):
    """A limit: a day, or ongoing, or recurring."""

    kind: Literal["by", "ongoing", "recurring"] = "by"
    date: Day | None = None
    past: Flag = Field(False, description="Enter a day that is past knowingly.")


class RuleLimit(Limited):
    """The limit of a task: a day, ongoing, recurring, or what the text says (takes a ruling
    back)."""

    task: Id
    kind: Literal["by", "ongoing", "recurring", "text"] = "by"  # type: ignore[assignment]


class RuleAll(Limited):
    """One answer for all tasks with the finding: of L102 (no lead) the unit listed first leads and
    nothing else is said; of L101 (no limit) the limit."""

    code: Literal["L101", "L102"]


class UnitRole(Sent):
    name: Annotated[Text, Field(min_length=1, max_length=120)]
    role: Literal["lead", "support", "responsible"]


class RuleUnits(Sent):
    """The units of a task and their roles; or, as ``text``, what the text says."""

    task: Id
    kind: Literal["units", "text"] = "units"
    units: list[UnitRole] = Field([], max_length=60)


class TargetSaid(Sent):
    """A figure to be reached. ``text`` are its words; where the task has them, they are its place
    in the text."""

    text: Annotated[Text, Field(min_length=1, max_length=300)]
    quantity: Number | None = Field(None, ge=-1e15, le=1e15)
    unit: Annotated[Text, Field(max_length=40)] = ""
    comparison: Literal[">=", "<=", "=", "+", "-"] | None = None
    by: Day | None = None


class RuleTargets(Sent):
    """The targets of a task, all of them; or, as ``text``, what the text says."""

    task: Id
    kind: Literal["targets", "text"] = "targets"
    targets: list[TargetSaid] = Field([], max_length=40)


class RuleLead(Sent):
    """The unit listed first leads, as presumed."""

    task: Id


class Waive(Sent):
    """A finding let through with a reason; with ``all`` every open one of that code."""

    code: Annotated[Text, Field(max_length=8)]
    task: Id = ""
    words: Annotated[Text, Field(max_length=32)] = ""
    all: Flag = False
    reason: Long


class Issue(Sent):
    """How often every lead reports; left out, when it is asked."""

    every: Literal["week", "month", "quarter"] | None = None
    day: Int | None = Field(None, ge=1, le=31, description="By which day of the week or month.")


class Issued(Back):
    """The plan is in force: how many tasks were registered, and how many dispatched."""

    plan: int
    tasks: int
    dispatched: int


class AnswerSaid(Sent):
    """An answer to what a comparison leaves open, about the old task of that id."""

    task: Id
    answer: Literal["same", "apart", "closed", "again"]


class Cell(Back):
    word: str
    old: str
    new: str


class PartMove(Back):
    """What becomes of one sub-task."""

    kind: str
    task: int | None = Field(description="The task under way; null for a new one.")
    was: str
    code: str
    heading: str
    reason: str
    cells: list[Cell]
    refusals: list[str]


class Move(PartMove):
    """What becomes of one task, and of its sub-tasks."""

    asked: str = Field(description="The id by which an answer names it.")
    answers: list[str] = Field(description="What may be answered, where something is open.")
    parts: list[PartMove]


class Preview(Back):
    """What applying an edition would do now. ``seen`` goes back with the act."""

    plan: int
    replaces: int
    seen: str
    can_apply: bool
    refused: int
    moves: list[Move]


class AskPreview(Sent):
    answers: list[AnswerSaid] = Field([], max_length=200)


class Apply(AskPreview):
    seen: Short


class Applied(Back):
    plan: int
    replaces: int
    on: int
    begin: int
    again: int
    end: int


class Item(Back):
    """A place in a document: an item above, or a task."""

    mark: str
    label: str
    document: str
    heading: str
    text: str


class Link(Back):
    """That a lower item answers an upper one. ``seen`` goes back with a ruling."""

    mark: str
    upper: Item
    lower: Item
    relation: str
    strength: float
    counts: bool
    verdict: Literal["confirmed", "refused"] | None
    reason: str
    seen: int


class LinkList(Back):
    items: list[Link]
    uncovered: list[Item]


class RuleLink(Sent):
    verdict: Literal["confirmed", "refused", "back"]
    relation: Literal["implements", "repeats", "narrows", "extends", "replaces"] | None = None
    seen: Key


class StateLink(Sent):
    """A link that tracing did not find, by the marks of its two items."""

    upper: Id
    lower: Id
    relation: Literal["implements", "repeats", "narrows", "extends", "replaces"] | None = None


class LinkRuled(Back):
    mark: str
    verdict: Literal["confirmed", "refused"] | None
    seen: int


class Upper(Back):
    id: int
    plan: int
    title: str
    level: Literal["capital", "province", "city"]


class UpperList(Back):
    items: list[Upper]


class PutAbove(Sent):
    plan: Key
    level: Literal["capital", "province", "city"]


class Job(Back):
    """The reading of a document. ``failure`` and ``remedy`` say why it was not read."""

    state: Literal["waiting", "running", "done", "failed"]
    stage: str
    percent: int
    failure: str
    remedy: str


class Document(Back):
    id: int
    name: str
    sha256: str
    size: int
    programme: str
    uploaded_at: Moment
    plan: int | None = Field(description="The plan that was made of it.")
    job: Job | None = Field(description="Null for one that came with its plan.")


class DocumentPage(Page):
    items: list[Document]


class Upload(Sent):
    """``marking``: that the document carries no security marking. One that does is refused."""

    marking: Literal["none", "marked"]
    programme: Annotated[Text, Field(max_length=80)] = ""
    again: Flag = Field(False, description="Read the file although this very file was read before.")
