from collections.abc import Iterator
from datetime import date

from pilotage.base import Diagnostic
from pilotage.lint.period import last_day
from pilotage.lint.problems import REFERENCE_RUN_OUT
from pilotage.lint.rule import Rule
from pilotage.lint.words import task_at
from pilotage.plan import Plan


class ReferenceRunOut(Rule):
    """A plan is cited whose own period was over.

    What it finds
        A cited title with a period (2016—2020年, “十三五”, "2018-2020") that had ended before the
        plan was issued. A plan without a date of issue is let pass.

    Why it matters
        A task that rests on a plan that has run out has no mandate, and its figures were for
        another time. Usually the next edition was meant.

    Fails
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2023年3月1日
        一、重点任务
        （一）建设智慧口岸。2023年底前落实《东港口岸发展规划（2016—2020年）》。（牵头单位：市商务局）
        （二）优化航线布局。2023年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2023年3月1日
        一、重点任务
        （一）建设智慧口岸。2023年底前落实《东港口岸发展规划（2021—2025年）》。（牵头单位：市商务局）
        （二）优化航线布局。2023年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic.
    """

    code = "L704"
    name = "reference-run-out"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for reference in plan.references if plan.issued else ():
            end = last_day(reference.title)
            if end is None or plan.issued is None or not _over(end, plan.issued):
                continue
            task = task_at(plan, reference.span.start)
            yield REFERENCE_RUN_OUT.at(
                reference.span,
                task=task.id if task else None,
                title=reference.title,
                end=end.isoformat(),
            )


def _over(end: date, issued: date) -> bool:
    return end < issued
