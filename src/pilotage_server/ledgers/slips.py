"""The slips that are due today: for the office's to-do page, and for the act of urging."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from pilotage.ledger import Act, MatterState, fold
from pilotage.rulepack import Slip, Verdict
from pilotage_server import clock
from pilotage_server.rulepacks.store import RuleBook, rule_book

from . import lights, store
from .listing import Line
from .models import EntryRow, MatterRow
from .reasons import rule_url

LADDER = (Slip.RED, Slip.ORANGE, Slip.BLUE)
"""The gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A slip that is due on a matter: its verdict, worded, and the rule it names."""

    line: Line
    slip: Verdict

    @property
    def why(self) -> str:
        return self.slip.sentence(self.line.language)

    @property
    def ask(self) -> str:
        """What the slip says to the unit."""
        return self.slip.asks(self.line.language)

    @property
    def word(self) -> str:
        return slip_word(self.slip.gives)

    @property
    def url(self) -> str:
        return rule_url(self.slip)


def slip_word(colour: str) -> str:
    """The slip by its colour, in the reader's language."""
    words = {"blue": _("blue slip"), "orange": _("orange slip"), "red": _("red slip")}
    return words.get(colour, colour)


def due(found: Sequence[Line], book: RuleBook) -> list[Due]:
    """The slips due today on the matters ``found``, the gravest first; one query."""
    urged: dict[int, list[EntryRow]] = defaultdict(list)
    rows = EntryRow.objects.filter(matter__in=[one.matter for one in found], act=Act.URGE.value)
    for row in rows.order_by("matter_id", "sequence"):
        urged[row.matter_id].append(row)
    due_now = (_due(line, urged[line.matter.pk], book) for line in found)
    return sorted((one for one in due_now if one), key=lambda one: _rank(one.slip))


def _rank(slip: Verdict) -> int:
    return LADDER.index(Slip(slip.gives))


def _due(line: Line, urged: Sequence[EntryRow], book: RuleBook) -> Due | None:
    state = store.present(line.matter)
    if urged:
        last = urged[-1]
        colour = last.payload.get("colour")
        state = replace(state, last_urged_on=store.day_of(last.at), last_slip=colour)
    waits = line.matter.extension_until is not None
    slip = None if waits else lights.slip(state, line.lights, line.today, book)
    return Due(line=line, slip=slip) if slip else None


def due_for(matter: MatterRow, state: MatterState | None = None) -> Verdict | None:
    """The slip due today on one matter, from all its entries; None when none is."""
    today, book = clock.today(), rule_book()
    now = state or fold(store.entries_of([matter])[matter.pk])
    return lights.slip(now, lights.lights(now, today, book), today, book)
