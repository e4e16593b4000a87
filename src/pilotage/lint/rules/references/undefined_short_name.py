import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.problems import UNDEFINED_SHORT_NAME
from pilotage.lint.rule import Rule
from pilotage.lint.words import task_at
from pilotage.plan import Plan

_SHORT = re.compile(
    r"《(?P<name>(?:实施|行动|工作|总体|指导|若干)?"
    r"(?:意见|方案|规划|纲要|通知|办法|计划|措施|规定|决定|细则|条例|清单|目录|指南|标准))》"
)
_DEFINED = re.compile(
    r"(?:以下|下文|后文)?(?:统|均)?简称\s*[:：]?\s*[“\"]?[《<〈]?(?P<name>[^》〉”\"）)]{2,20})"
)


class UndefinedShortName(Rule):
    """A document is called by a short name that was never explained.

    What it finds
        《意见》, 《实施方案》 and the like in a text that nowhere says which document is so called
        (以下简称《意见》). Each name is told once, at its first use.

    Why it matters
        In a plan that cites five opinions 《意见》 can be any of them, and the reader who has
        only one task before him cannot ask.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前落实《意见》各项要求。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        为落实《关于优化口岸营商环境的意见》（以下简称《意见》），制定本方案。
        一、重点任务
        （一）建设智慧口岸。2021年12月底前落实《意见》各项要求。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        The State Council's rules on official documents: a full name at first use, with its short
        name.
    """

    code = "L702"
    name = "undefined-short-name"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        known = {found["name"] for found in _DEFINED.finditer(plan.text)}
        for found in _SHORT.finditer(plan.text) if plan.language == "zh" else ():
            if found["name"] in known or "简称" in plan.text[found.start() - 8 : found.start()]:
                continue
            known.add(found["name"])
            task = task_at(plan, found.start())
            yield UNDEFINED_SHORT_NAME.at(
                Span(*found.span()), task=task.id if task else None, words=found[0]
            )
