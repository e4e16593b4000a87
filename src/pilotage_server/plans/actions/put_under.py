"""A programme is put under another, of which it is a part, or taken from there."""

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.plans.models import ProgrammePlaceRow, ProgrammeRow
from pilotage_server.plans.programme_tree import line_above, parents
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError


@transaction.atomic
def put_under(programme: ProgrammeRow, above: ProgrammeRow | None, by: MembershipRow) -> None:
    """Put ``programme`` under ``above``, wherever it stood; under none when that is None.

    422 when ``above`` is itself, or stands under it. All programmes are locked first: of two people
    who put two programmes under one another at the same time, the second is refused.
    """
    list(ProgrammeRow.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    place = ProgrammePlaceRow.objects.filter(programme=programme).first()
    if above is None:
        if place is not None:
            record(What.TAKEN_OUT, place, by=by.user.get_username())
            place.delete()
        return
    _refuse_a_circle(programme, above)
    if place is not None and place.above_id == above.pk:
        return
    place, _new = ProgrammePlaceRow.objects.update_or_create(
        programme=programme, defaults={"above": above, "by": by.user, "at": clock.now()}
    )
    record(What.PUT_UNDER, place, by=by.user.get_username())


def _refuse_a_circle(programme: ProgrammeRow, above: ProgrammeRow) -> None:
    line = [above.pk, *(one.pk for one in line_above(above.pk, parents()))]
    if programme.pk not in line:
        return
    language = reader_language()
    names = {"programme": programme.name(language), "above": above.name(language)}
    raise RefusalError(
        422,
        _("“%(above)s” is “%(programme)s” itself or stands under it.") % names,
        _("Choose another programme, or take that one out first."),
    )
