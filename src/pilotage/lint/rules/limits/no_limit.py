from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import NO_DAY, NO_LIMIT
from pilotage.lint.rule import Rule
from pilotage.plan import LimitKind, Plan, TaskKind


class NoLimit(Rule):
    """A task does not say by when.

    What it finds
        A task whose words give no date, no period and no word such as "ongoing" or 持续推进; or a
        period that ends on no known day ("within three years", 自印发之日起30日内). Safeguards are
        not held to a limit. A limit that a person entered counts.

    Why it matters
        Without a limit no light can be computed and nobody can be late. Offices then fall back on
        a default of their own (15, 20 or 30 days), which the unit has not been told.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。推进港口作业单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Open three new routes to the east. (Responsible unit: Port Office)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。加密近洋航线。（持续推进，牵头单位：市交通运输局）
        ```

    Source
        After the supervision rules of several cities, which register a matter with its text, its
        units and its limit. Of the twelve tasks of the founding plan (Dalian, 2020), none states
        one.
    """

    code = "L101"
    name = "no-limit"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.TASK):
            limit = task.limit
            if limit is None:
                yield NO_LIMIT.at(head_of(plan, task), task=task.id, heading=name_of(task))
            elif limit.kind is LimitKind.BY and not (limit.date or limit.by):
                yield NO_DAY.at(
                    limit.span or head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    words=" ".join(limit.text.split()),
                )
