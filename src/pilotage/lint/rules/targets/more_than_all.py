import re
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import MORE_THAN_ALL
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns
from pilotage.plan import Plan, Target

_SHARE: Patterns = {
    "zh": re.compile(
        "覆盖|普及率|满意[率度]|合格率|达标率|占比|比重|比例|知晓率|处置率|公开率|办结率|电子化率"
    ),
    "en": re.compile(r"(?i)\b(?:coverage|share|proportion|satisfaction|compliance)\b"),
}
_MORE: Patterns = {
    "zh": re.compile(r"100\s*[%％]\s*以上|(?:超过|高于|突破|大于)\s*100\s*[%％]"),
    "en": re.compile(r"(?i)(?:more than|over|above|exceed\w*) 100(?: ?%| percent)"),
}
_GROWTH = re.compile(r"(?i)增长|增幅|增加|提高了?\d|翻|growth|increase")


class MoreThanAll(Rule):
    """A share is to be more than the whole.

    What it finds
        A share (coverage, satisfaction, compliance, a proportion) above 100 %, or "100 % and more"
        of one. Rates of growth may be above 100 % and pass.

    Why it matters
        A target that cannot be reached is reported as reached, and the other figures of the plan
        are believed less.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前单证电子化覆盖率达到100%以上。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前单证电子化覆盖率达到100%。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前吞吐量增长120%以上。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic.
    """

    code = "L401"
    name = "more-than-all"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            for target in task.targets:
                if _too_much(plan, target):
                    yield MORE_THAN_ALL.at(
                        target.span or head_of(plan, task),
                        task=task.id,
                        heading=name_of(task),
                        words=target.text,
                    )


def _too_much(plan: Plan, target: Target) -> bool:
    if target.unit not in ("%", "percent") or target.quantity is None:
        return False
    if not _SHARE[plan.language].search(target.text) or _GROWTH.search(target.text):
        return False
    return target.quantity > 100 or bool(_MORE[plan.language].search(target.text))
