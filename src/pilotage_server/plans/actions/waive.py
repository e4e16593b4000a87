"""A finding is let through with a reason, or held again."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record, record_all
from pilotage_server.plans.auditing import named_tasks
from pilotage_server.plans.findings import Finding
from pilotage_server.plans.models import PlanRow, WaiverRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError

from .revising import move_on


def waive(
    row: PlanRow, finding: Finding, reason: str, by: MembershipRow, *, version: int
) -> WaiverRow:
    """Let one finding through; see ``waive_all``."""
    return waive_all(row, [finding], reason, by, version=version)[0]


@transaction.atomic
def waive_all(
    row: PlanRow, found: Sequence[Finding], reason: str, by: MembershipRow, *, version: int
) -> list[WaiverRow]:
    """Let findings through for one reason, of at least four characters (else 422), as one change.

    Stale (409) when the draft changed since ``version`` or is adopted.
    """
    reason = reason.strip()
    if len(reason) < 4:
        raise RefusalError(
            422,
            _("A waiver needs a reason that others can understand later."),
            _("Write why the plan may be issued with this finding."),
        )
    move_on(row, version)
    now = clock.now()
    # Two findings may say the same of equal words: one waiver is both's.
    keys = dict.fromkeys((f.code, f.task, f.words) for f in found)
    made = [
        WaiverRow.objects.update_or_create(
            programme=row.programme,
            code=code,
            task=task,
            words=words,
            defaults={"reason": reason, "by": by.user, "at": now},
        )[0]
        for code, task, words in keys
    ]
    name, called = by.user.get_username(), named_tasks(row)
    record_all(
        [Event(what=What.WAIVED, thing=one, by=name, facts=called.get(one.task)) for one in made]
    )
    return made


@transaction.atomic
def unwaive(row: PlanRow, waiver: WaiverRow, *, version: int) -> None:
    """Hold the finding again."""
    move_on(row, version)
    record(What.UNWAIVED, waiver, facts=named_tasks(row).get(waiver.task))
    waiver.delete()
