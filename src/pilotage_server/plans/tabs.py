"""The tabs of a plan: its text, its findings, its chain, its editions."""

from typing import Any

from pilotage_server.units.access import MemberRequest

from .access import FINDERS, visible_plans
from .findings import Gate, gate_of
from .models import PlanRow


def tabs(
    request: MemberRequest, row: PlanRow, view: str, gate: Gate | None = None
) -> dict[str, Any]:
    """What the tabs need: which is open, and the counts beside them.

    Findings have a tab while the plan is a draft, for those who read them.
    """
    judged = not row.is_adopted and request.member.role in FINDERS
    return {
        "row": row,
        "programme": row.programme,
        "view_name": view,
        "found": len((gate or gate_of(row)).findings) if judged else None,
        "editions": editions_of(request, row).count(),
    }


def editions_of(request: MemberRequest, row: PlanRow) -> Any:
    """The editions of the same plan that this person may read, the newest first."""
    same = visible_plans(request).filter(
        programme=row.programme_id, title=row.title, language=row.language
    )
    return same.order_by("-edition")
