"""The packs in force on a day: the adoptions, and the shipped packs where nothing was adopted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pilotage.rulepack import Channel, Pack, PackKind, load_pack, rule_pack
from pilotage_server.prepared import Prepared

from .models import NOTICE, AdoptionRow, Slot

SHIPPED: Mapping[str, str] = {
    Slot.LIMIT: "days-left",
    Slot.PROGRESS: "points-behind",
    Slot.FORECAST: "judged-forecast",
    Slot.SLIP: "urging",
    NOTICE: "notices",
    Slot.DAYS: "default-limits",
}
"""What is in force where nobody adopted anything."""


class Adopted(NamedTuple):
    """An adoption as far as it has to be read with every page."""

    key: int
    slot: str
    digest: str
    in_force_from: date


@dataclass(slots=True)
class RuleBook:
    """The packs in force, by day. It is read once for a page, and is asked for any day."""

    adopted: tuple[Adopted, ...] = ()
    _days: dict[date, dict[str, Pack]] = field(default_factory=dict)

    def pack(self, slot: str, day: date) -> Pack:
        """The pack in force for ``slot`` on ``day``."""
        return self._on(day)[slot]

    def lights(self, day: date) -> Mapping[Channel, Pack]:
        """The packs of the three channels on ``day``."""
        found = self._on(day)
        return {channel: found[channel] for channel in Channel}

    def with_pack(self, slot: str, day: date, pack: Pack) -> "RuleBook":
        """The same rules, but that ``pack`` is in force for ``slot`` on ``day``: for a trial."""
        return RuleBook(self.adopted, {day: {**self._on(day), slot: pack}})

    def _on(self, day: date) -> dict[str, Pack]:
        if day not in self._days:
            self._days[day] = {slot: self._in_force(slot, day) for slot in SHIPPED}
        return self._days[day]

    def _in_force(self, slot: str, day: date) -> Pack:
        found = [one for one in self.adopted if one.slot == slot and one.in_force_from <= day]
        return adopted_pack(found[-1].key, found[-1].digest) if found else load_pack(SHIPPED[slot])


_ADOPTED = Prepared(
    lambda: AdoptionRow.objects.values_list("pk", "slot", "digest", "in_force_from")
)


def rule_book() -> RuleBook:
    """All that was adopted, in one query; the packs themselves are read when they are asked for."""
    return RuleBook(tuple(Adopted(*row) for row in _ADOPTED.all()))


@lru_cache(maxsize=64)
def adopted_pack(key: int, _digest: str) -> Pack:
    """The pack of an adoption, which never changes."""
    row = AdoptionRow.objects.get(pk=key)
    return rule_pack(row.data, str(row))


def slot_of(pack: Pack) -> str:
    """What ``pack`` can be in force for."""
    if pack.channel is not None:
        return pack.channel.value
    return {PackKind.SLIP: Slot.SLIP.value, PackKind.NOTICE: NOTICE}.get(pack.kind, Slot.DAYS.value)


def editions(pack: str) -> list[AdoptionRow]:
    """All adoptions of a pack of that id, the oldest first."""
    return list(AdoptionRow.objects.filter(pack=pack).defer("data"))


def edition(pack: str, name: str) -> Pack | None:
    """That edition of a pack: the shipped one, or one that was adopted; None for no such."""
    shipped = load_pack(pack)
    if name == shipped.edition:
        return shipped
    row = AdoptionRow.objects.filter(pack=pack, edition=name).first()
    return adopted_pack(row.pk, row.digest) if row else None


def next_edition(pack: str) -> str:
    """The name of the edition that a next adoption of ``pack`` makes: "1-1", "1-2"."""
    return f"{load_pack(pack).edition}-{AdoptionRow.objects.filter(pack=pack).count() + 1}"
