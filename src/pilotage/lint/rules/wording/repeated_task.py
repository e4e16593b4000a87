from collections.abc import Iterator

from pilotage.base import Diagnostic, wording
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import REPEATED_TASK
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, Task

_SHORTEST = 15
"""Letters of wording below which two tasks may be alike by chance."""


class RepeatedTask(Rule):
    """Two tasks say the same word for word.

    What it finds
        A task whose words, apart from its number and its units, are those of an earlier task.

    Why it matters
        It was pasted twice. Both are registered, reported and counted, or each unit thinks that the
        other one is meant.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现港口作业单证电子化。（牵头单位：市商务局）
        （二）建设智慧口岸。2021年12月底前实现港口作业单证电子化。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现港口作业单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Proof-reading.
    """

    code = "L505"
    name = "repeated-task"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        first: dict[str, Task] = {}
        for task in plan.tasks:
            said = wording(" ".join((task.heading, *(m.text for m in task.measures))))
            if len(said) < _SHORTEST:
                continue
            before = first.setdefault(said, task)
            if before is not task:
                yield REPEATED_TASK.at(
                    head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    number=before.number or str(before.ordinal),
                )
