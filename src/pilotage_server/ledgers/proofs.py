"""The files and reports of a matter as a reader may see them, each file with what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from pilotage.base import Language
from pilotage.ledger import Act, MatterState
from pilotage_server.units.models import MembershipRow

from . import rights, store
from .doubting import doubted
from .listing import lead_of
from .models import EntryRow, EvidenceRow, MatterRow

_CHECKS = (Act.VERIFY, Act.RETURN)
GIVEN = 30
"""Files sent before that a report offers to use again."""


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
    return store.entry_rows(matter)


def proofs_of(matter: MatterRow) -> list[EvidenceRow]:
    """All files of ``matter``, each with its entry."""
    return store.proof_rows(matter)


def given_by(member: MembershipRow, unit: str | None, matter: MatterRow) -> list[EvidenceRow]:
    """Files that ``unit`` sent for other matters, the newest of each first: one may serve again."""
    if not unit:
        return []
    ours = set(
        EvidenceRow.objects.filter(matter=matter, unit=unit).values_list("digest", flat=True)
    )
    rows = EvidenceRow.objects.filter(unit=unit, matter__in=rights.visible(member).values("pk"))
    found: dict[str, EvidenceRow] = {}
    for row in rows.exclude(matter=matter).select_related("entry", "matter").order_by("-pk")[:200]:
        if row.digest not in ours:
            found.setdefault(row.digest, row)
    return list(found.values())[:GIVEN]


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


def proof_for(member: MembershipRow, key: int) -> EvidenceRow:
    """That proof, when ``member`` may open it; Http404 else, as if there were none."""
    rows = EvidenceRow.objects.select_related("entry", "matter__plan__programme")
    plain = rows.defer("matter__plan__compiled", "matter__plan__adopted")
    row: EvidenceRow | None = plain.filter(pk=key).first()
    if row is None:
        raise Http404
    matter = rights.matter_for(member, row.matter_id)
    if not sees_proof(member, matter, row):
        raise Http404
    return row


def sees_proof(member: MembershipRow, matter: MatterRow, proof: EvidenceRow) -> bool:
    """Whether ``member`` may open ``proof``: as its page shows it, or not."""
    lead = lead_of(matter.units.all())
    above = rights.above_of(matter)
    return sees(member, proof, entries_of(matter), lead.unit if lead else None, above)


def sees(
    member: MembershipRow,
    proof: EvidenceRow,
    rows: Sequence[EntryRow],
    lead: str | None,
    above: str | None = None,
) -> bool:
    """The same, when the entries, the lead and that of the task above are known already."""
    if rights.sees_entry(member, proof.entry, lead, above):
        return True
    return member.is_leader and _judged(rows, proof) == "accepted"


def shown(rows: Sequence[EntryRow], proofs: Sequence[EvidenceRow]) -> list[Shown]:
    """Newest report first; within it, in the order sent."""
    found = [Shown(row=proof, verdict=_judged(rows, proof)) for proof in proofs]
    return sorted(found, key=lambda one: -one.row.entry.sequence)


def _judged(rows: Sequence[EntryRow], proof: EvidenceRow) -> str:
    """What became of a proof: returned, accepted, undated, waiting for the check; taken in a check;
    or a volume, which nobody checks."""
    if proof.entry.act == Act.ARCHIVE:
        return "volume"
    if proof.entry.act == Act.VERIFY:
        return "taken"
    after = (row.act for row in rows if row.sequence > proof.entry.sequence)
    judged = next((act for act in after if act in _CHECKS), None)
    if judged == Act.RETURN:
        return "returned"
    if proof.dated is None:
        return "undated"
    return "accepted" if judged == Act.VERIFY else "waiting"
