"""The files and reports of a matter as a reader may see them, each file with what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pilotage.base import Language
from pilotage.ledger import Act, MatterState
from pilotage_server.units.models import MembershipRow

from . import rights
from .doubting import doubted
from .listing import lead_of
from .models import EntryRow, EvidenceRow, MatterRow

_CHECKS = (Act.VERIFY, Act.RETURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A proof with the word that stands beside it."""

    row: EvidenceRow
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report that a check is about, with the files that came with it."""

    row: EntryRow
    proofs: list[Shown]
    doubts: list[tuple[str, str]]


def entries_of(matter: MatterRow) -> list[EntryRow]:
    """All that was entered on ``matter``, oldest first."""
    return list(EntryRow.objects.filter(matter=matter).order_by("sequence"))


def proofs_of(matter: MatterRow) -> list[EvidenceRow]:
    """All files of ``matter``, each with its entry."""
    return list(EvidenceRow.objects.filter(matter=matter).select_related("entry"))


def to_check(matter: MatterRow, state: MatterState, language: Language) -> list[Reported]:
    """The reports since the last check, the lead's first; the lead's last one when none is new."""
    rows, proofs = entries_of(matter), proofs_of(matter)
    checked = max((row.sequence for row in rows if row.act in _CHECKS), default=0)
    reports = [row for row in reversed(rows) if row.act == Act.REPORT]
    leads = [row for row in reports if _is_leads(state, row)]
    found = [row for row in reports if row.sequence > checked]
    if not any(row in leads for row in found):
        found += leads[:1]
    found.sort(key=lambda row: row not in leads)
    said = doubted(matter, rows, proofs, found, language)
    return [
        Reported(
            row=row,
            proofs=shown(rows, [one for one in proofs if one.entry_id == row.pk]),
            doubts=said[row.pk],
        )
        for row in found
    ]


def _is_leads(state: MatterState, row: EntryRow) -> bool:
    part = state.unit(row.unit or None)
    return part is not None and state.is_lead(part)


def sees_proof(member: MembershipRow, matter: MatterRow, proof: EvidenceRow) -> bool:
    """Whether ``member`` may open ``proof``: as its page shows it, or not."""
    lead = lead_of(matter.units.all())
    return sees(member, proof, entries_of(matter), lead.unit if lead else None)


def sees(
    member: MembershipRow, proof: EvidenceRow, rows: Sequence[EntryRow], lead: str | None
) -> bool:
    """The same, when the entries and the lead are known already."""
    if rights.sees_entry(member, proof.entry, lead):
        return True
    return member.is_leader and _judged(rows, proof) == "accepted"


def shown(rows: Sequence[EntryRow], proofs: Sequence[EvidenceRow]) -> list[Shown]:
    """Newest report first; within it, in the order sent."""
    found = [Shown(row=proof, verdict=_judged(rows, proof)) for proof in proofs]
    return sorted(found, key=lambda one: -one.row.entry.sequence)


def _judged(rows: Sequence[EntryRow], proof: EvidenceRow) -> str:
    """What became of a proof: returned, accepted, undated, waiting; or taken in a check."""
    if proof.entry.act == Act.VERIFY:
        return "taken"
    after = (row.act for row in rows if row.sequence > proof.entry.sequence)
    judged = next((act for act in after if act in _CHECKS), None)
    if judged == Act.RETURN:
        return "returned"
    if proof.dated is None:
        return "undated"
    return "accepted" if judged == Act.VERIFY else "waiting"
