"""A draft becomes the plan in force. It never changes afterwards."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.plan import Plan, to_json
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.plans import editions, findings, store
from pilotage_server.plans.models import PlanRow, PlanState
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError, stale


@transaction.atomic
def adopt(
    row: PlanRow,
    by: MembershipRow,
    *,
    at: datetime | None = None,
    replacing: PlanRow | None = None,
) -> Plan:
    """Freeze the ruled plan and return it. Only the office may, and only through a clear gate.

    ``replacing`` is the edition in force whose running tasks the caller carries over.

    Raises ``RefusalError``: 403 for another standing, 422 when findings stand in the way or
    another edition is in force, 409 when the draft changed meanwhile or is adopted already.
    """
    if not by.is_office:
        raise RefusalError(
            403, _("Only the supervision office issues a plan."), _("Ask the supervision office.")
        )
    running = editions.in_force(row)
    if running and running != replacing and not row.is_adopted:
        raise editions.runs_already(running)
    plan = store.plan_of(row)
    standing = len(findings.gate_of(row, plan).blocking)
    if standing:
        raise RefusalError(
            422,
            _("%(count)d findings stand between this plan and issue.") % {"count": standing},
            _("Rule them, or waive them with a reason."),
        )
    frozen = PlanRow.objects.filter(pk=row.pk, state=PlanState.DRAFT, version=row.version).update(
        state=PlanState.ADOPTED,
        adopted=json.dumps(to_json(plan), ensure_ascii=False),
        adopted_at=at or clock.now(),
        adopted_by=by.user,
    )
    if not frozen:
        raise stale()
    row.refresh_from_db()
    record(What.ADOPTED, row, by=by.user.get_username())
    return plan
