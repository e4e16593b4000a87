"""Units and the register they are kept in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pilotage.base import Language

from .names import spellings
from .place import Place, places_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One office, government, enterprise or body. ``names`` are its other written forms."""

    id: str
    zh: str
    en: str
    short_zh: str
    short_en: str
    kind: str
    level: str
    parent: str | None
    names: tuple[str, ...] = ()
    collective: bool = False
    """Whether the name stands for many (all districts): such a unit signs through its members."""

    def full(self, language: Language) -> str:
        """The full name, as in a document."""
        return self.zh if language == "zh" else self.en

    def short(self, language: Language) -> str:
        """The short name, as in a table."""
        return self.short_zh if language == "zh" else self.short_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A written name against a register: ``unit`` when exactly one candidate is left."""

    unit: str | None
    candidates: tuple[str, ...] = ()


_UNKNOWN = Resolution(unit=None)


class Register:
    """The units that a programme knows, and how their names are written."""

    def __init__(self, name: str, units: Iterable[Unit], place: Place | None = None) -> None:
        self.name = name
        self.place = place
        """Where its short names belong; None for a register that serves everywhere."""
        self.units: Mapping[str, Unit] = {unit.id: unit for unit in units}

    def get(self, unit_id: str) -> Unit | None:
        """The unit with that id, or None."""
        return self.units.get(unit_id)

    @cached_property
    def _index(self) -> dict[str, tuple[str, ...]]:
        """Every spelling to the units that may be so written."""
        index: dict[str, dict[str, None]] = {}
        for unit in self.units.values():
            written = (unit.zh, unit.en, unit.short_zh, unit.short_en, *unit.names)
            for name in filter(None, written):
                for spelling in spellings(name):
                    index.setdefault(spelling, {})[unit.id] = None
        return {spelling: tuple(ids) for spelling, ids in index.items()}

    @cached_property
    def _exact(self) -> dict[str, tuple[str, ...]]:
        """Only the first spelling of each name: the name itself, folded."""
        index: dict[str, dict[str, None]] = {}
        for unit in self.units.values():
            for name in filter(None, (unit.zh, unit.en, unit.short_zh, unit.short_en, *unit.names)):
                index.setdefault(spellings(name)[0], {})[unit.id] = None
        return {spelling: tuple(ids) for spelling, ids in index.items()}

    def serves(self, front: str, opening: str) -> bool:
        """Whether its short names may be read in a document: not when it is of another place.

        ``front`` is what the document says of itself (title, issuer, number); its ``opening`` words
        count only when that names no place.
        """
        if self.place is None:
            return True
        found = places_in(front) or places_in(opening)
        own = {self.place.zh, self.place.within}
        return not found or any(place.zh in own for place in found)

    def resolve(self, name: str, *, elsewhere: bool = False) -> Resolution:
        """The unit so written: first by the name itself, then by other orders of its words.

        Accepted when exactly one unit is left; otherwise all candidates are given. ``elsewhere``:
        in a document of another place only national units, and names that say the place, count.
        """
        found = self._resolve(name)
        if not elsewhere or (self.place and self.place.named_in(name)):
            return found
        kept = tuple(
            unit
            for unit in ((found.unit,) if found.unit else found.candidates)
            if self.units[unit].level == "national"
        )
        return (
            Resolution(unit=kept[0]) if len(kept) == 1 else Resolution(unit=None, candidates=kept)
        )

    def _resolve(self, name: str) -> Resolution:
        for index, forms in ((self._exact, spellings(name)[:1]), (self._index, spellings(name))):
            ids: dict[str, None] = {}
            for form in forms:
                ids |= dict.fromkeys(index.get(form, ()))
            if len(ids) == 1:
                return Resolution(unit=next(iter(ids)))
            if ids:
                return Resolution(unit=None, candidates=tuple(ids))
        return _UNKNOWN
