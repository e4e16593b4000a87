import re
from collections import defaultdict
from collections.abc import Iterator

from pilotage.base import Diagnostic, wording
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import FIGURES_DIFFER
from pilotage.lint.rule import Rule
from pilotage.lint.words import sentence
from pilotage.plan import Plan, Target, Task

_FIGURE = re.compile(r"[0-9０-９][0-9０-９,.]*")
_SHORTEST = 8
"""Letters beside the figure below which two targets may be alike by chance."""


class FiguresDiffer(Rule):
    """One target is given two figures.

    What it finds
        Two targets in different tasks with the same words around the figure, the same years in
        their sentences, and different figures. Short phrases (新增5个) are let pass, and so are
        words that three or more tasks share: a whole was divided among them.

    Why it matters
        Each unit reports against the smaller one. Text and table of one plan often part this way
        when only one of them was changed.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。到2021年底，港口作业单证电子化率达到90%。（牵头单位：市商务局）
        （二）优化口岸服务。到2021年底，港口作业单证电子化率达到95%。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。到2021年底，港口作业单证电子化率达到90%。（牵头单位：市商务局）
        （二）优化口岸服务。到2022年底，港口作业单证电子化率达到95%。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic.
    """

    code = "L902"
    name = "figures-differ"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        alike: dict[str, list[tuple[Task, Target]]] = defaultdict(list)
        for task in plan.tasks:
            for target in task.targets:
                words = wording(_FIGURE.sub("", target.text))
                if len(words) >= _SHORTEST:
                    alike[words + _years(plan, task, target)].append((task, target))
        for found in alike.values():
            if len(found) == 2 and _differ(*found):
                yield _told(plan, *found)


def _differ(one: tuple[Task, Target], other: tuple[Task, Target]) -> bool:
    return one[0] is not other[0] and one[1].quantity != other[1].quantity


def _told(plan: Plan, one: tuple[Task, Target], other: tuple[Task, Target]) -> Diagnostic:
    task, target = other
    return FIGURES_DIFFER.at(
        target.span or head_of(plan, task),
        task=task.id,
        heading=name_of(task),
        words=" ".join(target.text.split()),
        other=name_of(one[0]),
        others=" ".join(one[1].text.split()),
    )


def _years(plan: Plan, task: Task, target: Target) -> str:
    """The years that the target's sentence names, and the day by which it is due."""
    said = target.text
    if target.span:
        said = sentence(plan, target.span, task.span).quote(plan.text)
    return f"|{re.findall(r'20[0-9]{2}', said)}|{target.by}"
