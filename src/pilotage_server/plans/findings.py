"""The gate: what was found in a plan, what is settled, and what stands between it and issue."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pilotage.base import Diagnostic, Severity, fingerprint
from pilotage.lint import lint
from pilotage.plan import Duty, Plan, Task
from pilotage.ruling import Question
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import register

from . import store
from .models import PlanRow, WaiverRow

Key = tuple[str, str, str]

UNIT_CODES = ("L102", "L103", "L104", "L105", "L106")
LIMIT_CODES = ("L101", "L107")
TARGET_CODES = ("L110", "L401", "L902")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding, where it stands, and the waiver that lets it through."""

    diagnostic: Diagnostic
    words: str
    waiver: WaiverRow | None = None
    ruled: bool = False

    @property
    def code(self) -> str:
        return self.diagnostic.code

    @property
    def things(self) -> int:
        """How many things it tells of: one, or all names that the example's register lacks."""
        facts = self.diagnostic.facts
        return int(str(facts["count"])) if "all" in facts and "names" in facts else 1

    @property
    def of_all(self) -> bool:
        """Whether it is about the whole document, and read before what is about parts of it."""
        return self.diagnostic.span is None and not self.task

    @property
    def task(self) -> str:
        """The id of its task; empty when it is about the whole document."""
        return self.diagnostic.task or ""

    @property
    def is_note(self) -> bool:
        return self.diagnostic.severity is Severity.NOTE

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of issuing."""
        return not (self.is_note or self.ruled or self.waiver)

    @property
    def message(self) -> str:
        """Its sentence in the reader's language."""
        return self.diagnostic.message(reader_language())

    @property
    def key(self) -> Key:
        return (self.code, self.task, self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """All findings of a plan in the order of its text, with what was settled."""

    findings: tuple[Finding, ...]
    ruled_tasks: frozenset[str] = frozenset()
    ruled_by: Mapping[tuple[str, Question], str] = field(default_factory=dict)
    """Which post, in the reader's language, answered which question about a task of a draft."""

    @property
    def blocking(self) -> list[Finding]:
        return [f for f in self.findings if f.is_open]

    @property
    def settled(self) -> list[Finding]:
        return [f for f in self.findings if f.ruled or f.waiver]

    @property
    def total(self) -> int:
        return len(self.blocking) + len(self.settled)

    @property
    def is_clear(self) -> bool:
        return not self.blocking

    def by_code(self) -> dict[str, int]:
        """How much is open of each code."""
        counts: Counter[str] = Counter()
        for finding in self.blocking:
            counts[finding.code] += finding.things
        return dict(counts)

    def of_task(self, task: str) -> list[Finding]:
        """The findings about one task."""
        return [f for f in self.findings if f.task == task]

    def is_settled(self, task: str) -> bool:
        """Whether a person has answered something about this task, and nothing waits."""
        found = self.of_task(task)
        touched = task in self.ruled_tasks or any(f.ruled or f.waiver for f in found)
        return touched and not any(f.is_open for f in found)


def gate_of(row: PlanRow, plan: Plan | None = None) -> Gate:
    """The gate of a plan as it stands, with what its rulings and waivers have settled.

    A finding counts as ruled when it is gone and a person ruled on its own question about its own
    task: an answer settles what was asked, and nothing beside it.
    """
    compiled = store.compiled_plan(row)
    answered = store.answered(row)
    confirmed = {task for (task, _), r in answered.items() if r.answer.get(store.LEAD_ONLY)}
    as_read = _found_as_read(row.compiled)
    ruled_on = answered or row.is_adopted
    now = (
        found_in(_as_asked(plan or store.plan_of(row), compiled, confirmed))
        if ruled_on
        else as_read
    )
    waivers = {
        (waiver.code, waiver.task, waiver.words): waiver
        for waiver in WaiverRow.objects.filter(programme=row.programme_id).select_related(
            "by__membership"
        )
    }
    standing = [
        Finding(diagnostic=f.diagnostic, words=f.words, waiver=waivers.get(f.key)) for f in now
    ]
    places = {(f.code, f.diagnostic.span) for f in now}
    ruled = [
        Finding(diagnostic=f.diagnostic, words=f.words, ruled=True)
        for f in as_read
        if (f.code, f.diagnostic.span) not in places and not f.is_note and _answers(f, answered)
    ]
    return Gate(
        findings=tuple(sorted([*standing, *ruled], key=_place)),
        ruled_tasks=frozenset(task for task, _ in answered),
        ruled_by={}
        if row.is_adopted
        else {key: store.signature(r.by, reader_language()) for key, r in answered.items()},
    )


def _answers(finding: Finding, answered: Collection[tuple[str, Question]]) -> bool:
    """Whether somebody answered the question that the finding asks."""
    questions = list(Question)
    if finding.code in UNIT_CODES:
        questions = [Question.UNITS]
    elif finding.code in LIMIT_CODES:
        questions = [Question.LIMIT]
    elif finding.code in TARGET_CODES:
        questions = [Question.TARGETS]
    return any((finding.task, question) in answered for question in questions)


def _as_asked(plan: Plan, compiled: Plan, confirmed: Collection[str]) -> Plan:
    """``plan``, its units as read where only their lead was confirmed."""
    if not confirmed:
        return plan
    written = {task.id: task for task in compiled.tasks if task.id in confirmed}
    tasks = (_read(task, written[task.id]) if task.id in written else task for task in plan.tasks)
    return replace(plan, tasks=tuple(tasks))


def _read(task: Task, written: Task) -> Task:
    """The units of ``task`` with the basis and candidates the text gave them."""
    before = {(duty.name, duty.unit): duty for duty in written.units}
    return replace(
        task, units=tuple(_basis(duty, before.get((duty.name, duty.unit))) for duty in task.units)
    )


def _basis(duty: Duty, before: Duty | None) -> Duty:
    return before._replace(role=duty.role) if before else duty


@lru_cache(maxsize=16)
def _found_as_read(compiled: str) -> tuple[Finding, ...]:
    """What is found in a compiled plan before anybody ruled; every page of a draft asks for it."""
    return tuple(found_in(store.parsed(compiled)))


def found_in(plan: Plan) -> list[Finding]:
    """What the rules and the compiler say of ``plan``, once each."""
    said = lint(plan, register())
    places = {(d.name, d.span) for d in said}
    said += [p for p in plan.problems if (p.name, p.span) not in places]
    texts = {task.id: task.text for task in plan.tasks}
    return [Finding(diagnostic=d, words=_words(d, plan, texts)) for d in said]


def _words(diagnostic: Diagnostic, plan: Plan, texts: dict[str, str]) -> str:
    """The fingerprint of a finding's words and sentence: a waiver lapses when they change."""
    quote = diagnostic.span.quote(plan.text) if diagnostic.span else ""
    text = texts.get(diagnostic.task or "", "")
    return fingerprint(diagnostic.code, quote, text, diagnostic.message("en"), length=24)


def _place(finding: Finding) -> tuple[int, str]:
    span = finding.diagnostic.span
    return (span.start if span else -1, finding.code)
