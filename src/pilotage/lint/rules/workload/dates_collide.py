from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pilotage.base import Diagnostic, Precision
from pilotage.lint.place import head_of
from pilotage.lint.problems import DATES_COLLIDE
from pilotage.lint.rule import Rule
from pilotage.lint.words import key_of
from pilotage.plan import LimitKind, Plan, Task

MOST_AT_ONCE = 3
_EXACT = (Precision.DAY, Precision.MONTH)


class DatesCollide(Rule):
    """One unit has many tasks due on the same day.

    What it finds
        A unit that leads (or, where no lead is said, stands first at) more than three tasks with a
        limit to the day or the month that all end on one day. It points at the last of these
        limits. The end of a year, which is everybody's limit, is let pass.

    Why it matters
        The unit will be late with some of them, and the plan does not say which come first.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年6月底前完成。（市商务局负责）
        （二）推进单证电子化。2021年6月底前完成。（市商务局负责）
        （三）压缩通关时间。2021年6月底前完成。（市商务局负责）
        （四）公布收费目录。2021年6月底前完成。（市商务局负责）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年6月底前完成。（市商务局负责）
        （二）推进单证电子化。2021年7月底前完成。（市商务局负责）
        （三）压缩通关时间。2021年8月底前完成。（市商务局负责）
        （四）公布收费目录。2021年9月底前完成。（市商务局负责）
        ```

    Source
        A measure of this project.
    """

    code = "L802"
    name = "dates-collide"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        due: dict[tuple[str, date], list[Task]] = defaultdict(list)
        for task in plan.tasks:
            day, lead = _day(task), task.presumed_lead
            if day and lead:
                due[key_of(lead), day].append(task)
        for (_, day), tasks in due.items():
            last = tasks[-1]
            if len(tasks) > MOST_AT_ONCE and last.limit and last.presumed_lead:
                yield DATES_COLLIDE.at(
                    last.limit.span or head_of(plan, last),
                    task=last.id,
                    unit=last.presumed_lead.name,
                    count=len(tasks),
                    limit=day.isoformat(),
                )


def _day(task: Task) -> date | None:
    """The day of a limit exact enough to collide, unless it is the last of a year."""
    limit = task.limit
    if limit is None or limit.kind is not LimitKind.BY or limit.precision not in _EXACT:
        return None
    return None if limit.date and (limit.date.month, limit.date.day) == (12, 31) else limit.date
