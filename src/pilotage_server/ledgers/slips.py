"""The slips that are due today: for the office's to-do page, and for the act of urging."""

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
    urged = _urged([line.key for line in found])
    due_now = (_due(line, urged.get(line.key), book) for line in found)
    return sorted((one for one in due_now if one), key=lambda one: _rank(one.slip))


def _urged(matters: Sequence[int]) -> dict[int, EntryRow]:
    """The last urging of each matter on the limit that it has now: an edition that set another
    limit begins the slips anew, as the fold has it.
    """
    rows = EntryRow.objects.filter(matter__in=matters, act__in=(Act.URGE, Act.CARRY))
    last: dict[int, EntryRow] = {}
    for row in rows.order_by("matter_id", "sequence"):
        if row.act == Act.URGE:
            last[row.matter_id] = row
        elif row.payload.get("limit") or row.payload.get("ongoing") is True:
            last.pop(row.matter_id, None)
    return last


def _rank(slip: Verdict) -> int:
    return LADDER.index(Slip(slip.gives))


def _due(line: Line, last: EntryRow | None, book: RuleBook) -> Due | None:
    state = store.present(line.matter)
    if last is not None:
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
