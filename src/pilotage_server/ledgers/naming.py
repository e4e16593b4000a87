"""What tells tasks of several plans apart, wherever they stand side by side."""

from collections import Counter
from collections.abc import Collection

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage_server.plans.models import PlanRow, PlanState, ProgrammeRow

from . import kept


def plan_names(keys: Collection[int], language: Language) -> dict[int, str]:
    """What tells the plans of ``keys`` apart; nothing when there is only one.

    The name of the programme, which is short; the title where a programme has several plans; and
    the edition where it is not the newest of those here.
    """
    if len(keys) < 2:
        return {}
    plans = kept.named(keys)
    newest: dict[tuple[int, str], int] = {}
    for plan in plans.values():
        same = (plan.programme, plan.title)
        newest[same] = max(newest.get(same, 0), plan.edition)
    shared = Counter(programme for programme, _title in newest)
    homes = ProgrammeRow.objects.in_bulk(list(shared))
    found = {}
    for key, plan in plans.items():
        several = shared[plan.programme] > 1
        name = plan.title if several else homes[plan.programme].name(language)
        said = [name] if len(newest) > 1 else []
        if plan.edition < newest[plan.programme, plan.title]:
            said.append(_("edition %(n)s") % {"n": plan.edition})
        found[key] = _(", ").join(said)
    return found


def all_plan_names(language: Language) -> dict[int, str]:
    """What tells the issued plans apart, for what is read away from their lists: a task is called
    the same in every notice, whatever else stands there."""
    issued = PlanRow.objects.filter(state=PlanState.ADOPTED)
    return plan_names(list(issued.values_list("pk", flat=True)), language)
