"""What a new edition would do to the matters under way: read, compared, nothing written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilotage.base import fingerprint
from pilotage.ledger import (
    Answer,
    Edition,
    Ended,
    MatterState,
    Move,
    PartMove,
    Step,
    Subtask,
    fold,
    moves_of,
    part_moves,
)
from pilotage.plan import Difference, diff
from pilotage_server.plans import editions as plan_editions
from pilotage_server.plans import store as plans
from pilotage_server.plans.models import PlanRow, PlanState
from pilotage_server.units.problems import RefusalError

from . import store
from .models import MatterRow, SubtaskRow

Answers = Collection[tuple[str, Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The moves from ``running`` to ``plan``, those of sub-tasks, and the rows they are about.

    ``seen`` is the fingerprint of all that it was computed from: the draft, what was answered, and
    every matter at its version.
    """

    plan: PlanRow
    running: PlanRow
    difference: Difference
    moves: tuple[Move, ...]
    parts: tuple[PartMove, ...]
    matters: Mapping[str, MatterRow]
    seen: str

    @property
    def refused(self) -> list[Move | PartMove]:
        """The moves that stand in the way of applying."""
        both: list[Move | PartMove] = [*self.moves, *self.parts]
        return [one for one in both if one.refusals]

    def matter(self, move: Move) -> MatterRow | None:
        """The matter that ``move`` is about; None for one that is to be registered."""
        return self.matters[move.matter] if move.matter else None


def preview_of(plan: PlanRow, answers: Answers = ()) -> Preview:
    """What applying ``plan`` does now. RefusalError (422) when no edition of it is in force."""
    running = replaced_by(plan)
    older = _older(running)
    rows = list(MatterRow.objects.filter(plan__in=[running, *older]).prefetch_related("units"))
    for row in rows:
        row.plan = next(one for one in (running, *older) if one.pk == row.plan_id)
    entries = store.entries_of(rows)
    states = {row.pk: fold(entries[row.pk]) for row in rows}
    new = plans.plan_of(plan)
    tasks = [row for row in rows if not row.is_part]
    ours = [row for row in tasks if row.plan_id == running.pk]
    past = [row for row in tasks if row.plan_id != running.pk]
    difference = diff(plans.plan_of(running), new)
    moves = moves_of(
        difference,
        {row.task_id: states[row.pk] for row in ours},
        Edition(number=plan.edition, authority=new.number or plan.title),
        ended=[
            Ended(key=_key(row), plan=old, task=old.task(row.task_id), state=states[row.pk])
            for row in sorted(past, key=lambda row: -row.plan.edition)
            if Step(row.step).is_final and (old := plans.plan_of(row.plan))
        ],
        answers=answers,
    )
    keys = {row.pk: row.task_id for row in ours}
    return Preview(
        plan=plan,
        running=running,
        difference=difference,
        moves=moves,
        parts=part_moves(moves, _subtasks(rows, states, keys)),
        matters={_key(row): row for row in rows} | {row.task_id: row for row in ours},
        seen=_seen(plan, running, rows, answers),
    )


def replaced_by(plan: PlanRow) -> PlanRow:
    """The edition in force whose place ``plan`` takes; RefusalError when there is none such."""
    running = plan_editions.in_force(plan)
    if running is None:
        raise RefusalError(
            422,
            _("No edition of this plan is in force yet."),
            _("Issue it; there is nothing to carry over."),
        )
    if running.edition > plan.edition:
        raise RefusalError(
            422,
            _("Edition %(n)d, which is newer, is in force.") % {"n": running.edition},
            _("To go back to these words, upload them again as a further edition."),
        )
    return running


def _older(running: PlanRow) -> list[PlanRow]:
    found = PlanRow.objects.filter(
        programme=running.programme_id, title=running.title, state=PlanState.ADOPTED
    )
    return list(found.exclude(pk=running.pk).order_by("-edition"))


def _subtasks(
    rows: Sequence[MatterRow], states: Mapping[int, MatterState], keys: Mapping[int, str]
) -> list[Subtask]:
    """The sub-tasks among ``rows``; ``keys`` are those of the tasks not known by ``_key``."""
    known = {row.pk: row for row in rows}
    places = SubtaskRow.objects.filter(matter__in=[row for row in rows if row.is_part], depth=1)
    return [
        Subtask(
            key=_key(known[place.matter_id]),
            above=keys.get(place.above_id) or _key(known[place.above_id]),
            code=known[place.matter_id].code("en"),
            task=known[place.matter_id].task_id,
            state=states[place.matter_id],
        )
        for place in places
    ]


def _key(row: MatterRow) -> str:
    return f"matter {row.pk}"


def _seen(
    plan: PlanRow,
    running: PlanRow,
    rows: Sequence[MatterRow],
    answers: Iterable[tuple[str, Answer]],
) -> str:
    versions = sorted((row.pk, row.version) for row in rows)
    said = sorted((task, answer.value) for task, answer in answers)
    facts = (plan.pk, plan.version, running.pk, versions, said)
    return fingerprint(*(str(one) for one in facts), length=24)
