"""A change to a draft: made to the edition the person saw, or not at all."""

from django.db.models import F

from pilotage_server.plans.models import PlanRow, PlanState
from pilotage_server.units.problems import stale


def move_on(row: PlanRow, version: int) -> None:
    """Count one change of a draft; 409 when it is adopted or was changed since ``version``."""
    moved = PlanRow.objects.filter(pk=row.pk, version=version, state=PlanState.DRAFT).update(
        version=F("version") + 1
    )
    if not moved:
        raise stale()
    row.refresh_from_db()
