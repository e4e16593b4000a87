"""A person's rulings laid over the links that were found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pilotage.ruling import Question, Ruling, RulingBook

from .model import Basis, Link, Provision, Relation, Trace, Verdict


def apply_rulings(trace: Trace, book: RulingBook) -> tuple[Trace, tuple[Ruling, ...]]:
    """``trace`` with what people ruled about its links, and the rulings that lapsed.

    A confirmed pair that was not found becomes a link of its own. A ruling lapses when one of its
    two items is here and the other is not any more; one about other documents stays out of it.
    """
    ruled = {ruling.task: ruling for ruling in book.all() if ruling.question is Question.LINK}
    uppers, lowers = _by_mark(trace.uppers), _by_mark(trace.lowers)
    links = [_ruled(link, ruled.get(link.mark)) for link in trace.links]
    found = {link.mark for link in links}
    links += _stated((r for mark, r in ruled.items() if mark not in found), uppers, lowers)
    places = {id(lower): place for place, lower in enumerate(trace.lowers)}
    links.sort(key=lambda link: places[id(link.lower)])
    lapsed = tuple(r for r in ruled.values() if _has_lapsed(r, uppers, lowers))
    return replace(trace, links=tuple(links)), lapsed


def _by_mark(provisions: Iterable[Provision]) -> dict[str, Provision]:
    return {one.mark: one for one in provisions}


def _ruled(link: Link, ruling: Ruling | None) -> Link:
    if ruling is None:
        return link
    relation = Relation(ruling.answer.get("relation") or link.relation)
    verdict = Verdict(ruling.answer["verdict"])
    return replace(link, verdict=verdict, by=ruling.by, relation=relation)


def _stated(
    rulings: Iterable[Ruling], uppers: Mapping[str, Provision], lowers: Mapping[str, Provision]
) -> Iterator[Link]:
    """The pairs that a person confirmed and tracing did not find."""
    for ruling in rulings:
        above, _, below = ruling.task.partition("-")
        confirmed = ruling.answer["verdict"] == Verdict.CONFIRMED
        if confirmed and above in uppers and below in lowers:
            yield Link(
                upper=uppers[above],
                lower=lowers[below],
                relation=Relation(ruling.answer.get("relation") or Relation.IMPLEMENTS),
                strength=0.0,
                basis=Basis.RULED,
                shared=(),
                verdict=Verdict.CONFIRMED,
                by=ruling.by,
            )


def _has_lapsed(
    ruling: Ruling, uppers: Mapping[str, Provision], lowers: Mapping[str, Provision]
) -> bool:
    above, _, below = ruling.task.partition("-")
    return (above in uppers) != (below in lowers)
