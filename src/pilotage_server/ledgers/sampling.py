"""Samples: who draws and reads them, who was drawn of each unit, and which were checked since."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from pilotage.base import Language
from pilotage.ledger import Act, Method
from pilotage.supervision import draw_sample
from pilotage_server import clock
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units import names
from pilotage_server.units.models import MembershipRow

from . import rights
from .actions.draw import candidates
from .listing import Line, lines
from .models import EntryRow, MatterRow, SampleRow


def drawn_from(member: MembershipRow) -> QuerySet[ProgrammeRow]:
    """The programmes of which ``member`` draws samples: none for a post of some units."""
    if not member.is_office or member.within:
        return ProgrammeRow.objects.none()
    rows = ProgrammeRow.objects.filter(plans__matters__isnull=False).distinct().order_by("pk")
    return rows.filter(pk=member.programme) if member.programme else rows


def samples_of(member: MembershipRow) -> QuerySet[SampleRow]:
    """The samples that ``member`` may read: of its programme; a post of some units reads none."""
    rows = SampleRow.objects.select_related("programme")
    if member.within:
        return rows.none()
    return rows.filter(programme_id=member.programme) if member.programme else rows


def sample_for(member: MembershipRow, key: int) -> SampleRow:
    """One of them; Http404 for any other."""
    return get_object_or_404(samples_of(member), pk=key)


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


def drawn_of(
    member: MembershipRow, sample: SampleRow, checks: Visits, language: Language
) -> list[Drawn]:
    """The matters of ``sample`` that ``member`` sees, in the order of their plans."""
    keys = MatterRow.objects.filter(pk__in=[int(one) for one in sample.drawn])
    ours = rights.visible(member).filter(pk__in=keys)
    found = sorted(lines(ours, clock.today(), language), key=lambda one: one.matter.place)
    return [Drawn(line=line, check=checks.get(line.matter.pk)) for line in found]


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
