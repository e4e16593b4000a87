"""The ledger taken out: the tasks that an account sees, as cells of a workbook."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Act, Entry, MatterState, Step, step_label
from pilotage.ledgerfile import ONGOING, Kept, ledger_xlsx
from pilotage.plan import Role
from pilotage.report import YES
from pilotage_server import clock
from pilotage_server.ledgers import store
from pilotage_server.ledgers.models import EntryRow, MatterRow, MatterUnitRow
from pilotage_server.ledgers.naming import plan_names
from pilotage_server.ledgers.rights import acting_unit, visible
from pilotage_server.units import names
from pilotage_server.units.dates import long_day
from pilotage_server.units.models import MembershipRow

_SAID = (Act.REPORT.value,)


def matters_of(member: MembershipRow, programme: int | None = None) -> QuerySet[MatterRow]:
    """The tasks that go out, in the order of their plans; those that a new edition ended do not."""
    ended = [step.value for step in Step if step.is_ended]
    found = visible(member).exclude(step__in=ended)
    if programme:
        found = found.filter(plan__programme_id=programme)
    return found.order_by("plan_id", "-kind", "ordinal").prefetch_related("units")


def workbook(member: MembershipRow, programme: int | None, language: Language) -> bytes:
    """The .xlsx of the tasks that ``member`` sees, in one programme or in all."""
    matters = list(matters_of(member, programme))
    title = _("Ledger of tasks")
    facts = _("As of %(day)s, %(count)s tasks") % {
        "day": long_day(clock.today(), language),
        "count": len(matters),
    }
    return ledger_xlsx(kept(member, matters, language), title=title, facts=facts, language=language)


def kept(member: MembershipRow, matters: Sequence[MatterRow], language: Language) -> list[Kept]:
    """The tasks as the workbook has them; few queries however many tasks."""
    reports: dict[tuple[int, str], EntryRow] = {}
    rows = EntryRow.objects.filter(matter__in=matters, act__in=_SAID).order_by("sequence")
    for row in rows:
        reports[row.matter_id, row.unit] = row
    related = _related(matters, language)
    plans = plan_names({one.plan_id for one in matters}, language)
    return [
        _kept(
            member,
            one,
            reports,
            {"related": related.get(one.pk, ""), "plan": plans.get(one.plan_id, "")},
            language,
        )
        for one in matters
    ]


def speaker(member: MembershipRow, state: MatterState) -> str:
    """The unit whose words stand in the cells to be edited: for the office that of the lead."""
    if member.is_liaison:
        return acting_unit(member, state) or ""
    return (state.lead.unit or "") if state.lead else ""


def _kept(
    member: MembershipRow,
    matter: MatterRow,
    reports: Mapping[tuple[int, str], EntryRow],
    beside: Mapping[str, str],
    language: Language,
) -> Kept:
    units = list(matter.units.all())
    state = store.present(matter, units)
    unit = speaker(member, state)
    part = state.unit(unit)
    last = reports.get((matter.pk, unit))
    said = last.payload if last else {}
    return Kept(
        key=f"{matter.pk}:{matter.version}",
        cells={
            "number": matter.code(language),
            "section": matter.section,
            "task": matter.heading(language),
            "words": "\n".join(matter.body()),
            "lead": _named(units, state, leads=True, language=language),
            "support": _named(units, state, leads=False, language=language),
            "original": matter.original_limit,
            "state": step_label(Step(matter.step), language),
            "verified": matter.verified,
            **beside,
            "limit": matter.limit or (ONGOING[language] if matter.ongoing else None),
            "progress": part.claimed if part else None,
            "report": str(said.get("text", "")),
            "next": str(said.get("next", "")),
            "done": YES[language] if said.get("done") else "",
        },
    )


def _named(
    units: Sequence[MatterUnitRow], state: MatterState, *, leads: bool, language: Language
) -> str:
    found = [
        names.full_name(one.unit, language) if one.unit else one.name
        for one, part in zip(units, state.units, strict=True)
        if (state.is_lead(part) or one.role == Role.LEAD) is leads
    ]
    return ("、" if language == "zh" else "; ").join(found)


def _related(matters: Sequence[MatterRow], language: Language) -> dict[int, str]:
    """What each task came from, was split into, or took up, by number."""
    keys = [one.pk for one in matters]
    found: dict[int, list[str]] = {}
    for one in MatterRow.objects.filter(split_from__in=keys):
        found.setdefault(one.split_from_id or 0, []).append(
            _("split into %(task)s") % {"task": one.code(language)}
        )
    for one in MatterRow.objects.filter(pk__in=keys, split_from__isnull=False).select_related(
        "split_from"
    ):
        whole = one.split_from.code(language) if one.split_from else ""
        found.setdefault(one.pk, []).append(_("split from %(task)s") % {"task": whole})
    for one in MatterRow.objects.filter(merged_into__in=keys):
        found.setdefault(one.merged_into_id or 0, []).append(
            _("took up %(task)s") % {"task": one.code(language)}
        )
    return {
        key: "；".join(said) if language == "zh" else "; ".join(said) for key, said in found.items()
    }


def reports_since(entries: Sequence[Entry], unit: str, version: int) -> list[Entry]:
    """What ``unit`` reported after the workbook was given out."""
    later = (one for one in entries if one.sequence > version)
    return [one for one in later if one.act is Act.REPORT and one.unit == unit]
