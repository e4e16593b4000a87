"""The office says whether the tasks of a programme are approved before dispatch (立项审批)."""

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.ledger import Step
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.ledgers.models import ApprovalRow, MatterRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError

from .propose import propose


@transaction.atomic
def ask_approval(programme: ProgrammeRow, by: MembershipRow, *, asked: bool) -> ApprovalRow:
    """Enter the rule; it holds for what is issued from now on.

    When approval is asked, what is registered and was never sent is put up for approval at once.
    When it is asked no more, what waits for approval still waits for it. Said again, the rule in
    force is given back. Raises RefusalError (403) for everybody but the office of the programme.
    """
    if not by.is_office or by.within or by.programme not in (None, programme.pk):
        raise RefusalError(
            403, _("Only the office of the whole programme sets this."), _("Ask the office.")
        )
    ProgrammeRow.objects.select_for_update().get(pk=programme.pk)
    last: ApprovalRow | None = ApprovalRow.objects.filter(programme=programme).last()
    if last is not None and last.asked == asked:
        return last
    name = by.user.get_username()
    row = ApprovalRow(programme=programme, asked=asked, by=name, at=clock.now())
    row.save()
    record(What.RULED, row, by=name)
    if asked:
        waiting = MatterRow.objects.filter(plan__programme=programme, step=Step.REGISTERED.value)
        for matter in waiting.filter(last_entry_at=None):
            propose(matter, by)
    return row
