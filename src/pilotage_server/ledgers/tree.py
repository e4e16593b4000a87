"""Tasks and sub-tasks as rows: what lies above a matter, what beneath it, and the next number."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, QuerySet

from pilotage.ledger import ALONE, HELD, Act, Around, Entry, Step, Subtask, fold
from pilotage_server.prepared import Prepared

from . import store
from .models import SUBTASK, MatterRow, SubtaskRow

OF_THE_TREE = HELD | {Act.REPORT, Act.VERIFY, Act.ASK_EXTENSION, Act.EXTEND}
"""The acts for which a matter is looked at in its tree."""

FINAL = tuple(step.value for step in Step if step.is_final)


_OPEN_BELOW = Prepared(
    lambda above: (
        SubtaskRow.objects.filter(above=above, depth=1)
        .exclude(matter__step__in=FINAL)
        .select_related("matter")
    )
)


def around_of(matter: MatterRow) -> Around:
    """What the ledger must know of the tasks around ``matter``."""
    above = parent_of(matter)
    rows = sorted((row.matter for row in _OPEN_BELOW.all(matter.pk)), key=lambda row: row.place)
    return Around(
        is_part=above is not None,
        limit=above.limit if above else None,
        above_suspended=above is not None and _waits_above(matter),
        open_below=tuple((row.code("en"), row.code("zh")) for row in rows),
        latest_below=max((row.limit for row in rows if row.limit), default=None),
    )


def stands_alone(matter: MatterRow, entries: Sequence[Entry]) -> bool:
    """Whether ``matter`` is no part of another and was never broken down, by its own ``entries``:
    each sub-task comes of an act on the task above it."""
    return not matter.is_part and all(one.act != Act.DECOMPOSE for one in entries)


def arounds_of(matters: Sequence[MatterRow]) -> dict[int, Around]:
    """What the ledger must know of the tasks around each, by its key: one query where none of them
    is a part or was broken down."""
    below = SubtaskRow.objects.filter(above__in=matters, depth=1)
    broken_down = set(below.exclude(matter__step__in=FINAL).values_list("above_id", flat=True))
    return {
        one.pk: around_of(one) if one.is_part or one.pk in broken_down else ALONE for one in matters
    }


def _waits_above(matter: MatterRow) -> bool:
    rows = SubtaskRow.objects.filter(matter=matter, above__step=Step.SUSPENDED.value)
    return bool(rows.exists())


def subtasks_of(matter: MatterRow) -> tuple[dict[str, MatterRow], list[Subtask]]:
    """The sub-tasks of ``matter`` at any depth, with their rows; keys are those of the rows."""
    found = SubtaskRow.objects.filter(above=matter).select_related("matter__plan")
    rows = {row.matter_id: row.matter for row in found}
    places = SubtaskRow.objects.filter(matter__in=rows, depth=1) if rows else ()
    entries = store.entries_of(list(rows.values()))
    return {str(key): row for key, row in rows.items()}, [
        Subtask(
            key=str(place.matter_id),
            above=str(place.above_id),
            code=rows[place.matter_id].code("en"),
            task=rows[place.matter_id].task_id,
            state=fold(entries[place.matter_id]),
        )
        for place in places
    ]


def parent_of(matter: MatterRow) -> MatterRow | None:
    """The task that ``matter`` is a part of; None for a task of a plan."""
    if not matter.is_part:
        return None
    row = SubtaskRow.objects.filter(matter=matter, depth=1).select_related("above").first()
    return row.above if row else None


def parts_of(matter: MatterRow) -> QuerySet[SubtaskRow]:
    """The rows of the sub-tasks of ``matter`` itself, one level down."""
    return SubtaskRow.objects.filter(above=matter, depth=1)


def next_code(matter: MatterRow) -> str:
    """The number of the next sub-task of ``matter``: one more than the last ever given."""
    numbers = parts_of(matter).values_list("matter__number", flat=True)
    last = max((int(number.rpartition(".")[2]) for number in numbers), default=0)
    return f"{matter.code('en')}.{last + 1}"


def parted(
    above: MatterRow,
    code: str,
    *,
    heading: str,
    other: str,
    text: str,
    weight: int,
    at: datetime,
) -> tuple[MatterRow, list[SubtaskRow]]:
    """The new matter ``code``, registered as a part of ``above``; ``other`` is its name in the
    language that the plan is not in."""
    chinese = above.plan.language == "zh"
    matter = MatterRow.objects.create(
        plan=above.plan,
        task_id=task_id_of(above.task_id, code),
        kind=SUBTASK,
        ordinal=free_ordinal(above.plan_id),
        number=code,
        section=above.section,
        heading_zh=heading if chinese else other,
        heading_en=other if chinese else heading,
        text=text,
        step=Step.REGISTERED.value,
        registered_at=at,
    )
    return matter, put_under(matter, above, weight)


def put_under(matter: MatterRow, above: MatterRow, weight: int) -> list[SubtaskRow]:
    """The rows that say where ``matter`` stands: under ``above``, and all that stands above it."""
    rows = [SubtaskRow(matter=matter, above=above, depth=1, weight=weight)]
    for row in SubtaskRow.objects.filter(matter=above).order_by("depth"):
        rows.append(SubtaskRow(matter=matter, above_id=row.above_id, depth=row.depth + 1))
    for row in rows:
        row.save()
    return rows


def task_id_of(task_id: str, code: str) -> str:
    """The id of a sub-task in its plan: that of its task, then the last part of its number."""
    return f"{task_id}.{code.rpartition('.')[2]}"


def free_ordinal(plan: int) -> int:
    """The next running number of sub-tasks in a plan; people never see it."""
    rows = MatterRow.objects.filter(plan=plan, kind=SUBTASK)
    return int(rows.aggregate(last=Max("ordinal"))["last"] or 0) + 1
