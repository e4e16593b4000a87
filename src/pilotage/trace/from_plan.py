"""A plan's provisions: its numbered items, or, in a meeting brief, what it asks for."""

from pilotage.plan import Plan, Task, TaskKind

from .model import Provision
from .requirements import requirements


def from_plan(plan: Plan) -> tuple[Provision, ...]:
    """The provisions of ``plan``, in the order of its text; none when it has no items."""
    if plan.tasks:
        return tuple(_item(plan, task) for task in plan.tasks)
    return tuple(
        Provision(
            document=plan.source.name,
            title=plan.title or "",
            language=plan.language,
            task=None,
            number=None,
            heading="",
            path=(),
            text=span.quote(plan.text),
            span=span,
            body=(span.quote(plan.text),),
            safeguard=False,
            owned=True,
        )
        for span in requirements(plan)
    )


def _item(plan: Plan, task: Task) -> Provision:
    said = tuple(measure.text for measure in task.measures) or (task.text,)
    told = said if not task.heading or said[0].startswith(task.heading) else (task.heading, *said)
    return Provision(
        document=plan.source.name,
        title=plan.title or "",
        language=plan.language,
        task=task.id,
        number=task.number,
        heading=task.heading,
        path=task.path,
        text=task.text,
        span=task.span,
        body=told,
        safeguard=task.kind is TaskKind.SAFEGUARD,
        owned=bool(task.units),
    )
