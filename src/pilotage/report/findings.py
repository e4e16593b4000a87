"""Findings as text for a terminal, and as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pilotage.base import Diagnostic, Language, Severity
from pilotage.plan import Plan

from .columns import pad, printable, width_of, wrap
from .excerpt import Lines, excerpt
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
    lines = Lines(plan.text)
    told = [_Told(plan, finding, lines) for finding in findings]
    place = max((width_of(one.place) for one in told), default=0)
    name = max((width_of(one.name) for one in told), default=0)
    blocks = [
        "\n".join((one.head(place, name, lang, colour), *one.body(lang, colour, width)))
        for one in told
    ]
    return "\n\n".join((*blocks, _count(plan, findings, lang))) + "\n"


class _Told:
    """One finding on its way to the page."""

    def __init__(self, plan: Plan, finding: Diagnostic, lines: Lines) -> None:
        self.text, self.finding = plan.text, finding
        self.ink = SEVERITY_INK[finding.severity]
        self.name = f"{finding.code} {finding.name}"
        self.line = lines.place_of(finding.span).line if finding.span else 0
        self.place = printable(plan.source.name)
        if finding.span:
            self.place += ":{}:{}".format(*lines.place_of(finding.span))

    def head(self, place: int, name: int, lang: Language, colour: bool) -> str:
        """Place, code and severity, aligned with those of the other findings."""
        return "  ".join(
            (
                paint(pad(self.place, place), Ink.BOLD, colour),
                paint(pad(self.name, name), self.ink, colour),
                paint(word(self.finding.severity.value, lang), self.ink, colour),
            )
        )

    def body(self, lang: Language, colour: bool, width: int) -> Iterator[str]:
        """The sentence, the line of the document, what to do."""
        yield from (f"  {line}" for line in wrap(self.finding.message(lang), width - 2))
        number = str(self.line or "")
        margin = " " * (len(number) + 2)
        room = width - len(margin) - 3
        if self.finding.span:
            found = excerpt(self.text, self.finding.span, room)
            carets = found.carets.lstrip()
            indent = " " * (len(found.carets) - len(carets))
            bar = paint(f"{margin} |", Ink.FAINT, colour)
            yield bar
            yield f"{paint(f'  {number} |', Ink.FAINT, colour)} {found.line}"
            yield f"{bar} {indent}{paint(carets, self.ink, colour)}"
        if hint := self.finding.hint(lang):
            first, *rest = wrap(hint, room)
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
