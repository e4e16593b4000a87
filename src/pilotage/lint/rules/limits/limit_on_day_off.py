from collections.abc import Iterator

from pilotage.base import Diagnostic, Precision
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import LIMIT_ON_DAY_OFF
from pilotage.lint.rule import Rule
from pilotage.plan import Plan
from pilotage.rulepack import WorkCalendar


class LimitOnDayOff(Rule):
    """A limit falls on a day on which offices are closed.

    What it finds
        A limit given to the day that is a weekend or a statutory holiday, in a plan in Chinese, for
        the years whose holidays are announced. The last day of a month stands for the month and
        passes. A limit that a person entered is let pass.

    Why it matters
        Units ask whether the working day before or after is meant, and each decides for itself.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年10月3日前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年10月15日前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        The State Council's yearly notices on holidays, as the working-day calendar keeps them.
    """

    code = "L305"
    name = "limit-on-day-off"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        calendar = WorkCalendar()
        for task in plan.tasks if plan.language == "zh" else ():
            limit = task.limit
            if limit is None or limit.by or not limit.date or limit.precision is not Precision.DAY:
                continue
            day = limit.date
            if day.day >= 28 or not calendar.announced(day.year) or calendar.is_working_day(day):
                continue
            yield LIMIT_ON_DAY_OFF.at(
                limit.span or head_of(plan, task),
                task=task.id,
                heading=name_of(task),
                limit=day.isoformat(),
            )
