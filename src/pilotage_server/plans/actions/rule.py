"""A person answers a question about a task; the answer is kept and replayed."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from pilotage.ruling import Question
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.plans.auditing import named_tasks
from pilotage_server.plans.models import PlanRow, RulingRow
from pilotage_server.units.models import MembershipRow

from .revising import move_on


@transaction.atomic
def rule(
    row: PlanRow,
    answers: Sequence[tuple[str, Question, Mapping[str, object]]],
    by: MembershipRow,
    *,
    version: int,
) -> None:
    """Keep answers, each (task id, question, answer), as one change of the draft.

    The answers have the form ``pilotage.ruling`` asks for. Stale (409) when the draft changed
    since ``version`` or is adopted.
    """
    move_on(row, version)
    made = RulingRow.objects.bulk_create(
        RulingRow(
            programme=row.programme,
            task=task,
            question=question.value,
            answer=dict(answer),
            by=by.user,
            at=clock.now(),
        )
        for task, question, answer in answers
    )
    name, called = by.user.get_username(), named_tasks(row)
    record_all(
        [Event(what=What.RULED, thing=one, by=name, facts=called.get(one.task)) for one in made]
    )


def withdraw(
    row: PlanRow, task: str, question: Question, by: MembershipRow, *, version: int
) -> None:
    """Take an answer back: the text counts again."""
    rule(row, [(task, question, {})], by, version=version)
