"""Which documents can be put above a programme, and at which level each is likely to stand."""

import re
from typing import Any

from pilotage_server.units.access import MemberRequest

from .access import may_rule_links, visible_plans
from .models import Level, PlanRow, UpperRow

MOST_OFFERED = 50
_CAPITAL = re.compile(
    r"国务院|中央|中共中央|部际|全国|(?i:\bstate council\b|\bcentral\b|\bnational\b)"
)
_PROVINCE = re.compile(r"省|自治区|(?i:\bprovinc)")


def choices(request: MemberRequest, row: PlanRow) -> dict[str, Any]:
    """What the form that puts a document above needs; empty for those who may not."""
    if not may_rule_links(request, row):
        return {}
    taken = UpperRow.objects.filter(programme=row.programme_id).values("plan")
    rows = visible_plans(request).filter(language=row.language).exclude(pk__in=taken)
    rows = rows.exclude(programme=row.programme_id, title=row.title)
    rows = rows.defer("compiled", "adopted").order_by("-pk")[:MOST_OFFERED]
    offered = sorted(rows, key=lambda one: one.programme_id != row.programme_id)
    return {"offered": offered, "levels": Level.choices}


def likely_level(title: str) -> Level:
    """The level that a title speaks of: the first place it names, from the top."""
    if _CAPITAL.search(title):
        return Level.CAPITAL
    return Level.PROVINCE if _PROVINCE.search(title) else Level.CITY
