"""A sample of matters is drawn to be checked on the spot (抽查), so that it can be drawn again."""

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.ledger import Step
from pilotage.supervision import Candidate, draw_sample
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.ledgers.listing import lead_of
from pilotage_server.ledgers.models import MatterRow, SampleRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError

PROGRESSED = (Step.SIGNED, Step.IN_PROGRESS, Step.REPORTED, Step.RETURNED)
"""Where a matter can stand of which progress is claimed and which still runs."""


@transaction.atomic
def draw(programme: ProgrammeRow, by: MembershipRow, *, share: int, seed: str) -> SampleRow:
    """Draw ``share`` percent of the matters with claimed progress, at least one of each unit.

    The row keeps what could be drawn, so that the same seed draws the same again. Raises
    RefusalError: 403 for everybody but the office of the programme, 422 when nothing can be drawn.
    """
    if not by.is_office or by.within or by.programme not in (None, programme.pk):
        raise RefusalError(
            403, _("Only the office of the whole programme draws a sample."), _("Ask the office.")
        )
    running = MatterRow.objects.filter(
        plan__programme=programme, step__in=[one.value for one in PROGRESSED], claimed__gt=0
    )
    among = [[row.pk, _lead(row)] for row in running.prefetch_related("units").order_by("pk")]
    if not among:
        raise RefusalError(
            422,
            _("No task of this programme has claimed progress yet."),
            _("Draw the sample when units have reported."),
        )
    name = by.user.get_username()
    row = SampleRow(
        programme=programme,
        seed=seed,
        share=share,
        among=among,
        drawn=list(draw_sample(candidates(among), share, seed)),
        by=name,
        at=clock.now(),
    )
    row.save()
    record(What.RULED, row, by=name)
    return row


def candidates(among: list[list[object]]) -> list[Candidate]:
    """Those of whom ``draw`` drew, as the row keeps them."""
    return [Candidate(key=str(key), stratum=str(unit)) for key, unit in among]


def _lead(matter: MatterRow) -> str:
    found = lead_of(matter.units.all())
    return (found.unit or found.name) if found else ""
