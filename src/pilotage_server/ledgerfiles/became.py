"""What the lines of a file became that was entered: read from the ledger, not from the file.

Entries that a file made are by whoever had it entered, between its coming and its end; reports
and signatures say besides that they came out of a ledger file.
"""

from collections.abc import Iterable

from pilotage.base import Language
from pilotage.ledger import Act, Entry, act_done
from pilotage_server.units.dates import percent

from .models import LedgerFileRow

VIA = "ledger"
"""How an entry says that it came out of a ledger file."""
ON_LIMITS = (Act.EXTEND, Act.ASK_EXTENSION)
"""What an edited limit becomes."""


def made_by(row: LedgerFileRow, entries: Iterable[Entry]) -> list[Entry]:
    """Those of ``entries``, of one task, that entering ``row`` may have made."""
    if row.entered_at is None or row.entered_by is None:
        return []
    name = row.entered_by.get_username()
    ours = [one for one in entries if one.by == name and row.at <= one.at <= row.entered_at]
    marked = (Act.SIGN, Act.REPORT)
    return [one for one in ours if one.act not in marked or one.payload.get("via") == VIA]


def told(made: Iterable[Entry], language: Language) -> str:
    """In the words of the ledger: "Dispatched · Signed for · Reported 40 %"."""
    return " · ".join(_told(one, language) for one in made)


def _told(entry: Entry, language: Language) -> str:
    word = act_done(entry.act, language)
    if entry.act is not Act.REPORT:
        return word
    share = percent(int(str(entry.payload.get("claimed") or 0)), language)
    return f"{word}{share}" if language == "zh" else f"{word} {share}"
