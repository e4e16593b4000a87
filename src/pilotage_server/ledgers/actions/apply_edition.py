"""A new edition takes the place of the one in force (新版施行), and its tasks go on.

1. The edition is compared with the one in force once more; what changed since it was looked at
   refuses it (409), and so does anything that has to be settled first (422).
2. It is adopted, as any plan: only by the office, only through a clear gate.
3. Every matter gets the entries that ``pilotage.ledger.moves_of`` lists for it, and every sub-task
   those of ``part_moves``, through the same door as any act; each takes its place in the new
   edition; new tasks are registered.

All in one transaction: it is applied whole or not at all. Undoing it is a further edition.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.ledger import Act, Move, MoveKind
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record, record_all
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.editions import Answers, Preview, preview_of
from pilotage_server.ledgers.models import MatterRow, SubtaskRow
from pilotage_server.ledgers.registering import Titles, carry_to, register
from pilotage_server.plans.actions import adopt
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError, stale

from .entering import Posting, enter
from .parts_of_edition import take_parts
from .propose import propose


class StaleEditionError(RefusalError):
    """A matter or the draft changed after the preview was shown."""

    def __init__(self) -> None:
        super().__init__(
            409,
            _("Something was entered after this page was shown, so the edition was not applied."),
            _("This is what it changes now. Read it, then apply it if it is still wanted."),
        )


@transaction.atomic
def apply_edition(
    plan: PlanRow,
    by: MembershipRow,
    *,
    answers: Answers = (),
    seen: str | None = None,
    titles: Titles | None = None,
    at: datetime | None = None,
) -> Preview:
    """Apply ``plan`` and give back what was done.

    ``seen`` is that of the preview the person read. Raises StaleEditionError, RefusalError (403,
    422), ActRefusedError, or PilotageError for a moment before the last entry of a matter.
    """
    if plan.is_adopted:
        raise stale()
    PlanRow.objects.select_for_update().filter(programme=plan.programme_id).exists()
    preview = preview_of(plan, answers)
    if seen is not None and seen != preview.seen:
        raise StaleEditionError
    if preview.refused:
        count = len(preview.refused)
        raise RefusalError(
            422,
            _("%(count)d things have to be settled before this edition is applied.")
            % {"count": count},
            _("They stand first on the page of what it changes."),
        )
    moment = at or clock.now()
    adopt(plan, by, at=moment, replacing=preview.running)
    for move in preview.moves:
        _take(move, preview, by, titles, moment)
    _link(preview)
    take_parts(preview, by, moment)
    _record(preview, by)
    return preview


def _take(
    move: Move, preview: Preview, by: MembershipRow, titles: Titles | None, moment: datetime
) -> None:
    matter = preview.matter(move)
    if matter is None and move.new:
        matter = register(preview.plan, move.new, moment, titles=titles)
        record(What.REGISTERED, matter, by=by.user.get_username())
        if asks_approval(preview.plan.programme):
            propose(matter, by, posting=Posting(at=moment))
            return
    if matter is None:
        return
    for entry in move.entries:
        at = max(moment, matter.last_entry_at or moment)
        posting = Posting(version=matter.version, at=at)
        enter(matter, entry.act, by, entry.payload, posting=posting)
        if entry.act is Act.CARRY and move.new:
            carry_to(matter, preview.plan, move.new, titles=titles)


def _link(preview: Preview) -> None:
    """The matters that ended in another, and those that were split off, know of which."""
    here = {row.task_id: row for row in MatterRow.objects.filter(plan=preview.plan)}
    for move in preview.moves:
        matter = preview.matter(move)
        if move.kind is MoveKind.MERGE and matter and move.new:
            MatterRow.objects.filter(pk=matter.pk).update(merged_into=here[move.new.id])
        elif move.kind is MoveKind.REOPEN and matter:
            MatterRow.objects.filter(pk=matter.pk).update(merged_into=None)
        elif move.kind is MoveKind.SPLIT and matter:
            parts = [one.new.id for one in preview.moves if _part_of(one, move) and one.new]
            MatterRow.objects.filter(plan=preview.plan, task_id__in=parts).update(split_from=matter)


def _part_of(part: Move, whole: Move) -> bool:
    return part.kind is MoveKind.PART and part.origin is not None and part.origin == whole.old


def _record(preview: Preview, by: MembershipRow) -> None:
    """Every matter of the two editions, as it is from now on."""
    name = by.user.get_username()
    matters = MatterRow.objects.filter(plan__in=(preview.plan, preview.running))
    places = SubtaskRow.objects.filter(matter__in=matters)
    record_all([Event(what=What.CARRIED, thing=one, by=name) for one in (*matters, *places)])
