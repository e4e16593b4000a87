"""Lines of lists as JSON, kept by the process (``ledgers.shelves``): most were said before."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic_core import to_json

from pilotage_server.ledgers import kept, shelves

from .tasks import HOME, Home, HomeLine, Reader, line

STAMP = ("pk", "version", "plan_id", "plan__programme_id", *(f"plan__{name}" for name in HOME[1:]))
"""The columns of a matter by which it is known what a line of it says."""


class Stamped(NamedTuple):
    """Which matter, at which of its versions, of which plan and programme."""

    key: int
    version: int
    plan: int
    programme: int
    code: str
    zh: str
    en: str

    @property
    def home(self) -> Home:
        return Home(id=self.programme, code=self.code, zh=self.zh, en=self.en)


Said = tuple[Home, bytes]


def lines(found: Sequence[Stamped], to: Reader) -> list[bytes]:
    """The lines of those matters in their order, as JSON.

    A line follows from the matter at its version, the day and the packs, the language, whether
    claims are seen, and the names of its programme, which may be changed.
    """
    packs = to.book.lights(to.today).values()
    shelf = shelves.judged(("said", to.language, to.claims), packs, to.today)
    there: dict[int, Said] = {}
    for one in found:
        said = shelf.find(one.key, one.version)
        if isinstance(said, tuple) and said[0] == one.home:
            there[one.key] = said
    new = [one for one in found if one.key not in there]
    if new:
        made = list(_made(new, to))
        shelf.keep(made)
        there |= {key: said for key, _version, said in made}
    return [there[one.key][1] for one in found if one.key in there]


def _made(found: Sequence[Stamped], to: Reader) -> Iterator[tuple[int, int, Said]]:
    known = kept.known([(one.key, one.version, one.plan) for one in found])
    homes = {one.key: one.home for one in found}
    for one, lit in zip(known, kept.lit(known, to.today, to.book), strict=True):
        key, version = one.matter.pk, one.matter.version
        told = HomeLine(
            matter=one.matter,
            units=one.units,
            lights=lit,
            today=to.today,
            language=to.language,
            home=homes[key],
        )
        yield key, version, (homes[key], to_json(line(told, to)))
