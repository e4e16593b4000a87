"""Whose workbooks an account gives out and takes in: a unit its own, the office any's in scope."""

from django.db.models import QuerySet
from django.http import Http404

from pilotage_server.ledgers.models import MatterUnitRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.tree import beneath, covers

from .models import BookRow

USERS = (Standing.OFFICE, Standing.LIAISON, Standing.UNIT_HEAD)


def may_answer_for(member: MembershipRow, unit: str) -> bool:
    """Whether ``member`` may bring answers of ``unit``."""
    if member.role not in USERS or not covers(member, unit):
        return False
    return parts(member).filter(unit=unit).exists()


def parts(member: MembershipRow) -> QuerySet[MatterUnitRow]:
    """The parts of units in the matters that ``member`` sees, of the units it answers for."""
    found = MatterUnitRow.objects.filter(matter__in=visible(member).values("pk")).exclude(unit="")
    return found.filter(unit__in=beneath(member.root)) if member.root else found


def book_for(member: MembershipRow, key: int) -> BookRow:
    """That workbook, when ``member`` may see it; Http404 else."""
    found = BookRow.objects.filter(pk=key).first()
    if found is None or not may_answer_for(member, found.unit):
        raise Http404
    return found
