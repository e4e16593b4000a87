"""What the form of an act offers to a person on a matter: on its page and elsewhere."""

from typing import Any

from pilotage.base import Language
from pilotage.ledger import MatterState
from pilotage_server import clock
from pilotage_server.rulepacks.models import Slot
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units.models import MembershipRow

from .forms import OutlookField, ReportForm


def define(form: Any, member: MembershipRow, state: MatterState, language: Language) -> None:
    """Put the definitions of the forecast in force beside its answers; only a lead forecasts."""
    if isinstance(form, ReportForm) and not _forecasts(member, state):
        form.no_forecast()
    fields = [one for one in form.fields.values() if isinstance(one, OutlookField)]
    if fields:
        pack = rule_book().pack(Slot.FORECAST, clock.today())
        said = {name: words.of(language) for name, words in pack.definitions.items()}
        for one in fields:
            one.define(said)


def _forecasts(member: MembershipRow, state: MatterState) -> bool:
    part = state.unit(member.unit or None)
    return part is not None and state.is_lead(part) and state.limit is not None
