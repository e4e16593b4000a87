import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import HEDGED_DUTY
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches
from pilotage.plan import Plan, TaskKind

_HEDGE: Patterns = {
    "zh": re.compile(
        "原则上|视情况?(?!形)|酌情|在?条件(?:允许|许可|具备)的?(?:情况下|时|前提下)?|在可能的情况下"
    ),
    "en": re.compile(
        r"(?i)\b(?:as appropriate"
        r"|(?:where|when|if) (?:possible|appropriate|feasible|practicable))\b"
        r"|\bto the (?:maximum |fullest )?extent (?:possible|practicable|feasible)"
        r"|\bendeavou?r to\b|\bstrive to\b"
    ),
}


class HedgedDuty(Rule):
    """A duty is taken back in the same sentence.

    What it finds
        原则上, 视情, 条件允许时, "where possible", "as appropriate", "strive to" and the like in
        a task. Told once for each task, at the first such word.

    Why it matters
        The unit decides alone whether the case is met, and need not say so. Name the case and who
        decides on it, or leave the words out.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前原则上实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open routes. Open three routes by 2027 where possible. (Responsible unit: Port Office)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Drafting practice: a duty, its case and who decides on the case.
    """

    code = "L503"
    name = "hedged-duty"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.TASK):
            for found in matches(plan, task, _HEDGE):
                words = " ".join(found[0].split())
                at = Span(*found.span())
                yield HEDGED_DUTY.at(at, task=task.id, heading=name_of(task), words=words)
                break
