from collections.abc import Iterator
from itertools import pairwise

from pilotage.base import Diagnostic, Span
from pilotage.lint.numbering import siblings
from pilotage.lint.problems import MIXED_NUMBER_FORMS
from pilotage.lint.rule import Rule
from pilotage.plan import Plan


class MixedNumberForms(Rule):
    """One list counts on in two forms of number.

    What it finds
        Items side by side where the count goes on and the form changes: （一）, 2., （三）, or 1.
        and 2、. Told once for each heading. Another list with a form of its own passes.

    Why it matters
        The form says the level. An item in the wrong form is taken for a part of the one before it,
        and so are its units and its limit.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        二、提升服务
        1.培养引航人才。2021年12月底前完成。（牵头单位：市交通运输局）
        2、压缩通关时间。2021年12月底前完成。（牵头单位：大连海关）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        二、提升服务
        1.培养引航人才。2021年12月底前完成。（牵头单位：市交通运输局）
        2.压缩通关时间。2021年12月底前完成。（牵头单位：大连海关）
        ```

    Source
        GB/T 9704-2012: 一、 （一） 1. （1） in this order, one form for each level.
    """

    code = "L601"
    name = "mixed-number-forms"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for section, items in siblings(plan):
            for before, after in pairwise(items):
                if before.style != after.style and after.value == before.value + 1:
                    yield MIXED_NUMBER_FORMS.at(
                        Span(after.span.start, after.span.start + len(after.number)),
                        section=section,
                        before=before.number,
                        after=after.number,
                    )
                    break
