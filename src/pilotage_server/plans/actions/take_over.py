"""A ledger that was issued and ran elsewhere becomes a plan in force, as it stands."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.plan import Plan
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import DocumentRow
from pilotage_server.plans.models import PlanRow, PlanState, ProgrammeRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError

from .take_up import take_up


@transaction.atomic
def take_over(
    document: DocumentRow,
    plan: Plan,
    programme: ProgrammeRow,
    by: MembershipRow,
    *,
    at: datetime,
    written: str | None = None,
) -> PlanRow:
    """The plan of that ledger, in force from ``at``.

    No findings stand in its way: they are for a draft, and this one was issued before. It is a plan
    of its own and no further edition of another, so a title that the programme has is numbered.
    ``written`` is as in ``take_up``.
    Raises ``RefusalError`` (403) for another standing than the office.
    """
    if not by.is_office:
        raise RefusalError(
            403, _("Only the supervision office issues a plan."), _("Ask the supervision office.")
        )
    row = take_up(document, plan, programme, written=written)
    row.state, row.adopted = PlanState.ADOPTED, row.compiled
    row.adopted_at, row.adopted_by = at, by.user
    PlanRow.objects.filter(pk=row.pk).update(
        state=row.state, adopted=row.adopted, adopted_at=at, adopted_by=by.user
    )
    record(What.ADOPTED, row, by=by.user.get_username())
    return row
