"""Tasks under supervision, what was entered on them, their evidence, and the acts."""

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
    Object,
    Page,
    Programme,
    Sent,
    Share,
    Text,
)

Light = Literal["red", "yellow", "green", "suspended", "closed", "ended", "none"]
Step = Literal[
    "registered", "dispatched", "signed", "in_progress", "reported", "returned", "suspended",
    "closed", "merged", "cancelled", "withdrawn", "proposed",
]  # fmt: skip
ActName = Literal[
    "dispatch", "sign", "decline", "report", "verify", "return", "urge", "ask_extension", "extend",
    "refuse_extension", "suspend", "resume", "close", "carry", "merge", "cancel", "reopen",
    "decompose", "withdraw", "require", "archive", "propose", "approve", "pass_on", "ask_pass_on",
    "refuse_pass_on", "instruct", "answer",
]  # fmt: skip
ProofKind = Literal[
    "acceptance", "photograph", "number", "approval", "contract", "minutes", "figures", "payment",
]  # fmt: skip
Kind = Literal["task", "safeguard", "subtask"]
View = Literal[
    "late", "office", "unit", "near", "nolead", "instructed", "silent", "ended",
]  # fmt: skip
Sort = Literal[
    "number", "-number", "limit", "-limit", "last", "-last", "claimed", "-claimed", "verified",
    "-verified",
]  # fmt: skip


class TaskUnit(Back):
    """A unit's part in a task; ``unit`` is null where the register does not know the name."""

    unit: str | None
    name: str
    role: Literal["lead", "support", "responsible"]
    signed_on: Day | None
    claimed: int | None
    reported_on: Day | None


class TaskLine(Back):
    """A task in a list. ``claimed`` is null for a reader who reads verified facts only."""

    id: int
    code: str = Field(description="The number people say: 4, S3, 保3.")
    kind: Kind
    heading: str
    programme: Programme
    plan: int
    lead: str | None = Field(description="The unit that leads, stated or listed first.")
    units: list[TaskUnit]
    step: Step
    state: str = Field(description="The step in a word.")
    light: Light = Field(description="The worst of the three channels, judged today.")
    why: str = Field(description="The sentence of the channel that decides.")
    limit: Day | None
    original_limit: Day | None
    ongoing: bool
    days_left: int | None = Field(description="Working days; negative when late.")
    extension_until: Day | None
    claimed: int | None
    verified: int | None
    verified_on: Day | None
    dispatched_on: Day | None
    last_entry_at: Moment | None
    version: int


class TaskPage(Page):
    items: list[TaskLine]


class Fact(Back):
    """A fact that a rule used, with the post that entered it."""

    word: str
    value: str
    post: str
    at: Moment | None


class Channel(Back):
    """One of the three lights with the rule that lit it."""

    channel: str
    light: str
    sentence: str
    pack: str
    edition: str
    rule: str
    facts: list[Fact]


class ActOffered(Back):
    """An act that lies with the asker; ``reason`` says why it is refused now, empty when not."""

    act: ActName
    word: str
    path: str
    allowed: bool
    reason: str
    final: bool = Field(description="It cannot be undone.")


class Proof(Back):
    """A file of evidence. ``verdict``: what became of it."""

    id: int
    task: int
    entry: int = Field(description="The place of its entry on the task.")
    name: str
    media_type: str
    size: int
    sha256: str
    dated: Day | None
    unit: str | None
    claim: int | None
    verdict: Literal["returned", "accepted", "undated", "waiting", "taken", "volume"]
    path: str


class ProofList(Back):
    items: list[Proof]


class Entry(Back):
    """One act on a task. ``said`` are its fields as they were entered."""

    sequence: int
    act: ActName
    word: str
    at: Moment
    post: str
    unit: str | None
    said: Object
    evidence: list[int]


class EntryPage(Page):
    items: list[Entry]


class SlipDue(Back):
    """A slip that is due today by the pack in force."""

    colour: Literal["blue", "orange", "red"]
    rule: str
    why: str
    ask: str


class Slip(SlipDue):
    task: int
    code: str
    heading: str


class SlipPage(Page):
    items: list[Slip]


class Kin(Back):
    """What an edition did to a task, and the other tasks it is about (null: not the asker's)."""

    words: str
    tasks: list[int | None]


class Target(Back):
    """A figure that the plan sets: its words, how it is meant, and until when."""

    text: str
    comparison: Literal[">=", "<=", "=", "+", "-"] | None
    quantity: float | None
    unit: str
    by: Day | None


class Task(TaskLine):
    """A task with its light and why, its words, its acts, and the newest entries."""

    number: str
    section: str
    text: str
    limit_words: str
    targets: list[Target]
    channels: list[Channel]
    slip: SlipDue | None
    acts: list[ActOffered]
    entries: list[Entry]
    entries_count: int
    evidence: list[Proof]
    by_editions: list[Kin]


class Instruction(Back):
    """What a leader said of a task; ``light`` and ``why`` are of its own day."""

    number: int
    leader: str
    given: Day
    answer_by: Day
    text: str
    light: Light
    why: str


class Duty(Back):
    """One thing to do: sign for a task, answer an instruction or a return, report."""

    kind: Literal["sign", "instruction", "answer", "report"]
    may_decline: bool
    asked_at: Moment | None
    instruction: Instruction | None
    task: TaskLine


class DutyPage(Page):
    items: list[Duty]


class Entered(Back):
    """What an act made, and where the task stands now."""

    task: int
    entry: Entry
    step: Step
    version: int


class Milestone(Sent):
    day: Day
    share: Share


Reason = Annotated[Long, Field(min_length=1)]
UnitId = Annotated[Text, Field(max_length=80)]


class Nothing(Sent):
    """An act that says all by being taken."""


class InName(Sent):
    """What a unit may say, and the office for it; left out, whoever asks speaks for itself."""

    in_name_of: UnitId = Field(
        "", description="The unit that said it elsewhere; for the office, which enters it."
    )


class Sign(InName):
    """Signing says all by being taken."""


class Dispatch(Sent):
    lead: UnitId
    support: list[UnitId] = Field([], max_length=60)
    limit: Day | None = Field(None, description="Null for an ongoing task.")
    usual: Annotated[Text, Field(max_length=100)] = Field(
        "", description="The rule whose usual limit this is, as `/usual-limits` names it."
    )
    milestones: list[Milestone] = Field([], max_length=60)
    every: Literal["week", "month", "quarter", "stage"] | None = Field(
        None, description="How often the lead reports; null for when it is asked."
    )
    day: Int | None = Field(None, ge=1, le=31, description="By which day of the week or month.")
    evidence: list[ProofKind] = Field([], description="What closing will need.")
    past: Flag = Field(False, description="Enter a limit that is past knowingly.")


class Decompose(Sent):
    heading: Annotated[Text, Field(min_length=1, max_length=200)]
    text: Reason
    lead: UnitId
    support: list[UnitId] = Field([], max_length=60)
    limit: Day | None = Field(None, description="Not after the limit of the task.")
    weight: Int | None = Field(None, ge=1, le=100, description="Among the sub-tasks; null is 1.")
    past: Flag = Field(False, description="Enter a limit that is past knowingly.")


class Suspend(Sent):
    reason: Reason
    waits_for: Annotated[Text, Field(min_length=1, max_length=300)]
    review: Day = Field(description="When it is looked at again.")


class PassOn(Sent):
    lead: UnitId
    reason: Reason


class Instruct(Sent):
    text: Reason
    leader: Annotated[Text, Field(min_length=1, max_length=150)]
    given: Day
    answer_by: Day


class Answer(Sent):
    number: Int = Field(ge=1, le=10_000, description="The number of the instruction.")
    text: Reason


class Require(Sent):
    evidence: list[ProofKind] = Field([], max_length=20)
    reason: Long = Field("", description="Needed when less is required than before.")


class Archive(Sent):
    volume: Annotated[Text, Field(max_length=80)] = ""


class BecauseOf(Sent):
    reason: Reason


class MayBecauseOf(Sent):
    reason: Long = ""


Outlook = Literal["on_time", "late", "cannot"]


class Report(InName):
    claimed: Share
    text: Reason
    next_step: Long = ""
    done: Flag = Field(False, description="The task is done: closing is asked for.")
    forecast: Outlook | None = Field(None, description="Of the lead: will the limit be kept?")
    expected: Day | None = None
    number: Annotated[Text, Field(max_length=100)] = Field(
        "", description="Number of the document that proves it, where one is required."
    )
    again: list[Key] = Field(
        [], max_length=30, description="Files that the unit sent for other tasks, by their numbers."
    )


class Verify(Sent):
    verified: Share
    method: Literal["desk", "phone", "visit"] = "desk"
    text: Reason
    judgement: Outlook | None = None
    went: Annotated[Text, Field(max_length=300)] = Field("", description="Of a visit: who went.")
    place: Annotated[Text, Field(max_length=300)] = ""
    visited: Day | None = None


class Urge(Sent):
    text: Reason
    slip: Annotated[Text, Field(max_length=20)] = Field(
        "", description="The rule of the slip that is due."
    )


class Until(InName):
    until: Day
    reason: Reason
    past: Flag = Field(False, description="Enter a day that is past knowingly.")


class MayUntil(Sent):
    until: Day
    reason: Long = ""
    past: Flag = Field(False, description="Enter a day that is past knowingly.")


class Close(Sent):
    text: Reason
    waiver: Long = Field("", description="Why it is closed without evidence that is missing.")
