"""Clauses and a register to the Plan."""

from collections import Counter
from collections.abc import Iterable

from pilotage.base import Diagnostic, Span, fingerprint
from pilotage.clause import Clauses, Fate, Mention, Portion
from pilotage.unit import Register, Resolution

from .model import Basis, Coverage, Duty, Plan, Source, Task, TaskKind

_OPENING = 3000
"""Characters of the text that are searched for the name of a place."""
_JOINTS = (" and ", "和", "及", "与")
_STRETCH = 65_536


def from_clauses(
    clauses: Clauses, register: Register, problems: Iterable[Diagnostic] = ()
) -> tuple[Plan, list[Diagnostic]]:
    """The plan of a document: its tasks with their units resolved against ``register``.

    ``problems`` are those of the passes before; the plan carries them all, in order of place.
    """
    outline = clauses.outline
    document, front = outline.document, outline.front
    found = sorted(problems, key=lambda p: p.span or Span(0, 0))
    plan = Plan(
        title=front.title,
        number=front.number,
        issuer=front.issuer,
        issued=front.issued,
        language=document.language,
        source=Source(name=document.name, media_type=document.media_type, sha256=document.sha256),
        text=document.text,
        tasks=_tasks(clauses, register),
        references=clauses.references,
        directives=clauses.directives,
        portions=clauses.portions,
        coverage=_coverage(document.text, clauses.portions),
        problems=tuple(found),
    )
    return plan, []


def _tasks(clauses: Clauses, register: Register) -> tuple[Task, ...]:
    reader = _Names(register, _elsewhere(clauses, register))
    counts: Counter[TaskKind] = Counter()
    seen: Counter[str] = Counter()
    paths: dict[int, tuple[str, ...]] = {}
    tasks = []
    for item in clauses.items:
        kind = TaskKind.SAFEGUARD if item.safeguard else TaskKind.TASK
        counts[kind] += 1
        node = clauses.outline.nodes[item.node]
        path = paths.get(node.parent)
        if path is None:
            path = paths[node.parent] = clauses.outline.path(node)
        words = item.span.quote(clauses.outline.document.text)
        tasks.append(
            Task(
                id=_identity(path, words, item.number, seen),
                kind=kind,
                ordinal=counts[kind],
                number=item.number,
                path=path,
                heading=item.heading,
                text=words,
                span=item.span,
                measures=item.measures,
                units=tuple(duty for m in item.mentions for duty in reader.duties(m)),
                limit=item.limit,
                targets=item.targets,
            )
        )
    return tuple(tasks)


def _identity(path: tuple[str, ...], words: str, number: str | None, seen: Counter[str]) -> str:
    """From place and wording; the printed number does not count, a repetition does."""
    body = words.removeprefix(number) if number else words
    base = fingerprint(*path, body)
    seen[base] += 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"


def _elsewhere(clauses: Clauses, register: Register) -> bool:
    """Whether the document is of another place than the register."""
    front = clauses.outline.front
    said = " ".join(filter(None, (front.title, front.issuer, front.number)))
    return not register.serves(said, clauses.outline.document.text[:_OPENING])


class _Names:
    """Written names against the register, each looked up once."""

    def __init__(self, register: Register, elsewhere: bool) -> None:
        self._register = register
        self._elsewhere = elsewhere
        self._known: dict[str, Resolution] = {}

    def resolve(self, name: str) -> Resolution:
        if name not in self._known:
            self._known[name] = self._register.resolve(name, elsewhere=self._elsewhere)
        return self._known[name]

    def duties(self, mention: Mention) -> list[Duty]:
        """One duty, or two when only the halves of a joined name are in the register."""
        resolution = self.resolve(mention.name)
        if resolution.unit is None and not resolution.candidates:
            for left, right in _halves(mention):
                if self.resolve(left.name).unit and self.resolve(right.name).unit:
                    return [*self.duties(left), *self.duties(right)]
        return [
            Duty(
                name=mention.name,
                role=mention.role,
                basis=Basis.INHERITED if mention.inherited else Basis.STATED,
                span=mention.span,
                unit=resolution.unit,
                candidates=resolution.candidates,
            )
        ]


def _halves(mention: Mention) -> Iterable[tuple[Mention, Mention]]:
    for joint in _JOINTS:
        at = mention.name.find(joint)
        while at > 0:
            start = mention.span.start
            yield (
                _part(mention, Span(start, start + at)),
                _part(mention, Span(start + at + len(joint), mention.span.end)),
            )
            at = mention.name.find(joint, at + 1)


def _part(mention: Mention, span: Span) -> Mention:
    name = span.shifted(-mention.span.start).quote(mention.name)
    return Mention(name=name, span=span, role=mention.role, inherited=mention.inherited)


def _coverage(text: str, portions: tuple[Portion, ...]) -> Coverage:
    counts = dict.fromkeys(Fate, 0)
    for portion in portions:
        counts[portion.fate] += _visible(portion.span.quote(text))
    return Coverage(
        characters=_visible(text),
        tasks=counts[Fate.TASK],
        headings=counts[Fate.HEADING],
        set_aside=counts[Fate.SET_ASIDE],
        unread=counts[Fate.UNREAD],
    )


def _visible(text: str) -> int:
    """Characters other than white space, counted in stretches to hold few words at once."""
    starts = range(0, len(text), _STRETCH)
    return sum(sum(map(len, text[at : at + _STRETCH].split())) for at in starts)
