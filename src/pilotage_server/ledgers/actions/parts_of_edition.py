"""The sub-tasks go with their task into a new edition, as ``pilotage.ledger.part_moves`` says."""

from collections.abc import Mapping
from datetime import datetime

from pilotage.ledger import Act, PartKind, PartMove
from pilotage_server.ledgers.editions import Preview
from pilotage_server.ledgers.models import MatterRow, SubtaskRow
from pilotage_server.ledgers.tree import free_ordinal
from pilotage_server.units.models import MembershipRow

from .entering import Posting, enter


def take_parts(preview: Preview, by: MembershipRow, at: datetime) -> None:
    """Enter what ``preview`` lists, and give each sub-task its place; its task has its own."""
    moves = {one.part.key: one for one in preview.parts}
    for move in preview.parts:
        matter = preview.matters[move.part.key]
        for entry in move.entries:
            posting = Posting(version=matter.version, at=max(at, matter.last_entry_at or at))
            enter(matter, entry.act, by, entry.payload, posting=posting)
            if entry.act is Act.CARRY:
                _move(matter, move, preview, moves)


def _move(
    matter: MatterRow, move: PartMove, preview: Preview, moves: Mapping[str, PartMove]
) -> None:
    same = matter.plan_id == preview.plan.pk
    MatterRow.objects.filter(pk=matter.pk).update(
        plan=preview.plan,
        task_id=str(move.carried["task"]),
        number=move.code,
        ordinal=matter.ordinal if same else free_ordinal(preview.plan.pk),
    )
    if move.kind is PartKind.INTO:
        was, now = preview.matters[move.top], preview.matters[_task_above(move, moves)]
        SubtaskRow.objects.filter(matter=matter, above=was).update(above=now)
    matter.refresh_from_db()


def _task_above(move: PartMove, moves: Mapping[str, PartMove]) -> str:
    """The key of the task that a sub-task stands under afterwards, at whatever depth."""
    while move.under in moves:
        move = moves[move.under]
    return move.under
