"""Which edition of a plan is in force, and why a later one waits.

Issuing a second edition would open every task once more beside the running ones, so it is refused
until the tasks that run can be carried over.
"""

from django.utils.translation import gettext as _

from pilotage_server.units.problems import RefusalError

from .models import PlanRow, PlanState


def in_force(row: PlanRow) -> PlanRow | None:
    """The issued edition of the same plan that runs already; None when ``row`` is the first."""
    others = PlanRow.objects.filter(
        programme=row.programme_id, title=row.title, state=PlanState.ADOPTED
    )
    return others.exclude(pk=row.pk).defer("compiled", "adopted").order_by("-edition").first()


def runs_already(other: PlanRow) -> RefusalError:
    """Why a plan is not issued while its edition ``other`` is in force (422)."""
    return RefusalError(422, *why_not(other))


def why_not(other: PlanRow) -> tuple[str, str]:
    """The refusal as two sentences: what stands in the way, and what can be done."""
    return (
        _("Edition %(n)d of this plan is in force.") % {"n": other.edition},
        _(
            "Applying a new edition to running tasks is not built yet: issue it under another "
            "name, or keep it as a draft for comparison."
        ),
    )
