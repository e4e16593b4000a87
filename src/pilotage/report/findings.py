"""Findings as text for a terminal, and as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pilotage.base import Diagnostic, Language, Severity
from pilotage.plan import Plan

from .columns import pad, printable, width_of, wrap
from .excerpt import excerpt, place_of
from .paint import SEVERITY_INK, Ink, paint
from .wording import counted, word

_WIDTH = 100


def findings_json(findings: Iterable[Diagnostic], lang: Language = "en") -> list[dict[str, Any]]:
    """The findings of one document as JSON-ready values (DESIGN §4.2), worded in ``lang``."""
    return [
        {
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity.value,
            "message": finding.message(lang),
            "span": list(finding.span) if finding.span else None,
            "task": finding.task,
            "hint": finding.hint(lang),
        }
        for finding in findings
    ]


def findings_text(
    plan: Plan,
    findings: Sequence[Diagnostic],
    lang: Language = "en",
    colour: bool = False,
    *,
    width: int = _WIDTH,
) -> str:
    """Each finding with its place, its sentence, the words underlined and what to do; a count.

    ``width`` is in columns. Lines and columns are those of the canonical text, which for a text
    file are the file's own. Ends with a line break.
    """
    heads = [_Head(plan, finding) for finding in findings]
    place = max((width_of(head.place) for head in heads), default=0)
    name = max((width_of(head.name) for head in heads), default=0)
    blocks = [
        "\n".join(
            (head.line(place, name, lang, colour), *_body(plan, head.of, lang, colour, width))
        )
        for head in heads
    ]
    return "\n\n".join((*blocks, _count(plan, findings, lang))) + "\n"


class _Head:
    """The first line of a finding, before it is aligned with the others."""

    def __init__(self, plan: Plan, finding: Diagnostic) -> None:
        self.of = finding
        self.name = f"{finding.code} {finding.name}"
        self.place = printable(plan.source.name)
        if finding.span:
            self.place += ":{}:{}".format(*place_of(plan.text, finding.span))

    def line(self, place: int, name: int, lang: Language, colour: bool) -> str:
        severity = self.of.severity
        return "  ".join(
            (
                paint(pad(self.place, place), Ink.BOLD, colour),
                paint(pad(self.name, name), SEVERITY_INK[severity], colour),
                paint(word(severity.value, lang), SEVERITY_INK[severity], colour),
            )
        )


def _body(
    plan: Plan, finding: Diagnostic, lang: Language, colour: bool, width: int
) -> Iterator[str]:
    yield from (f"  {line}" for line in wrap(finding.message(lang), width - 2))
    number = str(place_of(plan.text, finding.span).line) if finding.span else ""
    margin = " " * (len(number) + 2)
    if finding.span:
        found = excerpt(plan.text, finding.span, width - len(margin) - 3)
        carets = paint(found.carets.lstrip(), SEVERITY_INK[finding.severity], colour)
        indent = " " * (len(found.carets) - len(found.carets.lstrip()))
        yield paint(f"{margin} |", Ink.FAINT, colour)
        yield f"{paint(f'  {number} |', Ink.FAINT, colour)} {found.line}"
        yield f"{paint(f'{margin} |', Ink.FAINT, colour)} {indent}{carets}"
    if hint := finding.hint(lang):
        first, *rest = wrap(hint, width - len(margin) - 3)
        yield f"{paint(f'{margin} =', Ink.FAINT, colour)} {first}"
        yield from (f"{margin}   {line}" for line in rest)


def _count(plan: Plan, findings: Sequence[Diagnostic], lang: Language) -> str:
    name = printable(plan.source.name)
    if not findings:
        return f"{name}：未发现问题。" if lang == "zh" else f"Nothing found in {name}."
    counts = Counter(finding.severity for finding in findings)
    present = [(severity, counts[severity]) for severity in Severity if counts[severity]]
    if lang == "zh":
        parts = "、".join(f"{word(s.value, lang)}{n}个" for s, n in present)
        return f"{name}：共{len(findings)}个问题，其中{parts}。"
    parts = ", ".join(counted(n, s.value, f"{s.value}s") for s, n in present)
    return f"{counted(len(findings), 'finding', 'findings')} in {name}: {parts}."
