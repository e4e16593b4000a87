"""Who brings ledgers, and who takes them out and brings them back edited.

The office brings ledgers of any shape; it and the units take out the tasks they see, and bring
back what they edited, each with its own rights.
"""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow, Standing

from .models import FileKind, LedgerFileRow, TemplateRow

LONGEST_KEY = 18
"""Digits that every database takes for a number."""
USERS = (Standing.OFFICE, Standing.LIAISON, Standing.UNIT_HEAD)


def may_bring(member: MembershipRow) -> bool:
    """Whether ``member`` brings ledgers: the office, not one narrowed to the tasks of some units,
    since a ledger opens tasks of any."""
    return member.is_office and not member.within


def programmes(member: MembershipRow) -> QuerySet[ProgrammeRow]:
    """The programmes that ``member`` may bring a ledger to."""
    found = ProgrammeRow.objects.order_by("-created_at", "-pk")
    if not may_bring(member):
        return found.none()
    return found.filter(pk=member.programme) if member.programme else found


def programme_for(member: MembershipRow, key: str) -> ProgrammeRow | None:
    """The one of these that a form names; None when it names none."""
    known = key.isascii() and key.isdigit() and len(key) < LONGEST_KEY
    return programmes(member).filter(pk=key).first() if known else None


def files(member: MembershipRow) -> QuerySet[LedgerFileRow]:
    """The ledger files that ``member`` sees: edited ones its own, others as the office."""
    own = Q(kind=FileKind.OURS, by=member.user)
    found = LedgerFileRow.objects.select_related("programme", "by")
    if not may_bring(member):
        return found.filter(own)
    brought = Q(kind=FileKind.ANY)
    if member.programme:
        brought &= Q(programme=member.programme)
    return found.filter(own | brought)


def file_for(member: MembershipRow, key: int) -> LedgerFileRow:
    """That file, when ``member`` sees it; Http404 else."""
    return get_object_or_404(files(member), pk=key)


def may_enter(member: MembershipRow, row: LedgerFileRow) -> bool:
    """Whether ``member`` has the file entered."""
    return row.by_id == member.user.pk if row.is_ours else may_bring(member)


def refuse_begun(row: LedgerFileRow) -> None:
    """PilotageError for a file of which a part is entered: its lines must stay as they are."""
    if row.done:
        raise PilotageError(
            _("A part of this ledger is entered, so its columns and cells stay as they are."),
            _("Enter the rest; bring what is still wrong in another file."),
        )


def templates(member: MembershipRow) -> QuerySet[TemplateRow]:
    """The office's own workbooks that ``member`` may have filled."""
    found = TemplateRow.objects.select_related("programme")
    if not may_bring(member):
        return found.none()
    return found.filter(programme=member.programme) if member.programme else found


def template_for(member: MembershipRow, key: int) -> TemplateRow:
    """That template, when ``member`` may use it; Http404 else."""
    return get_object_or_404(templates(member), pk=key)
