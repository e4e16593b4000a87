"""The office sends a registered matter to its units (交办) with roles and a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pilotage.ledger import Act, Rhythm
from pilotage.plan import Role
from pilotage.rulepack import Milestone
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A unit a slip goes to. ``unit`` is its register id, None when the register lacks it."""

    unit: str | None
    name: str
    role: Role


def dispatch(
    matter: MatterRow,
    by: MembershipRow,
    *,
    units: Sequence[Addressee],
    limit: date | None,
    slip: str = "",
    milestones: Sequence[Milestone] = (),
    evidence: Sequence[str] = (),
    rhythm: Rhythm | None = None,
    rule: str = "",
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter the slip; a matter without ``limit`` is dispatched as ongoing.

    ``rule`` is that of the default limit which was taken ("default-limits/1/7.1").
    ``milestones`` say how much is due by which day; without them progress is planned evenly.
    ``evidence`` are the kinds (``ProofKind``) that closing will need.
    ``rhythm`` says how often the lead reports; without it a report is due when it is asked for.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {
        "units": [{"unit": one.unit, "name": one.name, "role": one.role.value} for one in units],
        "limit": limit.isoformat() if limit else None,
        "ongoing": limit is None,
    }
    if slip:
        payload["slip"] = slip
    if evidence:
        payload["evidence"] = list(evidence)
    if rule:
        payload["rule"] = rule
    if milestones:
        payload["milestones"] = [[day.isoformat(), share] for day, share in milestones]
    if rhythm:
        payload |= {"every": rhythm.every.value} | ({"day": rhythm.day} if rhythm.day else {})
    return enter(matter, Act.DISPATCH, by, payload, posting=posting)
