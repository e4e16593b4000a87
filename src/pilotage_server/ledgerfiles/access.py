"""Who takes ledgers in: the office, of its own programme where its post is of one."""

from django.db.models import QuerySet
from django.http import Http404

from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow, Standing

from .models import LedgerFileRow

USERS = (Standing.OFFICE,)


def may_bring(member: MembershipRow) -> bool:
    """Whether ``member`` brings ledgers: the office, not one narrowed to the tasks of some units,
    since a ledger opens tasks of any."""
    return member.is_office and not member.within


def programmes(member: MembershipRow) -> QuerySet[ProgrammeRow]:
    """The programmes that ``member`` may bring a ledger to."""
    found = ProgrammeRow.objects.order_by("-created_at", "-pk")
    return found.filter(pk=member.programme) if member.programme else found


def files(member: MembershipRow) -> QuerySet[LedgerFileRow]:
    """The ledger files that ``member`` sees."""
    found = LedgerFileRow.objects.select_related("programme", "by")
    if not may_bring(member):
        return found.none()
    if member.programme:
        return found.filter(programme=member.programme)
    return found


def file_for(member: MembershipRow, key: int) -> LedgerFileRow:
    """That file, when ``member`` sees it; Http404 else."""
    found = files(member).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
