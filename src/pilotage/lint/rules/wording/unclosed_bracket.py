import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span, fold_width
from pilotage.lint.problems import UNCLOSED_BRACKET
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, Task

_PAIRS = {"（": "）", "(": ")", "《": "》", "〔": "〕", "“": "”", "【": "】"}
_SAME = {")": "）", '"': "”"}
"""A straight sign closes a curved or wide one: that is untidy, not open."""

_SIGNS = re.compile(f"[{''.join(map(re.escape, (*_PAIRS, *_PAIRS.values(), *_SAME)))}]")
_SOON = 300


class UnclosedBracket(Rule):
    """A bracket or a quotation mark is opened and not closed.

    What it finds
        In one task of a document in Chinese: an opening bracket, quotation mark or title mark
        (《) with no closing one before the task ends, nor soon after. Signs of full and half
        width close one another.

    Why it matters
        Where the note on units is not closed, the rest of the task is read as part of it; where a
        title is not closed, nobody knows which document is cited.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前落实《港口作业单证管理办法要求。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前落实《港口作业单证管理办法》要求。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        GB/T 15834, the national standard on punctuation.
    """

    code = "L509"
    name = "unclosed-bracket"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks if plan.language == "zh" else ():
            at = _open(plan, task)
            if at is not None and not _closed_later(plan, task, plan.text[at]):
                words = plan.text[at : at + 12].split("\n")[0]
                yield UNCLOSED_BRACKET.at(Span(at, at + 1), task=task.id, words=words)


def _open(plan: Plan, task: Task) -> int | None:
    """The first bracket of the task that stays open."""
    waiting: list[tuple[str, int]] = []
    for found in _SIGNS.finditer(plan.text, *task.span):
        sign, at = found[0], found.start()
        if sign in _PAIRS:
            waiting.append((_wide(_PAIRS[sign]), at))
            continue
        closing = _wide(sign)
        index = next((i for i in range(len(waiting) - 1, -1, -1) if waiting[i][0] == closing), None)
        if index is not None:
            del waiting[index]
    return waiting[0][1] if waiting else None


def _wide(sign: str) -> str:
    return _SAME.get(sign, sign)


def _closed_later(plan: Plan, task: Task, sign: str) -> bool:
    """Whether the other half follows before a new one opens, where a page broke the task in two."""
    after = fold_width(plan.text[task.span.end : task.span.end + _SOON])
    closing = after.find(fold_width(_PAIRS[sign]))
    opening = after.find(fold_width(sign))
    return closing >= 0 and (opening < 0 or closing < opening)
