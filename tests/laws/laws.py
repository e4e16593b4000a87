"""Laws that hold for every document whatever it says."""

import json
from collections.abc import Callable, Iterator

from pilotage.base import Span
from pilotage.compile import compile_document
from pilotage.plan import Fate, Plan, from_json, to_json

Law = Callable[[str, str], None]


def compiled(text: str, name: str) -> Plan:
    """The plan of ``text`` as UTF-8."""
    return compile_document(text.encode("utf-8", "surrogatepass"), name)


def spans_quote(text: str, name: str) -> None:
    """``document.text[span]`` is the quoted text, for every value that has words."""
    plan = compiled(text, name)
    for span, words in quoted(plan):
        assert plan.text[span.start : span.end] == words


def quoted(plan: Plan) -> Iterator[tuple[Span, str]]:
    """Every (span, words) pair of a plan."""
    for directive in plan.directives:
        yield directive.span, directive.text
    for task in plan.tasks:
        yield task.span, task.text
        for measure in task.measures:
            yield measure.span, measure.text
        for target in task.targets:
            if target.span:
                yield target.span, target.text
        if task.limit and task.limit.span:
            yield task.limit.span, task.limit.text
        for duty in task.units:
            if duty.span:
                yield duty.span, duty.name


def json_round_trips(text: str, name: str) -> None:
    """Writing, reading and writing a plan gives the same JSON."""
    first = to_json(compiled(text, name))
    assert to_json(from_json(json.dumps(first))) == first


def compiles_alike_twice(text: str, name: str) -> None:
    """The same text gives the same plan."""
    assert compiled(text, name) == compiled(text, name)


def no_character_is_dropped(text: str, name: str) -> None:
    """Every visible character lies in exactly one portion, and coverage adds up."""
    plan = compiled(text, name)
    at = 0
    for portion in plan.portions:
        assert portion.span.start >= at, "portions overlap"
        assert not any(c.isalnum() for c in plan.text[at : portion.span.start])
        at = portion.span.end
    assert not any(c.isalnum() for c in plan.text[at:])
    found = plan.coverage
    assert found.tasks + found.headings + found.set_aside + found.unread <= found.characters


def what_is_unread_is_said(text: str, name: str) -> None:
    """No unread words without a problem at their place."""
    plan = compiled(text, name)
    said = [p.span for p in plan.problems if p.code == "C104" and p.span]
    for portion in plan.portions:
        words = "".join(portion.span.quote(plan.text).split())
        if portion.fate is Fate.UNREAD and len(words) > 1:
            assert any(span.covers(portion.span.strip(plan.text)) for span in said)


def tasks_do_not_overlap(text: str, name: str) -> None:
    """Tasks lie in the order of the text, apart, each with an id of its own."""
    plan = compiled(text, name)
    for one, other in zip(plan.tasks, plan.tasks[1:], strict=False):
        assert one.span.end <= other.span.start
    assert len({task.id for task in plan.tasks}) == len(plan.tasks)


def blank_lines_change_nothing(text: str, name: str) -> None:
    """White space at the ends of lines and page breaks between paragraphs change no reading."""
    spaced = text.replace("\n\n", " \n\n\f\n\n") + "\n\n \n"
    assert readings(compiled(text, name)) == readings(compiled(spaced, name))


def readings(plan: Plan) -> list[tuple[object, ...]]:
    """What was read, without places."""
    return [
        (
            task.id,
            task.kind,
            task.number,
            task.path,
            task.heading,
            [(d.name, d.role, d.unit) for d in task.units],
            (task.limit.date, task.limit.kind) if task.limit else None,
            [t.text for t in task.targets],
        )
        for task in plan.tasks
    ]


LAWS: tuple[Law, ...] = (
    spans_quote,
    json_round_trips,
    compiles_alike_twice,
    no_character_is_dropped,
    what_is_unread_is_said,
    tasks_do_not_overlap,
    blank_lines_change_nothing,
)
