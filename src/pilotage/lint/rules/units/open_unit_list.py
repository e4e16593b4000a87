import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import OPEN_UNIT_LIST
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns
from pilotage.plan import Basis, Plan, Task

_OPEN: Patterns = {
    "zh": re.compile(r"等(?![级次候])(?:[\u4e00-\u9fff]{0,10}?(?:部门|单位|机构|地区))?"),
    "en": re.compile(
        r",? (?:etc\.?|and (?:the )?(?:other|all other)(?: relevant| concerned)? "
        r"(?:departments|units|agencies|bodies|offices))"
    ),
}


class OpenUnitList(Rule):
    """The list of units ends in "and others".

    What it finds
        A named unit followed by 等, 等有关部门, "etc." or "and other relevant departments". Told
        once for each task.

    Why it matters
        "And others" is nobody: those meant were not told, and those named can say that the rest
        was for the others. A unit that is to do something is written out.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（市商务局、大连海关等负责）
        （二）优化航线布局。2021年12月底前完成。（市交通运输局负责）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（市商务局、大连海关负责）
        （二）优化航线布局。2021年12月底前完成。（市交通运输局负责）
        ```

    Source
        The decomposition tables of districts and counties, which name each unit at each item.
    """

    code = "L204"
    name = "open-unit-list"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            if (end := self._end(plan, task)) is not None:
                yield OPEN_UNIT_LIST.at(
                    end, task=task.id, heading=name_of(task), words=end.quote(plan.text)
                )

    def _end(self, plan: Plan, task: Task) -> Span | None:
        for duty in task.units:
            if duty.span is None or duty.basis is not Basis.STATED:
                continue
            found = _OPEN[plan.language].match(plan.text, duty.span.end)
            if found:
                return Span(*found.span()).strip(plan.text)
        return None
