"""What the form of an act offers to a person on a matter: on its page and elsewhere."""

from typing import Any

from pilotage.base import Language
from pilotage.ledger import MatterState
from pilotage_server import clock
from pilotage_server.rulepacks.models import Slot
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units.models import MembershipRow

from .forms import CloseForm, OutlookField, ReportForm
from .models import MatterRow
from .proofs import given_by
from .rights import acting_unit


def define(
    form: Any, member: MembershipRow, matter: MatterRow, state: MatterState, language: Language
) -> None:
    """Fit ``form`` to who fills it in and to where the matter stands.

    A report is offered the unit's files of other matters, and a forecast where the unit leads,
    beside the definitions in force; closing asks for a waiver only where evidence is missing.
    """
    if isinstance(form, ReportForm):
        form.sent_by(member.user, given_by(member, acting_unit(member, state), matter))
        if not _forecasts(member, state):
            form.no_forecast()
    if isinstance(form, CloseForm) and not state.unproven:
        form.nothing_missing()
    fields = [one for one in form.fields.values() if isinstance(one, OutlookField)]
    for one in fields:
        one.define(lambda: _definitions(language))


def _definitions(language: Language) -> dict[str, str]:
    """What each forecast means, by the pack in force."""
    pack = rule_book().pack(Slot.FORECAST, clock.today())
    return {name: words.of(language) for name, words in pack.definitions.items()}


def _forecasts(member: MembershipRow, state: MatterState) -> bool:
    part = state.unit(member.unit or None)
    return part is not None and state.is_lead(part) and state.limit is not None
