import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import LIMIT_IN_WORDS
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches
from pilotage.plan import Plan

_SOON: Patterns = {
    "zh": re.compile(
        "尽快|尽早|早日|适时|择机|抓紧(?!抓)|(?:条件|时机)成熟(?:时|后)|在适当时候|近期内"
    ),
    "en": re.compile(
        r"(?i)\bas soon as (?:possible|practicable)|in due course|at an appropriate time"
        r"|at the earliest (?:opportunity|possible)"
        r"|when (?:conditions|circumstances) (?:permit|allow)"
        r"|in the near future|in the coming months"
    ),
}


class LimitInWords(Rule):
    """The only limit is a word such as "as soon as possible".

    What it finds
        尽快, 适时, 条件成熟时, "in due course" and the like in a task that has no limit with a date
        and is not ongoing. Told once for each task, at the first such word.

    Why it matters
        Everybody has a date of his own in mind. The office cannot say that "soon" is over, so the
        task is never late and never urged.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。尽快实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Open routes as soon as possible. (Responsible unit: Port Office)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前尽快实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        The supervision rules of several cities ask for a limit as a date, by stages where the work
        is long.
    """

    code = "L301"
    name = "limit-in-words"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            limit = task.limit
            if limit and (limit.date or limit.by or limit.kind != "by"):
                continue
            for found in matches(plan, task, _SOON):
                yield LIMIT_IN_WORDS.at(
                    Span(*found.span()),
                    task=task.id,
                    heading=name_of(task),
                    words=" ".join(found[0].split()),
                )
                break
