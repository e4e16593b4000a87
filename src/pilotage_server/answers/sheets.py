"""The workbook for one unit: its open tasks, with what it said last."""

from dataclasses import replace

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Act, MatterState, Step, step_label
from pilotage.plan import Role
from pilotage.report import Question, answer_xlsx
from pilotage_server import clock
from pilotage_server.ledgers import store
from pilotage_server.ledgers.again import is_fresh
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.naming import plan_names
from pilotage_server.ledgers.rights import visible
from pilotage_server.units import names
from pilotage_server.units.dates import long_day
from pilotage_server.units.models import MembershipRow

ASKED_STEPS = (
    Step.DISPATCHED,
    Step.SIGNED,
    Step.IN_PROGRESS,
    Step.REPORTED,
    Step.RETURNED,
)
"""Where a unit can sign or report."""


def open_matters(
    member: MembershipRow, unit: str, *, without_fresh: bool = False
) -> list[MatterRow]:
    """The matters that ``unit`` can sign for or report on, as far as ``member`` sees them.

    ``without_fresh`` leaves out what it reported on within the last days (``ledgers.again``).
    """
    steps = [step.value for step in ASKED_STEPS]
    found = visible(member).filter(units__unit=unit, step__in=steps).distinct()
    listed = found.order_by("plan_id", "-kind", "ordinal").prefetch_related("units")
    return [one for one in listed if not (without_fresh and _fresh(one, unit))]


def _fresh(matter: MatterRow, unit: str) -> bool:
    return any(part.unit == unit and is_fresh(part, clock.today()) for part in matter.units.all())


def workbook(
    member: MembershipRow, unit: str, language: Language, *, without_fresh: bool = False
) -> bytes:
    """The .xlsx to be filled in by ``unit``; its open tasks in the order of their plans."""
    matters = open_matters(member, unit, without_fresh=without_fresh)
    last = _last_reports(matters, unit)
    title = _("Answers of %(unit)s") % {"unit": names.full_name(unit, language)}
    facts = _("As of %(day)s, %(count)s tasks") % {
        "day": long_day(clock.today(), language),
        "count": len(matters),
    }
    plans = plan_names({one.plan_id for one in matters}, language)
    questions = [
        replace(asked, task="\n".join(filter(None, (asked.task, plans.get(one.plan_id)))))
        for one in matters
        for asked in [_question(one, unit, last.get(one.pk), language)]
    ]
    return answer_xlsx(questions, title=title, facts=facts, unit=unit, language=language)


def _last_reports(matters: list[MatterRow], unit: str) -> dict[int, EntryRow]:
    """The unit's last report on each matter, by the matter's key."""
    reports = EntryRow.objects.filter(matter__in=matters, act=Act.REPORT.value, unit=unit)
    return {row.matter_id: row for row in reports.order_by("sequence")}


def _question(matter: MatterRow, unit: str, last: EntryRow | None, language: Language) -> Question:
    state = store.present(matter, matter.units.all())
    part = state.unit(unit)
    return Question(
        key=f"{matter.pk}:{matter.version}",
        number=matter.code(language),
        task=matter.heading(language),
        role=_role(state, unit),
        limit=matter.limit,
        step=step_label(Step(matter.step), language),
        claimed=part.claimed if part else None,
        last=str(last.payload.get("text", "")) if last else "",
        asks_sign=part is not None and part.signed_on is None,
        asks_done=_leads(state, unit),
    )


def _leads(state: MatterState, unit: str) -> bool:
    part = state.unit(unit)
    return part is not None and state.is_lead(part)


def _role(state: MatterState, unit: str) -> str:
    part = state.unit(unit)
    if _leads(state, unit):
        return _("leads")
    return _("supports") if part and part.role is Role.SUPPORT else _("responsible")
