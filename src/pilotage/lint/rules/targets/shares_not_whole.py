import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import SHARES_NOT_WHOLE
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches, sentence
from pilotage.plan import Plan

_SHARES: Patterns = {
    "zh": re.compile(r"权重|分别占|各占|占总分|占比分别|按.{0,20}比例(?:分担|分配)"),
    "en": re.compile(r"(?i)\bweight(?:s|ed|ings?)?\b|respectively (?:account|make up)|split"),
}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[%％]|percent\b)")


class SharesNotWhole(Rule):
    """Shares that make up a whole do not add up to 100 %.

    What it finds
        Two or more percentages in one sentence that says that they are weights or shares (权重,
        分别占, "weighted"), when their sum is not 100. A sentence with one percentage passes.

    Why it matters
        A score, a fund or a cost that is divided so cannot be computed; somebody will round it in
        his own favour.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）开展口岸考核。2021年12月底前完成，效率、服务、安全的权重为40%、30%、20%。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）开展口岸考核。2021年12月底前完成，效率、服务、安全的权重为40%、30%、30%。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic.
    """

    code = "L402"
    name = "shares-not-whole"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            seen: set[Span] = set()
            for found in matches(plan, task, _SHARES):
                whole = sentence(plan, Span(*found.span()), task.span)
                if whole in seen:
                    continue
                seen.add(whole)
                shares = [float(n[1]) for n in _PERCENT.finditer(plan.text, *whole)]
                if len(shares) > 1 and abs(sum(shares) - 100) > 0.5:
                    yield SHARES_NOT_WHOLE.at(
                        whole, task=task.id, heading=name_of(task), sum=f"{sum(shares):g}"
                    )
