"""A person confirms or refuses a link between an item above and a task."""

from collections.abc import Mapping

from django.db import transaction

from pilotage.ruling import Question
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.plans.models import PlanRow, RulingRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import stale


@transaction.atomic
def rule_link(
    row: PlanRow, mark: str, answer: Mapping[str, object], by: MembershipRow, *, seen: int
) -> RulingRow:
    """Keep an answer about the link ``mark``, in the form ``pilotage.ruling`` asks for; an empty
    one takes the last back.

    Links are no part of the plan, so they are ruled on after it was issued as well. Stale (409)
    when somebody ruled on the link since the ruling numbered ``seen`` (0 for none).
    """
    same = RulingRow.objects.filter(
        programme=row.programme, question=Question.LINK.value, task=mark
    )
    last = same.order_by("-pk").values_list("pk", flat=True).first() or 0
    if last != seen:
        raise stale()
    ruling = RulingRow.objects.create(
        programme=row.programme,
        task=mark,
        question=Question.LINK.value,
        answer=dict(answer),
        by=by.user,
        at=clock.now(),
    )
    record(What.RULED, ruling, by=by.user.get_username())
    return ruling
