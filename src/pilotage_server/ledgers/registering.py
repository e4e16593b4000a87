"""A task of a plan becomes a matter, or a matter that runs becomes a task of a new edition."""

from collections.abc import Mapping
from datetime import datetime

from pilotage.base import wording
from pilotage.ledger import Step
from pilotage.plan import Task, TaskKind
from pilotage_server.plans.models import PlanRow

from .models import MatterRow

Titles = Mapping[tuple[TaskKind, int], str]
"""Headings of the tasks in the plan's other language, by kind and ordinal."""


def register(
    plan: PlanRow,
    task: Task,
    at: datetime,
    *,
    titles: Titles | None = None,
    split_from: MatterRow | None = None,
) -> MatterRow:
    """The new matter of ``task``, registered at that moment."""
    return MatterRow.objects.create(
        **copied(plan, task, (titles or {}).get((task.kind, task.ordinal), "")),
        plan=plan,
        step=Step.REGISTERED.value,
        registered_at=at,
        split_from=split_from,
    )


def carry_to(matter: MatterRow, plan: PlanRow, task: Task, *, titles: Titles | None = None) -> None:
    """Make ``matter`` the one of ``task`` in ``plan``; its entries stay as they are.

    The heading in the other language is kept while the heading itself says the same.
    """
    own, other = matter.heading_zh, matter.heading_en
    if plan.language == "en":
        own, other = other, own
    same = wording(own) == wording(task.heading)
    said = (titles or {}).get((task.kind, task.ordinal), other if same else "")
    MatterRow.objects.filter(pk=matter.pk).update(plan=plan, **copied(plan, task, said))
    matter.refresh_from_db()


def copied(plan: PlanRow, task: Task, other: str) -> dict[str, object]:
    """The columns that a matter copies from its task; ``other`` is the heading's translation."""
    limit = task.limit
    heading, chinese = task.heading[:500], plan.language == "zh"
    return {
        "task_id": task.id,
        "kind": task.kind.value,
        "ordinal": task.ordinal,
        "number": (task.number or "")[:40],
        "section": " › ".join(task.path)[:500],
        "heading_zh": heading if chinese else other[:500],
        "heading_en": other[:500] if chinese else heading,
        "text": task.text,
        "limit_words": limit.text[:500] if limit and limit.span else "",
        "limit_entered_by": (limit.by or "") if limit else "",
    }
