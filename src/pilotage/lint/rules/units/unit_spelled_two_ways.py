from collections import Counter
from collections.abc import Iterator

from pilotage.base import Diagnostic, wording
from pilotage.lint.place import head_of
from pilotage.lint.problems import SPELLED_TWO_WAYS
from pilotage.lint.rule import Rule
from pilotage.plan import Basis, Duty, Plan, Task


class UnitSpelledTwoWays(Rule):
    """One unit goes by two names in one plan.

    What it finds
        A unit of the register written in more than one way, once for each such unit, at the first
        place where the second way stands. Spaces, widths and capitals make no difference.

    Why it matters
        Lists sorted or counted by name show the unit as two, with half its tasks each; and a
        reader may take the two for different offices.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市发展和改革委员会）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市发展改革委）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市发展改革委）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市发展改革委）
        ```

    Source
        The founding plan (Dalian, 2020) writes "Municipal Bureau of Commerce" and "Municipal
        Commerce Bureau", "Port Office of the Municipal Government" and "Municipal Government Port
        Office".
    """

    code = "L106"
    name = "unit-spelled-two-ways"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for places in _by_unit(plan).values():
            ways = Counter(wording(duty.name) for _, duty in places)
            if len(ways) < 2:
                continue
            first = {way: next(p for p in places if wording(p[1].name) == way) for way in ways}
            task, duty = list(first.values())[1]
            yield SPELLED_TWO_WAYS.at(
                duty.span or head_of(plan, task),
                task=task.id,
                count=len(ways),
                spellings=" / ".join(f"“{first[way][1].name}” × {n}" for way, n in ways.items()),
            )


def _by_unit(plan: Plan) -> dict[str, list[tuple[Task, Duty]]]:
    found: dict[str, list[tuple[Task, Duty]]] = {}
    for task in plan.tasks:
        for duty in task.units:
            if duty.unit and duty.basis is not Basis.RULED:
                found.setdefault(duty.unit, []).append((task, duty))
    return found
