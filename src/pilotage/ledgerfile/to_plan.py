"""Lines of a ledger become a plan: the text is what the file says, row by row.

Each task has the span of its words. Units and limits stood in columns that a person chose, so
they are values that this person entered: they have no span, and the person's name in ``by``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pilotage.base import Language, Span, fingerprint
from pilotage.plan import Basis, Coverage, Duty, Fate, Plan, Portion, Source, Task, TaskKind

from .model import Line


def plan_of(
    lines: Sequence[Line], *, title: str, source: Source, language: Language, by: str
) -> Plan:
    """The plan of those lines, one task each, in their order. ``by`` is who took the ledger in."""
    text, spans, headings = _written(title, lines)
    seen: Counter[str] = Counter()
    tasks = tuple(
        _task(line, ordinal, span, by, _identity(line, seen))
        for ordinal, (line, span) in enumerate(zip(lines, spans, strict=True), 1)
    )
    portions = [Portion(span=span, fate=Fate.TASK) for span in spans]
    portions += [Portion(span=span, fate=Fate.HEADING) for span in headings]
    portions.sort(key=lambda portion: portion.span)
    return Plan(
        title=title,
        number=None,
        issuer=None,
        issued=None,
        language=language,
        source=source,
        text=text,
        tasks=tasks,
        references=(),
        portions=tuple(portions),
        coverage=Coverage(
            characters=_visible(text),
            tasks=sum(_visible(span.quote(text)) for span in spans),
            headings=sum(_visible(span.quote(text)) for span in headings),
            set_aside=0,
            unread=0,
        ),
        problems=(),
    )


def _written(title: str, lines: Sequence[Line]) -> tuple[str, list[Span], list[Span]]:
    """The ledger as a text; where its tasks stand, and where its title and headings do."""
    parts, headings = [title], [Span(0, len(title))]
    spans: list[Span] = []
    path: tuple[str, ...] = ()
    at = len(title)
    for line in lines:
        for words in _new_headings(path, line.section):
            parts.append(words)
            headings.append(Span(at + 1, at + 1 + len(words)))
            at += 1 + len(words)
        path = line.section
        parts.append(line.text)
        spans.append(Span(at + 1, at + 1 + len(line.text)))
        at += 1 + len(line.text)
    return "\n".join(parts), spans, headings


def _new_headings(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of ``now`` from the first on that differs from those ``before``."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return now[same:]


def _task(line: Line, ordinal: int, span: Span, by: str, key: str) -> Task:
    return Task(
        id=key,
        kind=TaskKind.TASK,
        ordinal=ordinal,
        number=line.number or None,
        path=line.section,
        heading=line.heading,
        text=line.text,
        span=span,
        measures=(),
        units=tuple(
            Duty(
                name=one.name,
                role=one.role,
                basis=Basis.RULED,
                span=None,
                unit=one.unit,
                candidates=one.candidates,
                by=by,
            )
            for one in line.units
        ),
        limit=replace(line.limit, span=None, by=by) if line.limit else None,
        targets=(),
    )


def _identity(line: Line, seen: Counter[str]) -> str:
    """From place and wording, as in a plan that was compiled; a repetition counts."""
    base = fingerprint(*line.section, line.text)
    seen[base] += 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"


def _visible(text: str) -> int:
    return sum(map(len, text.split()))
