"""One task: its light and why, its words, its progress, all that was entered, who does what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.base import Language
from pilotage.ledger import Act, MatterState, UnitState, fold
from pilotage_server import clock
from pilotage_server.audit import reads
from pilotage_server.ledgers import lights, proofs, rights, store
from pilotage_server.ledgers.kin import above_kin, by_editions
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.ledgers.needs import needs_of
from pilotage_server.ledgers.of_plan import targets_of
from pilotage_server.ledgers.offers import offers
from pilotage_server.ledgers.reasons import reasons
from pilotage_server.ledgers.slips import Due
from pilotage_server.ledgers.telling import told
from pilotage_server.ledgers.whole import of_task
from pilotage_server.rulepacks.store import RuleBook, rule_book
from pilotage_server.units import names
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

SHOWN = 10
"""Entries of the timeline before "show all"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A unit's row: its badge, and what it has done so far."""

    unit: str
    name: str
    badge: str
    signed_on: date | None
    reported_on: date | None
    proofs: int


@for_roles(*rights.READERS, otherwise=Http404)
def task(request: MemberRequest, key: int) -> HttpResponse:
    """The page of one matter."""
    matter = rights.matter_for(request.member, key)
    reads.opened(request.user, matter)
    return render(request, "ledgers/task.html", page_facts(request, matter))


def page_facts(request: MemberRequest, matter: MatterRow) -> dict[str, Any]:
    """What the page of ``matter`` shows to the reader."""
    member, language, today = request.member, reader_language(), clock.today()
    rows, files = proofs.entries_of(matter), proofs.proofs_of(matter)
    state = fold(store.entries_from(rows, files))
    lead = state.lead.unit if state.lead else None
    above = rights.above_of(matter)
    seen = [one for one in files if proofs.sees(member, one, rows, lead, above)]
    entries = told(
        [row for row in reversed(rows) if rights.sees_entry(member, row, lead, above)],
        files,
        language,
    )
    book = rule_book()
    line = _line(matter, today, language, book)
    return {
        "matter": matter,
        "programme": matter.plan.programme,
        "line": line,
        "state": state,
        "due": _due(member, line, state, book),
        "offers": offers(member, matter, state, language),
        "told": entries if request.GET.get("all") else entries[:SHOWN],
        "told_count": len(entries),
        "parts": _parts(state, rows, seen, language),
        "proofs": proofs.shown(rows, seen),
        "volume": any(one.entry.act == Act.ARCHIVE for one in seen),
        "needs": needs_of(state, language),
        "claims": rights.sees_claims(member),
        "reasons": reasons(line.lights.each, rows, language, claims=rights.sees_claims(member)),
        "entered_by": _post_named(matter.limit_entered_by, language),
        "by_editions": by_editions(member, matter, state, language),
        "above": above_kin(member, matter, language),
        "targets": targets_of(matter),
        "whole": of_task(member, matter, language),
    }


def _due(member: MembershipRow, line: Line, state: MatterState, book: RuleBook) -> Due | None:
    """The slip that is due, for the office to send."""
    if not member.is_office:
        return None
    slip = lights.slip(state, line.lights, line.today, book)
    return Due(line=line, slip=slip) if slip else None


def _post_named(post: str, language: Language) -> str:
    """The post that entered the limit, in the reader's language when it is still known."""
    if not post:
        return ""
    found = MembershipRow.objects.filter(Q(post_zh=post) | Q(post_en=post)).first()
    return found.post(language) if found else post


def _line(matter: MatterRow, today: date, language: Language, book: RuleBook) -> Line:
    return lines(MatterRow.objects.filter(pk=matter.pk), today, language, book)[0]


def _parts(
    state: MatterState,
    rows: Sequence[EntryRow],
    files: Sequence[EvidenceRow],
    language: Language,
) -> list[Part]:
    counted = Counter(proof.unit for proof in files)
    return [
        Part(
            unit=one.unit or "",
            name=names.short_name(one.unit, language) if one.unit else one.name,
            badge=_badge(state, one),
            signed_on=one.signed_on,
            reported_on=_last_report(rows, one.unit),
            proofs=counted[one.unit or ""],
        )
        for one in state.units
    ]


def _badge(state: MatterState, one: UnitState) -> str:
    """The role; a lead that is only presumed from the order is shown as open."""
    return "open" if one is state.lead and one.role.value != "lead" else one.role.value


def _last_report(rows: Sequence[EntryRow], unit: str | None) -> datetime | None:
    found = [row.at for row in rows if row.act == Act.REPORT and unit and row.unit == unit]
    return found[-1] if found else None
