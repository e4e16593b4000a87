import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import REPORT_WITHOUT_DAY
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches, sentence
from pilotage.plan import Plan

_REPORT: Patterns = {
    "zh": re.compile(
        r"(?:每(?:月|个?季度?|半年|年|周|旬)|按[月季年周])(?!\d|[前末底初]|度[前末底])[^，。；\n\d]{0,16}?"
        r"(?:报送|上报|报告(?!会)|通报|汇报|反馈|书面报)"
    ),
    "en": re.compile(
        r"(?i)\b(?:report(?:ed|s)?|submit(?:ted)?)\b[^.;\n]{0,60}?\b(?:monthly|quarterly|annually"
        r"|each (?:month|quarter|year)|every (?:month|quarter|year)|once a (?:month|quarter|year))"
    ),
}
_DAY: Patterns = {
    "zh": re.compile(
        "[日号]前|[\\d一二三四五六七八九十]+[日号]|月底|月末|季末|年底|年末|月初|旬|周[一二三四五]|工作日"
    ),
    "en": re.compile(r"(?i)\b(?:by|before|on|within)\b[^.;]{0,30}(?:\d|end|day|week|first|last)"),
}


class ReportWithoutDay(Rule):
    """A report is asked for every month or quarter, and no day is set for it.

    What it finds
        每月报送, 按季度上报, "report quarterly" and the like in a sentence that names no day,
        week or end of period by which it is due. Told once for each task.

    Why it matters
        A duty that comes round needs its day, else the reports of one month arrive over the whole
        of the next, and the summary is either late or full of gaps.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。持续推进，每月报送工作进展。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Report progress quarterly. (Responsible unit: Port Office)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。持续推进，每月5日前报送工作进展。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Municipal supervision rules set the day of the month by which units report.
    """

    code = "L303"
    name = "report-without-day"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            for found in matches(plan, task, _REPORT):
                at = Span(*found.span())
                whole = sentence(plan, at, task.span)
                if not _DAY[plan.language].search(plan.text, *whole):
                    yield REPORT_WITHOUT_DAY.at(
                        at, task=task.id, heading=name_of(task), words=" ".join(found[0].split())
                    )
                    break
