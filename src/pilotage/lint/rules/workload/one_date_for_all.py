from collections import Counter
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of
from pilotage.lint.problems import ONE_DATE_FOR_ALL
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, TaskKind

LEAST_TASKS = 8
SHARE = 0.8


class OneDateForAll(Rule):
    """Nearly all tasks are due on one and the same day.

    What it finds
        A plan of at least eight dated tasks of which four fifths end on the same day. It points at
        the first of these limits and is told once.

    Why it matters
        Such a date was not thought about. All year long nothing is due, in the last week everything
        is, and no light warns before.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年底前完成。（市商务局负责）
        （二）推进单证电子化。2021年底前完成。（市交通运输局负责）
        （三）压缩通关时间。2021年底前完成。（大连海关负责）
        （四）公布收费目录。2021年底前完成。（市财政局负责）
        （五）举办口岸论坛。2021年底前完成。（市商务局负责）
        （六）优化航线布局。2021年底前完成。（市交通运输局负责）
        （七）保障口岸资金。2021年底前完成。（市财政局负责）
        （八）培养引航人才。2021年底前完成。（市教育局负责）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年底前完成。（市商务局负责）
        （二）推进单证电子化。2021年6月底前完成。（市交通运输局负责）
        ```

    Source
        A county's plan of 243 items sets the progress of each by month.
    """

    code = "L803"
    name = "one-date-for-all"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        dated = [
            (task, task.limit)
            for task in plan.of_kind(TaskKind.TASK)
            if task.limit and task.limit.date
        ]
        if len(dated) < LEAST_TASKS:
            return
        day, count = Counter(limit.date for _, limit in dated).most_common(1)[0]
        if day and count >= SHARE * len(dated):
            task, limit = next(found for found in dated if found[1].date == day)
            yield ONE_DATE_FOR_ALL.at(
                limit.span or head_of(plan, task),
                count=count,
                tasks=len(dated),
                limit=day.isoformat(),
            )
