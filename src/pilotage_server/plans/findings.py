"""The gate: what was found in a plan, what is settled, and what stands between it and issue."""

from collections import Counter
from dataclasses import dataclass

from pilotage.base import Diagnostic, Severity, fingerprint
from pilotage.lint import lint
from pilotage.plan import Plan
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import register

from . import store
from .models import PlanRow, WaiverRow

Key = tuple[str, str, str]


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
        """How many open findings there are of each code."""
        return dict(Counter(f.code for f in self.blocking))

    def of_task(self, task: str) -> list[Finding]:
        """The findings about one task."""
        return [f for f in self.findings if f.task == task]


def gate_of(row: PlanRow, plan: Plan | None = None) -> Gate:
    """The gate of a plan as it stands, with what its rulings and waivers have settled."""
    now = found_in(plan or store.plan_of(row))
    waivers = {
        (waiver.code, waiver.task, waiver.words): waiver
        for waiver in WaiverRow.objects.filter(programme=row.programme_id).select_related(
            "by__membership"
        )
    }
    standing = [
        Finding(diagnostic=f.diagnostic, words=f.words, waiver=waivers.get(f.key)) for f in now
    ]
    keys = {f.key for f in now}
    ruled = [
        Finding(diagnostic=f.diagnostic, words=f.words, ruled=True)
        for f in found_in(store.compiled_plan(row))
        if f.key not in keys and not f.is_note
    ]
    return Gate(findings=tuple(sorted([*standing, *ruled], key=_place)))


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
