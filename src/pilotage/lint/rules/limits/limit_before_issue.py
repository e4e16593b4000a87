import re
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import LIMIT_BEFORE_ISSUE
from pilotage.lint.rule import Rule
from pilotage.plan import Plan

_WHEN = re.compile(r"(?i)in\b")
"""“In September 2015” tells when something was done as often as by when it is to be."""


class LimitBeforeIssue(Rule):
    """A limit had passed before the plan was issued.

    What it finds
        A limit whose last day is earlier than the date of issue. A limit without a date, a plan
        without a date of issue, and a limit that a person entered are let pass, and so is "in
        2015" in English, which as often tells what was done.

    Why it matters
        Such a task is late on the day it is dispatched. As a rule it is a slip: a draft of the
        year before, a figure mistyped, or "before 2025" where the end of 2025 was meant.

    Fails
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2021年3月1日
        一、重点任务
        （一）建设智慧口岸。2020年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        东港市人民政府办公室
        2021年3月1日
        一、重点任务
        （一）建设智慧口岸。2021年底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic. "Before 2025" is read literally, as 31 December 2024.
    """

    code = "L107"
    name = "limit-before-issue"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            limit = task.limit
            if limit is None or limit.by or not (plan.issued and limit.date):
                continue
            if plan.language == "en" and _WHEN.match(limit.text):
                continue
            if limit.date < plan.issued:
                yield LIMIT_BEFORE_ISSUE.at(
                    limit.span or head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    limit=limit.date.isoformat(),
                    issued=plan.issued.isoformat(),
                )
