from collections.abc import Iterator
from itertools import groupby

from pilotage.base import Diagnostic, wording
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import BARE_HEADING
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, Task, TaskKind

_LONGEST = {"zh": 16, "en": 50}
"""A longer heading is a sentence that says what is to be done."""
_BODY = 4
"""Letters after the heading and its note that make a body."""


class BareHeading(Rule):
    """A task is a heading and nothing else, among tasks that have a text.

    What it finds
        A task with no words but its heading and its note on units, when at least three tasks stand
        under the same heading and all others of them have a text. Lists of one-line tasks pass.

    Why it matters
        The text was cut, or not yet written. The unit receives a title to carry out.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现港口作业单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开近洋航线3条。（牵头单位：市交通运输局）
        （三）培养引航人才。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。（牵头单位：市商务局）
        （二）优化航线布局。（牵头单位：市交通运输局）
        （三）培养引航人才。（牵头单位：市交通运输局）
        ```

    Source
        Proof-reading.
    """

    code = "L506"
    name = "bare-heading"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for _, group in groupby(plan.of_kind(TaskKind.TASK), key=lambda task: task.path):
            tasks = [task for task in group if task.number]
            bare = [
                t for t in tasks if _body(t) < _BODY and len(t.heading) <= _LONGEST[plan.language]
            ]
            if len(tasks) >= 3 and len(bare) == 1:
                task = bare[0]
                yield BARE_HEADING.at(head_of(plan, task), task=task.id, heading=name_of(task))


def _body(task: Task) -> int:
    """Letters that stand neither in the heading nor in the list of units."""
    said = [m.text for m in task.measures if m.text.strip(" 。.") != task.heading.strip(" 。.")]
    return len(wording(" ".join(said)))
