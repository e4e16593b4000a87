"""A ledger that was issued and ran elsewhere becomes a plan in force, as it stands."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.plan import Plan, to_json
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import DocumentRow
from pilotage_server.plans.models import PlanRow, PlanState, ProgrammeRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError

from .take_up import take_up


@transaction.atomic
def take_over(
    document: DocumentRow, plan: Plan, programme: ProgrammeRow, by: MembershipRow, *, at: datetime
) -> PlanRow:
    """The plan of that ledger, in force from ``at``.

    No findings stand in its way: they are for a draft, and this one was issued before. It is a plan
    of its own and no further edition of another, so a title that the programme has is numbered.
    Raises ``RefusalError`` (403) for another standing than the office.
    """
    if not by.is_office:
        raise RefusalError(
            403, _("Only the supervision office issues a plan."), _("Ask the supervision office.")
        )
    row = take_up(document, plan, programme)
    PlanRow.objects.filter(pk=row.pk).update(
        state=PlanState.ADOPTED,
        adopted=json.dumps(to_json(plan), ensure_ascii=False),
        adopted_at=at,
        adopted_by=by.user,
    )
    row.refresh_from_db()
    record(What.ADOPTED, row, by=by.user.get_username())
    return row
