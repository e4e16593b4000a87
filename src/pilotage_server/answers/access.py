"""Whose workbooks an account gives out and takes in: a liaison its unit's, the office any's."""

from django.http import Http404

from pilotage_server.ledgers.models import MatterUnitRow
from pilotage_server.units.models import MembershipRow, Standing

from .models import BookRow

USERS = (Standing.OFFICE, Standing.LIAISON)


def may_answer_for(member: MembershipRow, unit: str) -> bool:
    """Whether ``member`` may bring answers of ``unit``."""
    if member.role == Standing.LIAISON:
        return bool(unit) and member.unit == unit
    return member.is_office and MatterUnitRow.objects.filter(unit=unit).exists()


def book_for(member: MembershipRow, key: int) -> BookRow:
    """That workbook, when ``member`` may see it; Http404 else."""
    found = BookRow.objects.filter(pk=key).first()
    if found is None or not may_answer_for(member, found.unit):
        raise Http404
    return found
