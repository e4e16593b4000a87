"""A finding is let through with a reason, or held again."""

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.plans.findings import Finding
from pilotage_server.plans.models import PlanRow, WaiverRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError

from .revising import move_on


@transaction.atomic
def waive(
    row: PlanRow, finding: Finding, reason: str, by: MembershipRow, *, version: int
) -> WaiverRow:
    """Let ``finding`` through; a reason of at least four characters is required (else 422)."""
    reason = reason.strip()
    if len(reason) < 4:
        raise RefusalError(
            422,
            _("A waiver needs a reason that others can understand later."),
            _("Write why the plan may be issued with this finding."),
        )
    move_on(row, version)
    return WaiverRow.objects.create(
        programme=row.programme,
        code=finding.code,
        task=finding.task,
        words=finding.words,
        reason=reason,
        by=by.user,
        at=clock.now(),
    )


@transaction.atomic
def unwaive(row: PlanRow, waiver: WaiverRow, *, version: int) -> None:
    """Hold the finding again."""
    move_on(row, version)
    waiver.delete()
