import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import NO_BASELINE
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches, sentence
from pilotage.plan import Plan

_CHANGE: Patterns = {
    "zh": re.compile(
        r"(?:增长|增加|提高|提升|下降|降低|减少|压缩|压减|缩短|增幅|降幅)(?:率)?(?:约|近|超过?|达到?|不低于)?\s*"
        r"\d+(?:\.\d+)?\s*(?:[%％]|个百分点|倍)"
    ),
    "en": re.compile(
        r"(?i)\b(?:increas|reduc|decreas|improv|cut|lower|rais)\w*\b[^.;]{0,50}? by "
        r"(?:at least |over |up to )?\d+(?:\.\d+)? ?(?:%|percent)"
    ),
}
_BASE: Patterns = {
    "zh": re.compile(
        "较|比|同比|环比|年均|年度?增[长速]|每年|基础上|相对|为基[数准]|翻[番两]|以20\\d\\d年|原有|现有"
    ),
    "en": re.compile(
        r"(?i)\b(?:from|against|compared|relative|baselines?|below|above|than|over (?:19|20)\d\d"
        r"|annual\w*|per (?:year|annum)|year[- ]on[- ]year|each year|(?:19|20)\d\d levels?)\b"
    ),
}


class NoBaseline(Rule):
    """A change by so many per cent does not say compared with what.

    What it finds
        "Reduced by 20 %", 压缩30%, 提高5个百分点 in a sentence that names no year, level or
        period to compare with. Yearly growth compares with the year before and passes.

    Why it matters
        The unit takes the worst year as its base, the office the last one, and both are right. The
        base year belongs in the text while everybody still agrees on it.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前整体通关时间压缩30%。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前整体通关时间较2017年压缩30%。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        The State Council's figures for clearance times name 2017 as their base year.
    """

    code = "L403"
    name = "no-baseline"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            for found in matches(plan, task, _CHANGE):
                at = Span(*found.span())
                whole = sentence(plan, at, task.span)
                if not _BASE[plan.language].search(plan.text, *whole):
                    words = " ".join(found[0].split())
                    yield NO_BASELINE.at(at, task=task.id, heading=name_of(task), words=words)
