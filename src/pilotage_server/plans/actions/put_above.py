"""A document is put above a programme, or taken from there."""

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.plans.models import Level, PlanRow, PlanState, ProgrammeRow, UpperRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError, stale


@transaction.atomic
def put_above(programme: ProgrammeRow, plan: PlanRow, level: str, by: MembershipRow) -> UpperRow:
    """Put ``plan``, the document of that level, above ``programme``; its level when it is there.

    422 for a level there is none of, and for an edition of a plan issued in the programme itself.
    """
    if level not in Level.values:
        raise RefusalError(
            422,
            _("A document above comes from the central government, a province or a city."),
            _("Choose one of the three."),
        )
    running = PlanRow.objects.filter(programme=programme, state=PlanState.ADOPTED)
    if plan.programme_id == programme.pk and running.filter(title=plan.title).exists():
        raise RefusalError(
            422,
            _("This plan is carried out in the programme, so it cannot stand above it."),
            _("Choose a document from a level above."),
        )
    upper, _new = UpperRow.objects.update_or_create(
        programme=programme,
        plan=plan,
        defaults={"level": level, "by": by.user, "at": clock.now()},
    )
    record(What.PUT_ABOVE, upper, by=by.user.get_username())
    return upper


@transaction.atomic
def take_down(upper: UpperRow) -> None:
    """Take a document from above its programme; it stays among the documents. 409 when it went."""
    there = UpperRow.objects.select_for_update().filter(pk=upper.pk).first()
    if there is None:
        raise stale()
    record(What.TAKEN_DOWN, there)
    there.delete()
