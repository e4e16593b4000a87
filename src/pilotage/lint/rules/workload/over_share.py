from collections import Counter
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of
from pilotage.lint.problems import OVER_SHARE
from pilotage.lint.rule import Rule
from pilotage.lint.words import key_of
from pilotage.plan import Duty, Plan, Task, TaskKind

LEAST_TASKS = 8
LEAST_UNITS = 4
SHARE = 0.4


class OverShare(Rule):
    """One unit answers for far more tasks than its share.

    What it finds
        A unit that leads (or, where no lead is said, stands first at) more than two fifths of the
        tasks and more than twice an equal share, in a plan of at least eight tasks and four units
        that lead. It points at the first task of the unit.

    Why it matters
        When that unit is behind, the programme is behind. Either the work is divided, or the unit
        must be given the people.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年6月底前完成。（市商务局负责）
        （二）推进单证电子化。2021年7月底前完成。（市商务局负责）
        （三）压缩通关时间。2021年8月底前完成。（市商务局负责）
        （四）公布收费目录。2021年9月底前完成。（市商务局负责）
        （五）举办口岸论坛。2021年10月底前完成。（市商务局负责）
        （六）优化航线布局。2021年11月底前完成。（市交通运输局负责）
        （七）保障口岸资金。2021年12月底前完成。（市财政局负责）
        （八）培养引航人才。2021年12月底前完成。（市教育局负责）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年6月底前完成。（市商务局负责）
        （二）推进单证电子化。2021年7月底前完成。（市交通运输局负责）
        ```

    Source
        Assessment rules that correct for workload show that it is uneven; the share is this
        project's measure.
    """

    code = "L801"
    name = "over-share"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        led = [(task, duty) for task in plan.of_kind(TaskKind.TASK) if (duty := task.presumed_lead)]
        counts = Counter(key_of(duty) for _, duty in led)
        if len(led) < LEAST_TASKS or len(counts) < LEAST_UNITS:
            return
        key, count = counts.most_common(1)[0]
        if count > SHARE * len(led) and count > 2 * len(led) / len(counts):
            yield self._told(plan, count, len(led), next(x for x in led if key_of(x[1]) == key))

    def _told(self, plan: Plan, count: int, tasks: int, first: tuple[Task, Duty]) -> Diagnostic:
        task, duty = first
        at = duty.span or head_of(plan, task)
        return OVER_SHARE.at(at, unit=duty.name, count=count, tasks=tasks)
