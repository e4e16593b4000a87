from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import CROWDED_TASK
from pilotage.lint.rule import Rule
from pilotage.lint.words import key_of
from pilotage.plan import Plan

MOST_UNITS = 10
"""More than sit round one table; the longest list of the founding plan has eight."""


class CrowdedTask(Rule):
    """A task names more units than can be called together.

    What it finds
        A task with more than ten different units of its own.

    Why it matters
        Each of them must sign, report and be asked. Where thirteen units share one task, the lead
        spends its time on the list. It often holds several tasks, each with a few units.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年底前完成。（市商务局牵头，市交通运输局、市财政局、市公安局、市教育局、市民政局、市司法局、市水务局、市统计局、市审计局、市医保局、市应急管理局配合）
        （二）优化航线布局。2021年底前完成。（市交通运输局负责）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年底前完成。（市商务局牵头，市交通运输局、市财政局、市公安局配合）
        （二）优化航线布局。2021年底前完成。（市交通运输局负责）
        ```

    Source
        A measure of this project, not of a regulation: the longest list of the founding plan
        (Dalian, 2020) has eight units.
    """

    code = "L208"
    name = "crowded-task"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            count = len({key_of(duty) for duty in task.units})
            if count > MOST_UNITS:
                yield CROWDED_TASK.at(
                    task.units[0].span or head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    count=count,
                )
