"""Links between plans as JSON and as text for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from pilotage.base import Language
from pilotage.trace import Link, Provision, Trace

from .columns import fit, width_of
from .paint import Ink, paint
from .trace_words import count, relation, said

_HEADING = 60
_CANDIDATES, _WORTH_A_LOOK = 2, 0.05
"""So many candidates of a lower item are shown, of this strength or more; JSON has all."""


def trace_json(trace: Trace, lang: Language = "en") -> dict[str, Any]:
    """The trace as JSON-ready values (DESIGN §4.2), reasons worded in ``lang``.

    All links are listed, candidates too; beyond the contract each says its basis and the words
    shared with their places, and ``uncompared`` and the sentences of ``problems`` are given.
    """
    return {
        "links": [_link(link, lang) for link in trace.links],
        "uncovered": [_place(one) for one in trace.uncovered],
        "unmandated": [_place(one) for one in trace.unmandated],
        "unowned": [_place(one) for one in trace.unowned],
        "uncompared": [_place(one) for one in trace.uncompared],
        "problems": [problem.message(lang) for problem in trace.problems],
    }


def trace_text(
    trace: Trace, lang: Language = "en", colour: bool = False, *, width: int = 100
) -> str:
    """Every lower item with the upper ones it answers, then what has no link. Ends with a break."""
    blocks = [
        *_linked(trace, lang, colour, width),
        *_without("uncovered", trace.uncovered, lang, colour, width),
        *_without("unmandated", trace.unmandated, lang, colour, width),
        *_without("unowned", trace.unowned, lang, colour, width),
        *_without("uncompared", trace.uncompared, lang, colour, width),
        count(trace, lang) + "\n",
    ]
    return "\n".join(blocks)


def called(provision: Provision, *, width: int = _HEADING) -> str:
    """A provision in one line: its number and heading, or its first words."""
    words = provision.heading or provision.text
    number = provision.number or ""
    told = words if not number or words.startswith(number) else f"{number} {words}"
    line = " ".join(told.split())
    return line if width_of(line) <= width else fit(line, width - 1).rstrip() + "…"


def worth_a_look(links: Sequence[Link]) -> list[Link]:
    """Of one lower item's links, strongest first: those asserted, and the best candidates.

    What a person refused is neither.
    """
    asserted = [link for link in links if link.asserted]
    open_ = [link for link in links if not link.asserted and not link.verdict]
    rest = [link for link in open_ if link.strength >= _WORTH_A_LOOK]
    return [*asserted, *rest[:_CANDIDATES]]


def _linked(trace: Trace, lang: Language, colour: bool, width: int) -> Iterator[str]:
    for _, links in groupby(trace.links, key=lambda link: id(link.lower)):
        found = [*links]
        shown = [link for link in found if link.asserted]
        if not shown:
            continue
        lower = shown[0].lower
        head = f"{lower.document}: {called(lower, width=width - 20)}"
        lines = (_line(link, lang, colour, width) for link in worth_a_look(found))
        yield paint(head, Ink.BOLD, colour) + "\n" + "".join(lines)


def _line(link: Link, lang: Language, colour: bool, width: int) -> str:
    sign = "●" if link.asserted else "○"
    name = relation(link.relation, lang) if link.asserted else said("candidate", lang)
    head = f"  {sign} {link.strength:.2f} {fit(name, 12)} "
    told = f"{head}{link.upper.document}: {called(link.upper, width=max(20, width - 50))}"
    return f"{told}\n{' ' * 9}{paint(link.reason(lang), Ink.FAINT, colour)}\n"


def _without(
    key: str, provisions: Iterable[Provision], lang: Language, colour: bool, width: int
) -> Iterator[str]:
    lines = [f"  {one.document}: {called(one, width=width - 30)}\n" for one in provisions]
    if lines:
        yield paint(f"{said(key, lang)} ({len(lines)})", Ink.YELLOW, colour) + "\n" + "".join(lines)


def _link(link: Link, lang: Language) -> dict[str, Any]:
    ruling = {"verdict": link.verdict.value, "by": link.by} if link.verdict else None
    return {
        "upper": _place(link.upper),
        "lower": _place(link.lower),
        "relation": link.relation.value,
        "strength": link.strength,
        "reason": link.reason(lang),
        "basis": link.basis.value,
        "shared": [
            {"words": one.words, "upper": list(one.upper), "lower": list(one.lower)}
            for one in link.shared
        ],
    } | ({"ruling": ruling} if ruling else {})


def _place(provision: Provision) -> dict[str, Any]:
    return {
        "document": provision.document,
        "task": provision.task,
        "heading": provision.heading,
        "text": provision.text,
        "span": list(provision.span),
    }
