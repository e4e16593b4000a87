"""What the closing of a task needs, each kind of evidence with how far it is."""

from dataclasses import dataclass

from pilotage.base import Language
from pilotage.ledger import MatterState, ProofKind, proof_kind_label

from .models import EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One kind: ``verdict`` is accepted, waiting (for the check), waived or missing."""

    label: str
    verdict: str


def kind_said(row: EvidenceRow, language: Language) -> str:
    """What a file was said to be when it was sent; empty when nobody said."""
    kind = (row.entry.payload.get("kinds") or {}).get(row.digest, "")
    return proof_kind_label(ProofKind(kind), language) if kind in set(ProofKind) else ""


def needs_of(state: MatterState, language: Language) -> list[Need]:
    """All kinds that closing needs, in their order; nothing where none was asked for."""
    return [
        Need(label=proof_kind_label(one, language), verdict=_verdict(state, one))
        for one in state.required
    ]


def _verdict(state: MatterState, kind: ProofKind) -> str:
    if kind in state.proven:
        return "accepted"
    if kind in state.waived:
        return "waived"
    return "waiting" if kind in state.offered else "missing"
