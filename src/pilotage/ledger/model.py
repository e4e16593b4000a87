"""The words of the ledger: acts, entries, and the state of one matter.

A matter is one task of an issued plan under supervision. Nothing here stores a colour.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pilotage.base import Kind, Language
from pilotage.plan import Role

from .instruction import Instruction
from .outlook import Check, Outlook
from .proof_kinds import ProofKind
from .rhythm import Rhythm


class Act(StrEnum):
    """What a person can do to a matter; each leaves one entry."""

    DISPATCH = "dispatch"
    SIGN = "sign"
    DECLINE = "decline"
    REPORT = "report"
    VERIFY = "verify"
    RETURN = "return"
    URGE = "urge"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"
    REFUSE_EXTENSION = "refuse_extension"
    SUSPEND = "suspend"
    RESUME = "resume"
    CLOSE = "close"
    CARRY = "carry"
    MERGE = "merge"
    CANCEL = "cancel"
    REOPEN = "reopen"
    DECOMPOSE = "decompose"
    WITHDRAW = "withdraw"
    REQUIRE = "require"
    ARCHIVE = "archive"
    PROPOSE = "propose"
    APPROVE = "approve"
    PASS_ON = "pass_on"  # noqa: S105, an act and no secret
    ASK_PASS_ON = "ask_pass_on"  # noqa: S105
    REFUSE_PASS_ON = "refuse_pass_on"  # noqa: S105
    INSTRUCT = "instruct"
    ANSWER = "answer"


class Step(StrEnum):
    """Where a matter stands in its workflow."""

    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    SIGNED = "signed"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    MERGED = "merged"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"

    @property
    def is_final(self) -> bool:
        """Whether supervision has ended: done, merged, cancelled, or withdrawn."""
        return self is Step.CLOSED or self.is_ended

    @property
    def is_ended(self) -> bool:
        """Whether it ended without being done: by a new edition, or as a sub-task not wanted."""
        return self in (Step.MERGED, Step.CANCELLED, Step.WITHDRAWN)


class Capacity(StrEnum):
    """In what right a person acts on one matter; the supervising rule is a person of its own.

    A reviewer checks and does nothing else: a checker; or a leader before a report of the
    supervision office itself, which the office may not check. Above stands whoever supervises a
    sub-task: the lead of the task it is part of, and the office.
    """

    OFFICE = "office"
    LEAD = "lead"
    SUPPORT = "support"
    LEADER = "leader"
    REVIEWER = "reviewer"
    RULE = "rule"
    ABOVE = "above"


class Method(StrEnum):
    """How the office checked: papers at the desk, by telephone, on the spot."""

    DESK = "desk"
    PHONE = "phone"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act that was done. Never changed; a correction is a later entry.

    ``sequence`` counts from 1 within the matter. ``at`` is aware. ``by`` is the account that
    acted, ``unit`` the register id of its unit (None for a rule). ``payload`` holds the fields
    that ``WORKFLOW`` names for the act; ``evidence`` the keys of the files put forward.
    """

    sequence: int
    act: Act
    at: datetime
    by: str
    unit: str | None = None
    payload: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitState:
    """A unit told to act, when it signed for the task, and the last it said of its part."""

    unit: str | None
    name: str
    role: Role
    signed_on: date | None = None
    signed_by: str | None = None
    claimed: int | None = None
    claimed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An extension asked for, and once decided, how. ``late``: asked after the limit had passed."""

    until: date
    reason: str
    asked_on: date
    asked_by: str
    late: bool
    former_limit: date
    decided_on: date | None = None
    decided_by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """Another limit set by a new edition. ``until`` is None when the task became ongoing."""

    until: date | None
    former_limit: date | None
    changed_on: date
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerLead:
    """A unit that led until the matter was passed on (转办); its entries stay its own."""

    unit: str | None
    name: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterState:
    """All that can be said of a matter from its entries. Progress is in percent, 0 to 100.

    ``claimed`` is the lead's word, ``verified`` the office's finding: two tracks. ``limit`` is
    the one in force, ``original_limit`` the first ever set. Counts only grow. ``edition`` is the
    last that the matter was carried over to, ``former_tasks`` the ids its task had in those before;
    ``merged_into`` the number of the task it went into. ``stopped`` are the suspensions that have
    ended, each from its day to that of the resumption; ``limit_set_on`` is the day on which the
    limit in force was set. ``forecast`` is what the lead expects, ``judgement`` what the last check
    that said so expects. ``required`` are the kinds of evidence that closing needs, ``offered``
    those that reports since the last check brought, ``proven`` those of reports that were checked
    and not returned; ``waived`` those it was closed without. ``proposed_by`` put it up for
    approval; a suspended matter waits for ``waits_for`` and is looked at again on ``review_on``;
    suspended with the task above it (``suspended_with_above``), it is resumed with that; reports
    are due by ``rhythm``, counted from ``reports_from``. ``pass_on_asked`` is why the lead asks
    that another lead takes its place, until the office decides. ``urged_after`` are the units that
    the last urging found after they had reported that very day, and that have not since: a day
    alone does not say which of the two came first.
    """

    step: Step = Step.REGISTERED
    limit: date | None = None
    original_limit: date | None = None
    ongoing: bool = False
    slip: str = ""
    dispatched_on: date | None = None
    units: tuple[UnitState, ...] = ()
    claimed: int | None = None
    claimed_on: date | None = None
    claimed_done: bool = False
    reported_by: str | None = None
    reported_unit: str | None = None
    verified: int | None = None
    verified_on: date | None = None
    verified_method: Method | None = None
    forecast: Outlook | None = None
    forecast_on: date | None = None
    expected: date | None = None
    judgement: Outlook | None = None
    judged_on: date | None = None
    milestones: tuple[tuple[date, int], ...] = ()
    checks: tuple[Check, ...] = ()
    extensions: tuple[Extension, ...] = ()
    refused_extensions: tuple[Extension, ...] = ()
    pending_extension: Extension | None = None
    urged: int = 0
    last_urged_on: date | None = None
    urged_after: tuple[str, ...] = ()
    last_slip: str | None = None
    returned: int = 0
    declined: int = 0
    stopped: tuple[tuple[date, date], ...] = ()
    limit_set_on: date | None = None
    suspended_since: date | None = None
    suspended_from: Step | None = None
    suspended_with_above: bool = False
    closed_on: date | None = None
    edition: str = ""
    former_tasks: tuple[str, ...] = ()
    limit_changes: tuple[LimitChange, ...] = ()
    ended_on: date | None = None
    ended_from: Step | None = None
    merged_into: str = ""
    authority: str = ""
    evidence: tuple[str, ...] = ()
    last_entry_at: datetime | None = None
    sequence: int = 0
    required: tuple[ProofKind, ...] = ()
    offered: tuple[ProofKind, ...] = ()
    proven: tuple[ProofKind, ...] = ()
    waived: tuple[ProofKind, ...] = ()
    archived_on: date | None = None
    proposed_by: str | None = None
    approved_on: date | None = None
    approved_by: str | None = None
    former_leads: tuple[FormerLead, ...] = ()
    pass_on_asked: str = ""
    pass_on_asked_on: date | None = None
    waits_for: str = ""
    review_on: date | None = None
    instructions: tuple[Instruction, ...] = ()
    rhythm: Rhythm | None = None
    reports_from: date | None = None

    def owes_answer(self, part: UnitState) -> bool:
        """Whether that unit of the matter has not reported since the last urging."""
        urged, said = self.last_urged_on, part.claimed_on
        if urged is None:
            return False
        return said is None or said < urged or part.unit in self.urged_after

    @property
    def missing(self) -> tuple[ProofKind, ...]:
        """Kinds that closing needs and no report has brought yet, or only one that was returned."""
        return tuple(one for one in self.required if one not in (*self.proven, *self.offered))

    @property
    def unproven(self) -> tuple[ProofKind, ...]:
        """Kinds that closing needs and no checked report has brought: what stands in its way."""
        return tuple(one for one in self.required if one not in self.proven)

    @property
    def unanswered(self) -> tuple[Instruction, ...]:
        """The instructions that wait for their answer, the oldest first."""
        return tuple(one for one in self.instructions if one.answered_on is None)

    @property
    def lead(self) -> UnitState | None:
        """The unit stated to lead, else the one listed first (列第一位者为牵头单位)."""
        stated = (one for one in self.units if one.role is Role.LEAD)
        return next(stated, next(iter(self.units), None))

    @property
    def lead_must_sign(self) -> bool:
        """Whether it has a lead, and none that has signed for it."""
        leads = [one for one in self.units if self.is_lead(one)]
        return bool(leads) and not any(one.signed_on for one in leads)

    def is_lead(self, one: UnitState) -> bool:
        """Whether ``one`` leads: by its role, or as the first of units whose roles are not told."""
        return one.role is Role.LEAD or one is self.lead

    def unit(self, unit_id: str | None) -> UnitState | None:
        """The unit with that register id at this matter; None when it has no part in it."""
        if unit_id is None:
            return None
        return next((one for one in self.units if one.unit == unit_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an act cannot be taken. ``field`` names the entry field at fault, None for the act."""

    kind: Kind
    facts: Mapping[str, object] = field(default_factory=dict)
    field: str | None = None

    @property
    def code(self) -> str:
        return self.kind.code

    def message(self, language: Language = "en") -> str:
        """The sentence, in the reader's language."""
        return self.kind.say(language, self.facts)

    def hint(self, language: Language = "en") -> str:
        """What to do about it, in the reader's language."""
        return self.kind.advise(language, self.facts)
