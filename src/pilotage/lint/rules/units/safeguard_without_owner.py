from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import SAFEGUARD_WITHOUT_OWNER
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, TaskKind


class SafeguardWithoutOwner(Rule):
    """A safeguard is left to everybody.

    What it finds
        A safeguard (保障措施: leadership, funds, publicity, risk) that names no unit and to which
        no person has given one. In a plan whose tasks name their units, any other item that names
        none is taken for a safeguard too.

    Why it matters
        The special teams, the green channel, the negative list and the prevention of risk are
        ordered in this part of a plan. Without an owner they are nobody's task.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        二、保障措施
        （一）加强组织领导。各单位要高度重视，密切配合。
        （二）加强风险防范。指导企业建立风险防范机制。
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        二、保障措施
        （一）加强组织领导。建立工作专班。（责任单位：市商务局）
        （二）加强风险防范。建立风险防范机制。（责任单位：市商务局）
        ```

    Source
        The founding plan (Dalian, 2020): five safeguards, no unit at any of them.
    """

    code = "L104"
    name = "safeguard-without-owner"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.SAFEGUARD):
            if not task.units:
                place = head_of(plan, task)
                yield SAFEGUARD_WITHOUT_OWNER.at(place, task=task.id, heading=name_of(task))
