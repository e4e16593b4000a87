"""Samples as their pages show them: who was drawn of each unit, and which were checked since."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pilotage.base import Language
from pilotage.ledger import Act, Method
from pilotage.supervision import draw_sample
from pilotage_server.units import names

from .actions.draw import candidates
from .listing import Line
from .models import EntryRow, SampleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A matter of a sample, with the check on the spot that was made since, if any."""

    line: Line
    check: EntryRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A unit: how many could be drawn, how many were, how many of these are checked."""

    name: str
    among: int
    drawn: int
    checked: int


Visits = dict[int, EntryRow]
"""The last check on the spot, with its record, by the key of the matter."""


def visits_since(samples: Sequence[SampleRow]) -> dict[int, Visits]:
    """Of each sample, by its key, the visits to matters that it drew since it was drawn; one query
    for all of ``samples``."""
    drawn = {sample.pk: {int(key) for key in sample.drawn} for sample in samples}
    if not drawn:
        return {}
    rows = EntryRow.objects.filter(
        matter__in={key for keys in drawn.values() for key in keys},
        act=Act.VERIFY.value,
        at__gte=min(sample.at for sample in samples),
    )
    visits = [
        row
        for row in rows.order_by("sequence")
        if row.payload.get("method") == Method.VISIT and row.payload.get("visited")
    ]
    return {
        sample.pk: {
            row.matter_id: row
            for row in visits
            if row.at >= sample.at and row.matter_id in drawn[sample.pk]
        }
        for sample in samples
    }


def strata(sample: SampleRow, checked: Sequence[int], language: Language) -> list[Stratum]:
    """The sample by unit, in the order of their names."""
    unit_of = {str(key): str(unit) for key, unit in sample.among}
    among = Counter(unit_of.values())
    drawn = Counter(unit_of[str(key)] for key in sample.drawn)
    seen = Counter(unit_of[str(key)] for key in checked)
    found = [
        Stratum(
            name=names.short_name(unit, language) if unit else "–",
            among=count,
            drawn=drawn[unit],
            checked=seen[unit],
        )
        for unit, count in among.items()
    ]
    return sorted(found, key=lambda one: one.name)


def is_repeated(sample: SampleRow) -> bool:
    """Whether the same seed draws the same again from the same matters."""
    again = draw_sample(candidates(sample.among), sample.share, sample.seed)
    return bool(list(again) == sample.drawn)
