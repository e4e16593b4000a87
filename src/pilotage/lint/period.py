"""The time a plan says it is for, read from its own title."""

import re
from datetime import date

from pilotage.base import fold_width
from pilotage.plan import Plan

_RANGE = re.compile(r"((?:19|20)\d\d)年?\s*[—–\-－~～至到]+\s*((?:19|20)\d\d)")
_FIVE_YEARS = re.compile('[“"]十([一二三四五六])五[”"]|第十([一二三四五六])个五年')
_ONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年(?!以来|第)|(?= (?:[A-Z]\w+ )?(?:Action )?Plan))")


def last_day(title: str) -> date | None:
    """31 December of the last year that ``title`` names as its period, None when it names none."""
    title = fold_width(title)
    if found := _RANGE.search(title):
        return date(int(found[2]), 12, 31)
    if found := _FIVE_YEARS.search(title):
        count = "一二三四五六".index(found[1] or found[2]) + 1
        return date(2000 + 5 * count + 5, 12, 31)
    if found := _ONE_YEAR.search(title):
        return date(int(found[1]), 12, 31)
    return None


def plan_end(plan: Plan) -> date | None:
    """The last day of the plan's own period; None when it names none or it ended before issue."""
    end = last_day(plan.title or "")
    return None if end and plan.issued and end < plan.issued else end
