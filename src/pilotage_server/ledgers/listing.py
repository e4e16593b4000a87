"""Matters as lists show them: one line each, with its light, in two queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from operator import attrgetter
from typing import Self

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilotage.base import Language, fold_width
from pilotage.ledger import Act, Instruction, Step, step_label
from pilotage.plan import Role
from pilotage.rulepack import Light, Verdict
from pilotage.supervision import Lights, ReportDue, report_due
from pilotage_server.rulepacks.store import RuleBook, rule_book
from pilotage_server.units import names

from . import kept, lights, shelves
from .models import EntryRow, MatterRow, MatterUnitRow
from .naming import plan_names
from .of_plan import unknown_lead
from .shelves import Recent, Shelf

QUIET = (Light.SUSPENDED, Light.CLOSED, Light.ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructed:
    """An instruction that waits for its answer, with the light of its own day and why."""

    said: Instruction
    verdict: Verdict
    why: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """One matter in a list, worded for one reader.

    ``of_plan`` names its plan where the list holds tasks of several. A line lives as long as the
    process knows it, and is looked at by every filter of every page: what they ask is worked out
    once. ``rows`` are the rows of tables made of it, by what else they follow from.
    """

    matter: MatterRow
    units: tuple[MatterUnitRow, ...]
    lights: Lights
    today: date
    language: Language
    of_plan: str = ""
    report_due: ReportDue | None = None
    rows: dict[tuple[str, bool], SafeString] = field(default_factory=dict)

    @cached_property
    def key(self) -> int:
        """The key of the matter."""
        return int(self.matter.pk)

    @cached_property
    def code(self) -> str:
        return self.matter.code(self.language)

    @cached_property
    def heading(self) -> str:
        return self.matter.heading(self.language)

    @cached_property
    def light(self) -> Light:
        """The worst of its three channels."""
        return self.lights.light

    @property
    def why(self) -> str:
        """The sentence of the channel that decides, or of the instruction, with its number."""
        said = self.lights.decides.sentence(self.language)
        instructed = self.lights.instructed
        if instructed is None:
            return said
        facts = {"leader": instructed.leader, "why": said}
        return _("The instruction of %(leader)s is not answered. %(why)s") % facts

    @property
    def planned(self) -> int | None:
        """The share planned for today; None where no plan runs."""
        found = self.lights.progress.facts.get("planned")
        return found if isinstance(found, int) else None

    @cached_property
    def late(self) -> bool:
        """Red by any channel: past its limit, far behind, or not to be done."""
        return self.light is Light.RED

    @cached_property
    def quiet(self) -> bool:
        return self.light in QUIET

    @cached_property
    def instructed(self) -> list[Instructed]:
        """The leaders' instructions that wait for their answer."""
        return [
            Instructed(said=said, verdict=verdict, why=verdict.sentence(self.language))
            for said, verdict in self.lights.instructions
        ]

    @cached_property
    def report_missing(self) -> bool:
        """Whether the day of a report has gone by without it."""
        return self.report_due is not None and self.report_due.missed > 0

    @cached_property
    def waits_for(self) -> str:
        """What a suspended matter waits for."""
        return str(self.matter.course.get("waits_for", ""))

    @cached_property
    def pass_on_asked(self) -> str:
        """Why the lead asks that the task be passed on; empty when it does not ask."""
        running = not Step(self.matter.step).is_final
        return str(self.matter.course.get("pass_on_asked", "")) if running else ""

    @cached_property
    def review_on(self) -> date | None:
        """When a suspended matter is looked at again."""
        day = self.matter.course.get("review_on")
        return date.fromisoformat(day) if day else None

    @cached_property
    def review_past(self) -> bool:
        """Whether a suspended matter should have been looked at again."""
        return self.review_on is not None and self.review_on < self.today

    @cached_property
    def ended(self) -> bool:
        """Whether a new edition merged or cancelled it: it counts as no task any more."""
        return Step(self.matter.step).is_ended

    @cached_property
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

    @cached_property
    def days_left(self) -> int | None:
        """Working days left, negative when late; None when no limit runs."""
        found = self.lights.limit.facts["days"]
        return found if isinstance(found, int) else None

    @cached_property
    def lead(self) -> MatterUnitRow | None:
        """The unit that leads, else the one listed first."""
        return lead_of(self.units)

    @cached_property
    def lead_name(self) -> str:
        return unit_name(self.lead, self.language) if self.lead else ""

    @cached_property
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

    @cached_property
    def waits_for_office(self) -> bool:
        """A report to check, an extension to decide, a matter to dispatch."""
        steps = (Step.REPORTED, Step.REGISTERED, Step.PROPOSED)
        return self.matter.step in steps or self.extension_waits or bool(self.pass_on_asked)

    @property
    def why_not_dispatched(self) -> str:
        """Why a registered matter is not with its units."""
        if self.lead:
            return _("The lead handed the slip back.")
        if self._approved:
            return _("Registered with approval, not dispatched yet.")
        if name := unknown_lead(self.matter):
            return _("The register of units does not have %(name)s.") % {"name": name}
        return _("The text names no unit.")

    @cached_property
    def _approved(self) -> bool:
        """Whether leaders approved it; other entries say nothing of that. One query, once."""
        entries = EntryRow.objects.filter(matter=self.matter, act=Act.APPROVE.value)
        return self.matter.last_entry_at is not None and bool(entries.exists())

    @cached_property
    def waits_for_unit(self) -> bool:
        """A slip to sign for, a return to answer."""
        return self.matter.step in (Step.DISPATCHED, Step.RETURNED)

    @cached_property
    def urgency(self) -> tuple[int, date, bool, tuple[int, ...], int]:
        """Where the line stands in a list: the worst light first, then the nearer limit."""
        matter = self.matter
        return (
            lights.rank(self.light),
            matter.limit or date.max,
            *matter.place,
            matter.pk,
        )

    @cached_property
    def words(self) -> str:
        """All that a filter by words looks through: number, headings, text, names of units."""
        matter = self.matter
        here = [self.code, matter.heading_zh, matter.heading_en, matter.text]
        for row in self.units:
            here += [row.name, *(_names(row.unit) if row.unit else ())]
        return fold_width("\n".join(here)).casefold()

    @cached_property
    def parts(self) -> frozenset[str]:
        """The units of the register that have a part in it."""
        return frozenset(row.unit for row in self.units if row.unit)

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


def _names(unit: str) -> list[str]:
    both: tuple[Language, ...] = ("zh", "en")
    return [name(unit, one) for one in both for name in (names.short_name, names.full_name)]


def unit_name(row: MatterUnitRow, language: Language) -> str:
    """The short name of the register, else the name as the plan wrote it."""
    return names.short_name(row.unit, language) if row.unit else row.name


_SERIAL = count(1)


class Lines(tuple[Line, ...]):
    """The lines of a list in their order. ``serial`` tells it from every other list of the process:
    what is chosen or counted of it is kept under it. ``plans`` are those that its tasks belong to.
    """

    serial: int
    plans: frozenset[int]

    @cached_property
    def by_unit(self) -> Mapping[str, Sequence[Line]]:
        """The lines in which a unit has a part, in their order."""
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self:
            for unit in line.parts:
                found[unit].append(line)
        return found

    def __new__(cls, found: Iterable[Line] = (), plans: Iterable[int] = ()) -> Self:
        made = super().__new__(cls, found)
        made.serial, made.plans = next(_SERIAL), frozenset(plans)
        return made


def lines(
    matters: QuerySet[MatterRow], today: date, language: Language, book: RuleBook | None = None
) -> Lines:
    """The lines of ``matters``, the worst light first, then the nearer limit.

    ``book`` holds the rules in force where the caller has read them already. What this process has
    read and judged before is not read and judged again (``shelves``).
    """
    book = book or rule_book()
    stamps = kept.stamps(matters)
    of_plans = stamps.plans
    plans = plan_names(of_plans, language)
    shelf = shelves.judged((Line, language), book.lights(today).values(), today)
    key = (shelf, *plans.items(), stamps)
    known = _LISTS.find(key)
    if known is None:
        there = _there(shelf, stamps, plans)
        new = [one for one in stamps if one[0] not in there]
        if new:
            made = _made(new, plans, today, language, book)
            shelf.keep((pk, line.matter.version, line) for pk, line in made.items())
            there |= made
        known = Lines(sorted(there.values(), key=attrgetter("urgency")), of_plans)
        _LISTS.keep(key, known)
    return known


_LISTS: Recent[Lines] = Recent(32)
"""Whole lists: those of a few circles of readers."""


def _there(
    shelf: Shelf[object], stamps: Sequence[kept.Stamp], plans: Mapping[int, str]
) -> dict[int, Line]:
    """The lines that are kept, each if its plan is called there what it is called here."""
    found = ((pk, plan, shelf.find(pk, version)) for pk, version, plan in stamps)
    return {
        pk: line
        for pk, plan, line in found
        if isinstance(line, Line) and line.of_plan == plans.get(plan, "")
    }


def _made(
    stamps: Sequence[kept.Stamp],
    plans: Mapping[int, str],
    today: date,
    language: Language,
    book: RuleBook,
) -> dict[int, Line]:
    found = kept.known(stamps)
    return {
        one.matter.pk: Line(
            matter=one.matter,
            units=one.units,
            lights=lit,
            today=today,
            language=language,
            of_plan=plans.get(one.matter.plan_id, ""),
            report_due=report_due(one.state, today),
        )
        for one, lit in zip(found, kept.lit(found, today, book), strict=True)
    }
