"""Matters as lists show them: one line each, with its light, in two queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Step, step_label
from pilotage.plan import Role
from pilotage.rulepack import Light
from pilotage.supervision import Lights
from pilotage_server.rulepacks.store import RuleBook, rule_book
from pilotage_server.units import names

from . import lights, store
from .models import MatterRow, MatterUnitRow

QUIET = (Light.SUSPENDED, Light.CLOSED, Light.ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One matter in a list, worded for one reader.

    ``of_plan`` names its plan where the list holds tasks of several.
    """

    matter: MatterRow
    units: tuple[MatterUnitRow, ...]
    lights: Lights
    today: date
    language: Language
    of_plan: str = ""

    @property
    def code(self) -> str:
        return self.matter.code(self.language)

    @property
    def heading(self) -> str:
        return self.matter.heading(self.language)

    @property
    def light(self) -> Light:
        """The worst of its three channels."""
        return self.lights.light

    @property
    def why(self) -> str:
        """The sentence of the channel that decides, with its number."""
        return self.lights.decides.sentence(self.language)

    @property
    def planned(self) -> int | None:
        """The share planned for today; None where no plan runs."""
        found = self.lights.progress.facts.get("planned")
        return found if isinstance(found, int) else None

    @property
    def late(self) -> bool:
        """Red by any channel: past its limit, far behind, or not to be done."""
        return self.light is Light.RED

    @property
    def quiet(self) -> bool:
        return self.light in QUIET

    @property
    def ended(self) -> bool:
        """Whether a new edition merged or cancelled it: it counts as no task any more."""
        return Step(self.matter.step).is_ended

    @property
    def extension_waits(self) -> bool:
        """Whether an extension was asked for that nobody has decided."""
        return bool(self.matter.extension_until) and not Step(self.matter.step).is_final

    @property
    def days(self) -> str:
        """ "10 left", "13 late", –."""
        return lights.days(self.lights.limit, self.today, self.language)

    @property
    def days_said(self) -> str:
        """ "10 working days left", where no column head says what is counted."""
        return lights.days_said(self.lights.limit, self.today, self.language)

    @property
    def days_left(self) -> int | None:
        """Working days left, negative when late; None when no limit runs."""
        found = self.lights.limit.facts["days"]
        return found if isinstance(found, int) else None

    @property
    def lead(self) -> MatterUnitRow | None:
        """The unit that leads, else the one listed first."""
        return lead_of(self.units)

    @property
    def lead_name(self) -> str:
        return unit_name(self.lead, self.language) if self.lead else ""

    @property
    def lead_confirmed(self) -> bool:
        return self.lead is not None and self.lead.role == Role.LEAD

    @property
    def others(self) -> int:
        """How many units there are besides the lead."""
        return max(0, len(self.units) - 1)

    @property
    def state(self) -> str:
        """The step in a word; a request that waits is said instead of it."""
        if self.extension_waits:
            return _("Extension asked")
        if self.matter.step == Step.DISPATCHED:
            return _("Dispatched, not signed for")
        return step_label(Step(self.matter.step), self.language)

    @property
    def waits_for_office(self) -> bool:
        """A report to check, an extension to decide, a matter to dispatch."""
        return self.matter.step in (Step.REPORTED, Step.REGISTERED) or self.extension_waits

    @property
    def waits_for_unit(self) -> bool:
        """A slip to sign for, a return to answer."""
        return self.matter.step in (Step.DISPATCHED, Step.RETURNED)

    def role_of(self, unit: str) -> str:
        """The role of that unit here, the lead by its place included; empty for a stranger."""
        lead = self.lead
        if lead is not None and lead.unit == unit:
            return Role.LEAD.value
        return next((row.role for row in self.units if row.unit == unit), "")


def lead_of(units: Iterable[MatterUnitRow]) -> MatterUnitRow | None:
    """The unit stated to lead, else the one listed first."""
    listed = list(units)
    stated = (row for row in listed if row.role == Role.LEAD)
    return next(stated, next(iter(listed), None))


def unit_name(row: MatterUnitRow, language: Language) -> str:
    """The short name of the register, else the name as the plan wrote it."""
    return names.short_name(row.unit, language) if row.unit else row.name


def lines(
    matters: QuerySet[MatterRow], today: date, language: Language, book: RuleBook | None = None
) -> list[Line]:
    """The lines of ``matters``, the worst light first, then the nearer limit.

    ``book`` holds the rules in force where the caller has read them already.
    """
    book = book or rule_book()
    rows = list(matters.prefetch_related("units"))
    plans = _plan_names(rows, language)
    found = [
        Line(
            matter=matter,
            units=tuple(matter.units.all()),
            lights=lights.lights(store.present(matter), today, book),
            today=today,
            language=language,
            of_plan=plans.get(matter.plan_id, ""),
        )
        for matter in rows
    ]
    return sorted(found, key=_urgency)


def _plan_names(matters: Iterable[MatterRow], language: Language) -> dict[int, str]:
    """What tells the plans of ``matters`` apart; nothing when there is only one.

    The name of the programme, which is short; the title where a programme has several plans; and
    the edition where it is not the newest of those here.
    """
    plans = {matter.plan_id: matter.plan for matter in matters}
    if len(plans) < 2:
        return {}
    newest: dict[tuple[int, str], int] = {}
    for plan in plans.values():
        same = (plan.programme_id, plan.title)
        newest[same] = max(newest.get(same, 0), plan.edition)
    shared = Counter(programme for programme, _title in newest)
    found = {}
    for key, plan in plans.items():
        name = plan.title if shared[plan.programme_id] > 1 else plan.programme.name(language)
        said = [name] if len(newest) > 1 else []
        if plan.edition < newest[plan.programme_id, plan.title]:
            said.append(_("edition %(n)s") % {"n": plan.edition})
        found[key] = _(", ").join(said)
    return found


def _urgency(line: Line) -> tuple[int, date, bool, tuple[int, ...]]:
    matter = line.matter
    return (
        lights.rank(line.light),
        matter.limit or date.max,
        *matter.place,
    )
