"""Which edition of a plan is in force, and why a later one is applied and not issued.

Issuing a second edition would open every task once more beside the running ones. Applying it, which
is an act of the ledgers, carries the running tasks over.
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


def successor(row: PlanRow) -> PlanRow | None:
    """The edition that took the place of ``row``; None while it is in force itself."""
    newest = in_force(row)
    return newest if newest and newest.edition > row.edition else None


def runs_already(other: PlanRow) -> RefusalError:
    """Why a plan is not issued while its edition ``other`` is in force (422)."""
    return RefusalError(422, *why_not(other))


def why_not(other: PlanRow) -> tuple[str, str]:
    """The refusal as two sentences: what stands in the way, and what can be done."""
    return (
        _("Edition %(n)d of this plan is in force.") % {"n": other.edition},
        _("This one is not issued beside it but applied: its tasks go on in the new edition."),
    )
