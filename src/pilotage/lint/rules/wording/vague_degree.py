import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import VAGUE_DEGREE
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches, sentence
from pilotage.plan import Plan, Task, TaskKind

_DEGREE: Patterns = {
    "zh": re.compile(
        r"(?:大幅度?|显著|明显|较大幅度)(?:地)?(?:提升|提高|增强|改善|增加|增长|降低|减少|下降|扩大|压缩|压减|缩短|上升)"
    ),
    "en": re.compile(
        r"(?i)\b(?:significantly|substantially|greatly|markedly|considerably|dramatically) "
        r"(?:increase|improve|reduce|expand|enhance|strengthen|cut|lower|raise|decrease)\w*"
        r"|\b(?:increase|improve|reduce|expand|lower|raise|decrease) (?:\w+ ){1,4}"
        r"(?:significantly|substantially|greatly|markedly|considerably|dramatically)"
    ),
}

_SITUATION = re.compile("形势|现状|背景|基础$|进展|成效")
_CONDITION = re.compile(r"[^，。；]{0,4}(?:的[市县省区地单企]|作为)")
_ORDER = re.compile(r"(?i)\b(?:will|shall|must|should|to)\b|^\W*(?:\d+[.)]|[A-Z]\w+ly )")


class VagueDegree(Rule):
    """Something is to change greatly, and nobody says how much.

    What it finds
        大幅提升, 显著改善, "significantly reduce" and the like in a sentence of a task that holds
        no figure. Descriptions of the situation, and conditions that others meet, are let pass.

    Why it matters
        "Greatly" was agreed because the figure was not. When the year is over the unit finds the
        change great and the public does not.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。大幅压缩通关时间。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Faster clearance. Significantly reduce waiting times. (Responsible unit: Customs)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前大幅压缩通关时间30%。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        As for no-measurable-target: progress is shown by named stages and figures with a source.
    """

    code = "L502"
    name = "vague-degree"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.TASK):
            for found in matches(plan, task, _DEGREE):
                at = Span(*found.span())
                whole = sentence(plan, at, task.span).quote(plan.text)
                if any(c.isdigit() for c in whole) or not _ordered(plan, task, at, whole):
                    continue
                words = " ".join(found[0].split())
                yield VAGUE_DEGREE.at(at, task=task.id, heading=name_of(task), words=words)
                break


def _ordered(plan: Plan, task: Task, at: Span, whole: str) -> bool:
    """Whether the sentence says what is to be, not what was, nor whom a reward is for."""
    if plan.language == "en":
        return bool(_ORDER.search(whole))
    condition = _CONDITION.match(plan.text, at.end)
    return not (_SITUATION.search(task.heading) or condition)
