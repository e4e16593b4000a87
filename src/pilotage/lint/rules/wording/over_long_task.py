import re
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import OVER_LONG_TASK
from pilotage.lint.rule import Rule
from pilotage.plan import LimitKind, Plan, Task, TaskKind

_SITUATION = re.compile("形势|现状|背景|基础$|进展|成效|成就")
_ORDER = re.compile(r"(?i)\b(?:will|shall|must)\b")
MOST_MEASURES = 10
"""Two for each month of a half-year; the longest task of the founding plan has six."""


class OverLongTask(Rule):
    """Many measures stand under one task with one limit, or none.

    What it finds
        A task of more than ten sentences that order something (in English: say will, shall or
        must), with at most one date. Stages, each with a date, and descriptions of the situation
        pass.

    Why it matters
        Nine measures are done and one is not: what colour is the light? Each measure that can be
        late alone deserves its own number, its units and its limit.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。推进单证电子化。改造泊位。更新设备。培训人员。完善制度。优化流程。整合数据。建设平台。加强协调。扩大宣传。开展评估。总结经验。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。推进单证电子化。改造泊位。更新设备。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        A measure of this project: a county divides such plans into 243 items with a limit each.
    """

    code = "L504"
    name = "over-long-task"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.TASK):
            staged = task.limit is not None and task.limit.kind is LimitKind.STAGED
            count = _orders(plan, task)
            if count > MOST_MEASURES and not staged and not _SITUATION.search(task.heading):
                yield OVER_LONG_TASK.at(
                    head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    count=count,
                )


def _orders(plan: Plan, task: Task) -> int:
    """How many sentences of the task order something; a narrative only tells."""
    if plan.language == "zh":
        return len(task.measures)
    return sum(bool(_ORDER.search(measure.text)) for measure in task.measures)
