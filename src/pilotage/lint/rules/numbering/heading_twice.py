from collections.abc import Iterator

from pilotage.base import Diagnostic, wording
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import HEADING_TWICE
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, Task

_SHORTEST = 4


class HeadingTwice(Rule):
    """Two tasks have the same heading and different texts.

    What it finds
        A task whose heading is, letter for letter, that of an earlier one. Tasks without a heading
        of their own, and tasks that are the same throughout (repeated-task), are let pass.

    Why it matters
        Lists, letters and reports show headings. Two tasks of one name are taken for one, and what
        was reported on the first is filed under the second.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）建设智慧口岸。2021年12月底前新增电子闸口6个。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）推进单证电子化。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）建设电子闸口。2021年12月底前新增电子闸口6个。（牵头单位：市交通运输局）
        ```

    Source
        Ledgers and letters name a task by its heading.
    """

    code = "L602"
    name = "heading-twice"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        first: dict[str, Task] = {}
        for task in plan.tasks:
            heading = wording(task.heading)
            if len(heading) < _SHORTEST:
                continue
            before = first.setdefault(heading, task)
            if before is not task and _said(before) != _said(task):
                yield HEADING_TWICE.at(
                    head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    number=before.number or str(before.ordinal),
                )


def _said(task: Task) -> str:
    return wording(" ".join(measure.text for measure in task.measures))
