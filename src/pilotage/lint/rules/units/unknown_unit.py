from collections.abc import Iterator

from pilotage.base import Diagnostic, wording
from pilotage.lint.place import head_of
from pilotage.lint.problems import AMBIGUOUS_UNIT, EXAMPLE_REGISTER, UNKNOWN_UNIT
from pilotage.lint.rule import Rule
from pilotage.plan import Basis, Duty, Plan, Task
from pilotage.unit import Register, example_register

_MOST = 12
"""Names told in one sentence."""
_JOINT = {"zh": "、", "en": ", "}


class UnknownUnit(Rule):
    """A unit is named that the register does not know, or knows several of.

    What it finds
        A written name for which not exactly one unit of the register was left. Each name is told
        once, where it first stands, with the number of tasks it is named in. Names that a person
        entered are let pass. Where the register is still the example's and does not know most of
        the plan's names, that is said once, before all else, instead of each name.

    Why it matters
        A task can only be dispatched to an office that exists under that name. Most often the
        name is a slip, an office since merged, or a short form that two offices share.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市口岸繁荣促进局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        A resolution is accepted when exactly one candidate is left (the design's invariants).
    """

    code = "L105"
    name = "unknown-unit"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        names = _by_name(plan)
        if self.register is example_register() and (foreign := _foreign(plan, names)):
            yield EXAMPLE_REGISTER.at(
                None,
                count=len(foreign),
                all=len({wording(duty.name) for task in plan.tasks for duty in task.units}),
                names=_JOINT[plan.language].join(foreign[:_MOST] + ["…"] * (len(foreign) > _MOST)),
            )
            names = {name: places for name, places in names.items() if places[0][1].candidates}
        for places in names.values():
            task, duty = places[0]
            kind = AMBIGUOUS_UNIT if duty.candidates else UNKNOWN_UNIT
            yield kind.at(
                duty.span or head_of(plan, task),
                task=task.id,
                unit=duty.name,
                count=len({task.id for task, _ in places}),
                candidates=" / ".join(_worded(duty, plan, self.register)),
            )


def _foreign(plan: Plan, names: dict[str, list[tuple[Task, Duty]]]) -> list[str]:
    """The names, as first written, that no register of another place can know: more than two, and
    most of those in the plan; else none."""
    unknown = [places[0][1].name for places in names.values() if not places[0][1].candidates]
    known = {duty.unit for task in plan.tasks for duty in task.units if duty.unit}
    return unknown if len(unknown) > max(2, len(known)) else []


def _by_name(plan: Plan) -> dict[str, list[tuple[Task, Duty]]]:
    found: dict[str, list[tuple[Task, Duty]]] = {}
    for task in plan.tasks:
        for duty in task.units:
            if duty.unit is None and duty.basis is not Basis.RULED:
                found.setdefault(wording(duty.name), []).append((task, duty))
    return found


def _worded(duty: Duty, plan: Plan, register: Register | None) -> Iterator[str]:
    for candidate in duty.candidates:
        unit = register.get(candidate) if register else None
        yield unit.full(plan.language) if unit else candidate
