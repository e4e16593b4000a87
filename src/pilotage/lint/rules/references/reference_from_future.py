import re
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.problems import REFERENCE_FROM_FUTURE
from pilotage.lint.rule import Rule
from pilotage.lint.words import task_at
from pilotage.plan import Plan

_YEAR = re.compile(r"[〔\[［(（](20\d\d)[〕\]］)）]")


class ReferenceFromFuture(Rule):
    """A cited number is of a year after the plan was issued.

    What it finds
        A document number whose year (国办发〔2025〕3号) is later than the year in which the
        citing plan was issued.

    Why it matters
        Nobody can have carried out a document that was not there. The number or the date of issue
        is wrong, and readers will look for what does not exist.

    Fails
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2021年3月1日
        一、重点任务
        （一）建设智慧口岸。2021年底前落实《关于优化口岸的意见》（东政发〔2025〕3号）。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2021年3月1日
        一、重点任务
        （一）建设智慧口岸。2021年底前落实《关于优化口岸的意见》（东政发〔2020〕3号）。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic.
    """

    code = "L705"
    name = "reference-from-future"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for reference in plan.references if plan.issued else ():
            found = _YEAR.search(reference.number or "")
            if found is None or plan.issued is None or int(found[1]) <= plan.issued.year:
                continue
            task = task_at(plan, reference.span.start)
            yield REFERENCE_FROM_FUTURE.at(
                reference.span,
                task=task.id if task else None,
                number=reference.number,
                issued=plan.issued.isoformat(),
            )
