"""The evidence of tasks as one package: the files, a table of them, and their sums.

``manifest.sha256`` is what ``sha256sum -c`` reads; its sums are those under which the files were
kept when they came, not sums of what is there now.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Act, act_noun
from pilotage.report import rows_xlsx
from pilotage_server.ledgers.evidence import path_of
from pilotage_server.ledgers.models import EvidenceRow
from pilotage_server.ledgers.needs import kind_said
from pilotage_server.units import names

from .words import named
from .zipping import Part

MANIFEST = "manifest.sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One proof and the name it has in the package; ``there`` is False when its file is gone."""

    row: EvidenceRow
    name: str
    there: bool


def packed(rows: Sequence[EvidenceRow]) -> list[Packed]:
    """Each proof with a name of its own: the task, its entry, the name it was sent under."""
    found: list[Packed] = []
    taken: set[str] = set()
    several = len({row.matter.plan_id for row in rows}) > 1
    for row in rows:
        code = row.matter.code("en")
        folder = f"{row.matter.plan_id}-{code}" if several else code
        name = f"files/{folder}/{row.entry.sequence:03}-{row.name}"
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"files/{folder}/{row.entry.sequence:03}-{count}-{row.name}"
        taken.add(name.casefold())
        found.append(Packed(row=row, name=name, there=path_of(row.digest).is_file()))
    return found


def table(found: Sequence[Packed], language: Language) -> list[list[str]]:
    """What, whose, when and for which entry; the first row is the head."""
    head = [
        _("File"),
        _("Task"),
        _("Entry"),
        _("Entered"),
        _("Post"),
        _("Unit"),
        _("Kind"),
        _("Dated"),
        _("For"),
        _("Size"),
        "SHA-256",
        _("Note"),
    ]
    return [head, *(_line(one, language) for one in found)]


def _line(one: Packed, language: Language) -> list[str]:
    row, entry = one.row, one.row.entry
    return [
        one.name,
        named(row.matter, language),
        f"{entry.sequence} {act_noun(Act(entry.act), language)}",
        f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}",
        entry.post(language),
        names.short_name(row.unit, language) if row.unit else "",
        kind_said(row, language),
        row.dated.isoformat() if row.dated else "",
        f"{row.claim}%" if row.claim is not None else "",
        str(row.size),
        row.digest,
        "" if one.there else _("the file is missing from this site"),
    ]


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The table for any spreadsheet; a cell that begins as a formula does is set apart from it."""
    out = io.StringIO()
    csv.writer(out).writerows([[_plain(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def package(
    found: Sequence[Packed], language: Language, more: Sequence[Part] = ()
) -> Iterator[Part]:
    """The parts in their order: ``more``, the tables, the files, and last the sums of all."""
    now = timezone.localtime()
    rows = table(found, language)
    first = [
        *more,
        Part(name="evidence.csv", source=as_csv(rows), at=now),
        Part(name="evidence.xlsx", source=rows_xlsx(rows, language), at=now),
    ]
    yield from first
    for one in found:
        if one.there:
            at = timezone.localtime(one.row.entry.at)
            yield Part(name=one.name, source=path_of(one.row.digest), at=at)
    sums = [(_sum(part), part.name) for part in first]
    sums += [(one.row.digest, one.name) for one in found if one.there]
    listed = "".join(f"{digest}  {name}\n" for digest, name in sums)
    yield Part(name=MANIFEST, source=listed.encode(), at=now)


def _sum(part: Part) -> str:
    return hashlib.sha256(part.source).hexdigest() if isinstance(part.source, bytes) else ""
