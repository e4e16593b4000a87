import re
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import GROUP_ANSWERS
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns
from pilotage.plan import Basis, Duty, Plan, Role

_GROUP: Patterns = {
    "zh": re.compile(r"^(?:各|有关|相关)|(?:有关|相关|各)(?:部门|单位|地区|市|区|县|区县|县区)$"),
    "en": re.compile(
        r"(?i)^(?:(?:the )?(?:relevant|competent|concerned|various|respective)\b|all\b|each\b"
        r"|every\b|agencies$|departments$|bureaus$)"
    ),
}


class GroupAnswers(Rule):
    """Only a group of units answers for a task, none by its own name.

    What it finds
        A task whose leads, or where no lead is told apart whose responsible units, are all groups
        such as 有关部门, 各区市 or "relevant departments". A group beside a named unit passes.

    Why it matters
        A group signs for nothing: no letter can be addressed to it, and each member waits for the
        others. Name one unit that gathers what the members report.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（责任单位：各有关部门）
        （二）优化航线布局。2021年12月底前完成。（责任单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（市商务局牵头，各有关部门配合）
        （二）优化航线布局。2021年12月底前完成。（责任单位：市交通运输局）
        ```

    Source
        Supervision offices ask for the name of a unit and of its liaison when a matter is
        registered.
    """

    code = "L205"
    name = "group-answers"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            leads = [duty for duty in task.units if duty.role is Role.LEAD]
            answers = leads or [duty for duty in task.units if duty.role is Role.RESPONSIBLE]
            if answers and all(self._group(plan, duty) for duty in answers):
                yield GROUP_ANSWERS.at(
                    answers[0].span or head_of(plan, task),
                    task=task.id,
                    heading=name_of(task),
                    unit=answers[0].name,
                )

    def _group(self, plan: Plan, duty: Duty) -> bool:
        if duty.basis is Basis.RULED:
            return False
        return bool(_GROUP[plan.language].search(duty.name))
