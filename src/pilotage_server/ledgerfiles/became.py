"""What the lines of a file became that was entered: read from the ledger, not from the file.

Entries that a file made are by whoever had it entered, after it came (in the order of the record:
web server and worker have clocks of their own) and before it was done; reports and signatures say
besides that they came out of a ledger file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from pilotage.base import Language
from pilotage.ledger import Act, Entry, act_done
from pilotage_server.audit.models import RecordRow
from pilotage_server.ledgers.models import EntryRow
from pilotage_server.units.dates import percent

from .models import LedgerFileRow

VIA = "ledger"
"""How an entry says that it came out of a ledger file."""

Made = Mapping[int, Collection[int]]
"""The numbers of the entries that a file may have made, by the key of their task."""


def made_by(row: LedgerFileRow, matters: Collection[int]) -> Made:
    """What entering ``row`` may have made on those tasks; nothing for one that is not entered."""
    found: dict[int, set[int]] = defaultdict(set)
    if row.entered_at is None or row.entered_by is None:
        return found
    rows = EntryRow.objects.filter(
        matter__in=matters,
        pk__gt=_last_before(row),
        by=row.entered_by.get_username(),
        at__lte=row.entered_at,
    )
    for matter, number in rows.values_list("matter_id", "sequence"):
        found[matter].add(number)
    return found


def _last_before(row: LedgerFileRow) -> int:
    """The key of the last entry that stood in the ledger when the file came; 0 for none."""
    came = RecordRow.objects.filter(kind="ledger_file", key=row.pk).order_by("sequence").first()
    if came is None:
        return 0
    before = RecordRow.objects.filter(kind="entry", sequence__lt=came.sequence)
    last = before.order_by("-sequence").first()
    return (last.key or 0) if last else 0


def of_file(entries: Sequence[Entry], numbers: Collection[int]) -> list[Entry]:
    """Those of ``entries``, of one task, that a file made."""
    marked = (Act.SIGN, Act.REPORT)
    made = (one for one in entries if one.sequence in numbers)
    return [one for one in made if one.act not in marked or one.payload.get("via") == VIA]


def told(made: Iterable[Entry], language: Language) -> str:
    """In the words of the ledger: "Dispatched · Signed for · Reported 40 %"."""
    return " · ".join(_told(one, language) for one in made)


def _told(entry: Entry, language: Language) -> str:
    word = act_done(entry.act, language)
    if entry.act is not Act.REPORT:
        return word
    share = percent(int(str(entry.payload.get("claimed") or 0)), language)
    return f"{word}{share}" if language == "zh" else f"{word} {share}"
