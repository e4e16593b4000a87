"""Waivers: a person lets a finding stand, says why, and is asked again when the words change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pilotage.base import Diagnostic, fingerprint
from pilotage.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding let stand: its rule, the mark of its words, and the reason given.

    ``file`` is the name of the document; ``words`` are those the finding stood at, for readers.
    """

    code: str
    mark: str
    reason: str
    file: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Findings still open, findings waived with their waivers, and waivers that fit nothing."""

    open: tuple[Diagnostic, ...]
    waived: tuple[tuple[Diagnostic, Waiver], ...]
    lapsed: tuple[Waiver, ...]


def mark_of(plan: Plan, finding: Diagnostic) -> str:
    """The fingerprint of what the finding is about: its words, its task's words, its sentence.

    Layout does not change it; a changed word in the task does.
    """
    quote = finding.span.quote(plan.text) if finding.span else ""
    text = plan.task(finding.task).text if finding.task else ""
    return fingerprint(finding.code, quote, text, finding.message("en"), length=24)


def waive(plan: Plan, finding: Diagnostic, reason: str) -> Waiver:
    """A waiver for ``finding`` as it stands now."""
    words = finding.span.quote(plan.text) if finding.span else ""
    return Waiver(
        code=finding.code,
        mark=mark_of(plan, finding),
        reason=reason,
        file=plan.source.name,
        words=" ".join(words.split())[:60],
    )


def judge(
    plan: Plan,
    findings: Sequence[Diagnostic],
    waivers: Iterable[Waiver],
    rules: Collection[str],
) -> Judged:
    """``findings`` parted by the waivers of this document.

    ``rules`` are the codes of the rules that ran: a waiver of another rule has not lapsed.
    """
    ours = {(w.code, w.mark): w for w in waivers if w.file == plan.source.name}
    keys = [(finding.code, mark_of(plan, finding)) for finding in findings]
    pairs = [*zip(findings, keys, strict=True)]
    return Judged(
        open=tuple(finding for finding, key in pairs if key not in ours),
        waived=tuple((finding, ours[key]) for finding, key in pairs if key in ours),
        lapsed=tuple(w for key, w in ours.items() if key not in keys and w.code in rules),
    )
