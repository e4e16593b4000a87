from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.period import plan_end
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import FAR_LIMIT
from pilotage.lint.rule import Rule
from pilotage.plan import LimitKind, Plan

FAR_DAYS = 3 * 366
"""Three years: the usual length of an action plan."""


class FarLimit(Rule):
    """The only limit lies more than three years ahead, with no stage before it.

    What it finds
        A single date more than three years after the day of issue. Several dates in stages pass,
        and so do plans without a day of issue, and the last day of the plan's own period.

    Why it matters
        Until the last month such a task is neither done nor late. Stages are what a light can be
        computed from in between.

    Fails
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2021年3月1日
        一、重点任务
        （一）建设智慧口岸。2030年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2021年3月1日
        一、重点任务
        （一）建设智慧口岸。2022年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        A district's assessment rules take points from a plan without stage goals; three years is
        this project's measure.
    """

    code = "L304"
    name = "far-limit"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        end = plan_end(plan)
        for task in plan.tasks if plan.issued else ():
            limit = task.limit
            if limit is None or limit.by or limit.kind is not LimitKind.BY or not limit.date:
                continue
            if limit.date == end:
                continue
            if plan.issued and (limit.date - plan.issued).days > FAR_DAYS:
                yield FAR_LIMIT.at(
                    limit.span or head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    limit=limit.date.isoformat(),
                )
