import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span, fold_width
from pilotage.lint.problems import MISSING_ANNEX
from pilotage.lint.rule import Rule
from pilotage.lint.words import task_at
from pilotage.plan import Plan

_CITED = re.compile(r"(?:见|详见|按照?|对照|参见|附)\s?附[件表]\s?(?P<n>\d{1,2})")
_PRESENT = re.compile(r"^[\s　]*附[件表]\s?(?P<n>\d{1,2})(?!\d)", re.MULTILINE)
_LISTED = re.compile(r"附件[:：]\s*(?P<items>(?:.{0,60}\n?){1,12})")
_ITEM = re.compile(r"(?:^|[\s　])(\d{1,2})[.．、]")


class MissingAnnex(Rule):
    """An annex is cited that the document does not have.

    What it finds
        见附件3 where the list of annexes, or the annexes printed, end before it. A document that
        shows no annexes at all is let pass: they may be in a file of their own.

    Why it matters
        The table of items or the form to fill in is in the annex. The unit will use that of last
        year.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成，项目见附件3。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        附件：1.项目清单
        2.任务分工表
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成，项目见附件1。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        附件：1.项目清单
        2.任务分工表
        ```

    Source
        GB/T 9704-2012 on annexes: numbered, and listed after the text.
    """

    code = "L703"
    name = "missing-annex"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        text = fold_width(plan.text)
        there = {int(found["n"]) for found in _PRESENT.finditer(text)}
        for listed in _LISTED.finditer(text):
            there |= {int(n) for n in _ITEM.findall(listed["items"])}
        for found in _CITED.finditer(text) if there else ():
            if int(found["n"]) not in there:
                task = task_at(plan, found.start())
                yield MISSING_ANNEX.at(
                    Span(*found.span()), task=task.id if task else None, number=found["n"]
                )
