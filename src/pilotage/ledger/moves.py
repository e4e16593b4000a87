"""What a new edition does to the matters under way: one move a matter, with its entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pilotage.base import Language, filled
from pilotage.plan import Change, Plan, Task, TaskKind

from .model import Act, MatterState, Refusal
from .move_words import PART_REASONS, REASONS
from .payload import Payload
from .subtask import Subtask


class MoveKind(StrEnum):
    """What becomes of a matter. Of several things that happen to it, the weightiest.

    ABSORB goes on as the task into which others are merged, SPLIT as one of the parts of its task;
    PART is another part. STAY is closed, and left with the edition it was done under.
    """

    CANCEL = "cancel"
    MERGE = "merge"
    ABSORB = "absorb"
    SPLIT = "split"
    PART = "part"
    LIMIT = "limit"
    UNITS = "units"
    REWORD = "reword"
    REOPEN = "reopen"
    ADD = "add"
    KEEP = "keep"
    STAY = "stay"


class Answer(StrEnum):
    """What the office says where the comparison leaves it open.

    One task or two (SAME, APART); closed for good or taken up again (CLOSED, AGAIN).
    """

    SAME = "same"
    APART = "apart"
    CLOSED = "closed"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question that a person answers about the old task with that id; ``said`` once answered."""

    task: str
    answers: tuple[Answer, Answer]
    said: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The new edition as entries name it: its number, and the document that has the authority."""

    number: int
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A matter that ended with an earlier edition, or was closed under it: its task there.

    ``key`` is what the caller knows the matter by; none of the ids of tasks.
    """

    key: str
    plan: Plan
    task: Task
    state: MatterState


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An entry to be made."""

    act: Act
    payload: Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step from the edition in force to the new one.

    ``old`` is the task of the matter (None: a matter to be registered), ``new`` the task it goes on
    as, or goes into. ``matter`` is the id of ``old``, or the ``key`` of what ended before, and
    ``state`` the state it is in. ``entries`` are what is entered, in this order.
    ``choices`` are answered before the edition is applied. ``changes`` quote both editions.
    ``origin`` is the task that a PART was split off from.
    """

    kind: MoveKind
    old: Task | None
    new: Task | None
    matter: str | None = None
    state: MatterState | None = None
    entries: tuple[Planned, ...] = ()
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    choices: tuple[Choice, ...] = ()
    strength: float | None = None
    origin: Task | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def reason(self, language: Language = "en") -> str:
        """Why this becomes of it, in the reader's language."""
        key = "lead" if self.kind is MoveKind.UNITS and self.new_lead else self.kind.value
        return filled(REASONS[key][language == "zh"], language, self.facts)

    @property
    def new_lead(self) -> bool:
        """Whether the edition gives a matter that is out to another lead."""
        units, lead = self.carried.get("units"), self.state.lead if self.state else None
        first = units[0] if isinstance(units, list | tuple) and units else None
        return isinstance(first, Mapping) and lead is not None and first.get("unit") != lead.unit

    @property
    def payload(self) -> Payload:
        """The fields of its first entry; empty when nothing is entered."""
        return self.entries[0].payload if self.entries else {}

    @property
    def carried(self) -> Payload:
        """The fields of the entry that carries it over; empty when it is not."""
        return _carried(self.entries)


class PartKind(StrEnum):
    """What becomes of a sub-task: it goes on with its task, or under the one that this is merged
    into; it ends with it, or is taken up again with it."""

    ALONG = "along"
    INTO = "into"
    CANCEL = "cancel"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMove:
    """What becomes of ``part``, one sub-task of a matter that a ``Move`` is about.

    ``top`` is the ``matter`` of that move; ``under`` the key of what it stands under afterwards,
    ``code`` the number it has then. ``entries`` are what is entered, in this order.
    """

    kind: PartKind
    part: Subtask
    top: str
    under: str
    code: str
    entries: tuple[Planned, ...]
    refusals: tuple[Refusal, ...] = ()

    def reason(self, language: Language = "en") -> str:
        """Why this becomes of it, in the reader's language."""
        said = [PART_REASONS[self.kind.value]]
        said += [PART_REASONS["limit"]] if "limit" in self.carried else []
        said += [
            PART_REASONS[one.act.value]
            for one in self.entries
            if one.act in (Act.SUSPEND, Act.RESUME)
        ]
        facts = {"above": self.code.rpartition(".")[0], "code": self.code}
        gap = "" if language == "zh" else " "
        return gap.join(filled(one[language == "zh"], language, facts) for one in said)

    @property
    def carried(self) -> Payload:
        """The fields of the entry that carries it over; empty when it is not."""
        return _carried(self.entries)


def _carried(entries: Sequence[Planned]) -> Payload:
    return next((one.payload for one in entries if one.act is Act.CARRY), {})


def code_of(task: Task, language: Language = "en") -> str:
    """The number people say: "4" for a task, "S3" or 保3 for a safeguard."""
    if task.kind is TaskKind.SAFEGUARD:
        return f"{'保' if language == 'zh' else 'S'}{task.ordinal}"
    return str(task.ordinal)


def both_codes(*tasks: Task) -> dict[str, str]:
    """The numbers of ``tasks`` in each language, as facts of a sentence."""
    return {
        "en": ", ".join(code_of(one, "en") for one in tasks),
        "zh": "、".join(code_of(one, "zh") for one in tasks),
    }
