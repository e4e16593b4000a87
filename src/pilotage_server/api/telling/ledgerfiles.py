"""Ledger files, their columns, lines and cells, as JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pilotage.base import Language
from pilotage.ledgerfile import Fault
from pilotage_server.ledgerfiles import editing, reading, showing
from pilotage_server.ledgerfiles.editing import EditedRow
from pilotage_server.ledgerfiles.judging import Judged, judge
from pilotage_server.ledgerfiles.models import FileState, LedgerFileRow, TemplateRow
from pilotage_server.units.models import MembershipRow

from .tasks import Told

MOST = 200
"""Places not read that come with a file; of more it is said how many there are."""


def line(row: LedgerFileRow) -> Told:
    """A ledger file in a list."""
    fields = ("kind", "name", "title", "at", "state", "percent", "version", "entered_at")
    told = {name: getattr(row, name) for name in fields}
    return {"id": row.pk, "programme": row.programme_id} | told


def whole(row: LedgerFileRow, member: MembershipRow, language: Language) -> Told:
    """All of a ledger file but its lines; while it is entered, only how far that is."""
    what, remedy = row.told(language)
    told = line(row) | {
        "share": row.share,
        "heads": [],
        "counts": {},
        "cells": 0,
        "untouched": None,
        "not_read": [],
        "not_read_count": 0,
        "trouble": f"{what} {remedy}".strip(),
    }
    if row.state in (FileState.WAITING, FileState.RUNNING):
        return told
    return told | (_edited(row, member, language) if row.is_ours else _any(row, member, language))


def _edited(row: LedgerFileRow, member: MembershipRow, language: Language) -> Told:
    read, judged = editing.read(row), edits(row, member, language)
    counts = Counter(one.outcome.value for one in judged)
    told = {"counts": dict(counts), "untouched": read.untouched}
    return told | _not_read(showing.skipped(read.skipped, language))


def _any(row: LedgerFileRow, member: MembershipRow, language: Language) -> Told:
    read, judged = reading.reading_of(row), lines(row, member, language)
    told = {
        "heads": [head(one) for one in showing.mapped(row)],
        "counts": dict(Counter(one.outcome.value for one in judged)),
        "cells": len(showing.cells(judged)),
    }
    return told | _not_read(showing.not_read(row, read, language))


def _not_read(found: Sequence[tuple[str, str, str]]) -> Told:
    shown = [{"sheet": sheet, "place": place, "why": why} for sheet, place, why in found[:MOST]]
    return {"not_read": shown, "not_read_count": len(found)}


def lines(row: LedgerFileRow, member: MembershipRow, language: Language) -> list[Judged]:
    """The lines of a ledger of any shape, each with what becomes of it."""
    return judge(row, reading.reading_of(row), member, language)


def edits(row: LedgerFileRow, member: MembershipRow, language: Language) -> list[EditedRow]:
    """The edited rows of a ledger of ours, each with what becomes of it."""
    return editing.judge_edits(row, editing.read(row), member, language)


def head(one: showing.Mapped) -> Told:
    """The columns of one head."""
    return {
        "signature": _signature(one),
        "sheets": one.sheets,
        "columns": [
            {
                "at": each.name.rpartition("-")[2],
                "letter": each.letter,
                "head": each.head,
                "samples": each.samples,
                "chosen": each.chosen,
            }
            for each in one.columns
        ],
    }


def _signature(one: showing.Mapped) -> str:
    """Out of the name of a field, "c-SIGNATURE-AT"; empty for a head without columns."""
    return one.columns[0].name.partition("-")[2].rpartition("-")[0] if one.columns else ""


def judged_line(one: Judged) -> Told:
    """A line of a ledger of any shape."""
    said = one.line
    return {
        "sheet": said.sheet,
        "row": said.row,
        "outcome": one.outcome.value,
        **_of_task(one),
        "number": said.number,
        "heading": said.heading,
        "lead": said.units[0].name if said.units else "",
        "limit": said.limit.date if said.limit else None,
        "progress": said.progress,
        "report": said.report,
        "reasons": list(one.reasons),
        "cells": [],
    }


def edited_line(one: EditedRow) -> Told:
    """A row that was edited."""
    fields = ("head", "cell", "before", "here", "after")
    return {
        "sheet": "",
        "row": one.edited.row,
        "outcome": one.outcome.value,
        **_of_task(one),
        "number": one.code,
        "heading": one.heading,
        "lead": "",
        "limit": None,
        "progress": None,
        "report": "",
        "reasons": list(one.reasons),
        "cells": [{name: getattr(cell, name) for name in fields} for cell in one.cells],
    }


def _of_task(one: Judged | EditedRow) -> Told:
    """Which task a line is, and whose words stand where it was changed on both sides."""
    matter = one.matter
    told = {"task": matter.pk, "version": matter.version} if matter else {}
    side = one.side.value if one.side else None
    return {"task": None, "version": None, "place": one.place, "side": side} | told


def cell(one: Fault, language: Language) -> Told:
    """A cell to be written anew."""
    why = one.told.message(language)
    return {"key": one.key, "field": one.field.value, "words": one.words, "why": why}


def cells(found: Iterable[Judged], language: Language) -> list[Told]:
    """The cells of ``found`` to be mended, those that keep a line out first."""
    return [cell(one, language) for one in showing.cells(found)]


def template(row: TemplateRow) -> Told:
    """A workbook of the office's own."""
    return {"id": row.pk, "name": row.name, "programme": row.programme_id, "at": row.at}
