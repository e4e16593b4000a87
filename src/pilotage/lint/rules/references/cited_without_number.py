import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, wording
from pilotage.lint.problems import CITED_WITHOUT_NUMBER
from pilotage.lint.rule import Rule
from pilotage.lint.words import task_at
from pilotage.plan import Plan

_OFFICIAL = re.compile(
    r"(?:意见|通知|方案|决定|批复|若干措施|行动计划|实施计划)(?:[（(][^）)]*[）)])?》?$"
)

_SETTLED = re.compile(r"^[\s（(]*[^。，；]{2,12}[〔\[(（［]\s*20|^[^。；]{0,12}印发")
"""What follows a title: its number after all, or that it is issued herewith."""
_SHORTEST = 9
"""A shorter title is a short name (《实施意见》), with a rule of its own."""


class CitedWithoutNumber(Rule):
    """A document of an office is cited by its title alone.

    What it finds
        A cited opinion, notice, plan, decision or reply
        (意见、通知、方案、决定、批复、措施、计划) whose number (国发〔2018〕42号) stands nowhere
        in the text. Laws, regulations, standards and lists are cited by title and pass.

    Why it matters
        Titles are long, alike and issued again each year; only the number leads to one document,
        and from it to the mandate of a task.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前落实《关于优化口岸营商环境的意见》。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前落实《关于优化口岸营商环境的意见》（东政发〔2020〕3号）。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前落实《中华人民共和国港口法》。（牵头单位：市交通运输局）
        ```

    Source
        The State Council's rules on official documents: a document is cited by its title first,
        then its number.
    """

    code = "L701"
    name = "cited-without-number"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        own = wording(plan.title or "")
        for reference in plan.references if plan.language == "zh" else ():
            if reference.number or not _OFFICIAL.search(reference.title):
                continue
            if len(reference.title) < _SHORTEST or wording(reference.title) in own:
                continue
            if _SETTLED.search(plan.text[reference.span.end : reference.span.end + 24]):
                continue
            if "印发" in plan.text[max(0, reference.span.start - 6) : reference.span.start]:
                continue
            task = task_at(plan, reference.span.start)
            yield CITED_WITHOUT_NUMBER.at(
                reference.span, task=task.id if task else None, title=reference.title
            )
