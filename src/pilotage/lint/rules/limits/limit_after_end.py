from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.period import plan_end
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import LIMIT_AFTER_END
from pilotage.lint.rule import Rule
from pilotage.plan import Plan


class LimitAfterEnd(Rule):
    """A limit lies after the end of the plan's own period.

    What it finds
        A limit with a date later than the period in the plan's title: its last year (2021—2023年,
        2023年工作要点), or the end of its five-year plan (“十四五” is over with 2025). A limit
        that a person entered, and one counted in fiscal years, are let pass.

    Why it matters
        When the plan ends its leading group goes home and its ledger is closed; a task that is due
        later is nobody's. Either the limit is a slip, or the next plan must take the task over.

    Fails
        ```
        东港口岸提升行动方案（2021—2023年）
        一、重点任务
        （一）建设智慧口岸。2024年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升行动方案（2021—2023年）
        一、重点任务
        （一）建设智慧口岸。2023年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic.
    """

    code = "L302"
    name = "limit-after-end"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        end = plan_end(plan)
        for task in plan.tasks if end else ():
            limit = task.limit
            if limit is None or limit.by or limit.text.startswith("FY"):
                continue
            if limit.date and end and limit.date > end:
                yield LIMIT_AFTER_END.at(
                    limit.span or head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    limit=limit.date.isoformat(),
                    end=end.isoformat(),
                )
