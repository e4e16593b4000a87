"""What an account finds: what it may open, and nothing else. Part of the query itself."""

from django.db.models import Exists, OuterRef, Q

from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.seen import seen_entries, seen_proofs
from pilotage_server.plans.access import visible_plans
from pilotage_server.units.access import MemberRequest

from .models import PassageKind


def openable(request: MemberRequest, kind: PassageKind) -> Exists:
    """The condition on the passage of an index row that the person asking may open its page.

    One look-up a hit, by number; each rule is the one that guards the page.
    """
    member = request.member
    if kind == PassageKind.CLAUSE:
        return Exists(visible_plans(request).filter(pk=OuterRef("rowid__plan_id")))
    if kind == PassageKind.TASK:
        return Exists(visible(member).filter(pk=OuterRef("rowid__matter_id")))
    if kind == PassageKind.ENTRY:
        return Exists(seen_entries(member).filter(pk=OuterRef("rowid__entry_id")))
    return Exists(seen_proofs(member).filter(pk=OuterRef("rowid__proof_id")))


def of_programme(code: str) -> Q:
    """The condition that a passage belongs to that programme; none for an empty code."""
    return Q(rowid__plan__programme__code=code) if code else Q()
