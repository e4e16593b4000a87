"""A workbook of ours that comes back: which cells were edited, row by row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pilotage.base import Diagnostic, Language
from pilotage.clause import Limit
from pilotage.document import Grid

from .book import BASE_SHEET, HEAD_ROW, PARTS, Part, parts_of
from .model import Skipped, place_of
from .problems import (
    NOT_A_DATE,
    NOT_A_SHARE,
    NOT_YES,
    ONLY_SHOWN,
    OTHER_SHEET,
    ROW_TWICE,
    UNKNOWN_ROW,
)
from .tables import words_of
from .values import done_from, limit_from, share_from

_KEY = re.compile(r"(?P<matter>\d{1,18}):(?P<version>\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A cell that says something else than when the workbook was given out."""

    part: str
    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A row with its edits, and what they mean: the new ``limit``, the new ``progress`` and
    ``done`` (as they stand in the row, edited or not). ``words`` are all its cells."""

    row: int
    matter: int
    version: int
    edits: tuple[Edit, ...]
    words: Mapping[str, str]
    limit: Limit | None
    progress: int | None
    done: bool
    faults: tuple[Diagnostic, ...]

    def edit(self, part: str) -> Edit | None:
        """The edit of that column, if there is one."""
        return next((one for one in self.edits if one.part == part), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """All that came back: the rows with edits, how many have none, what was not read."""

    language: Language
    rows: tuple[Edited, ...]
    untouched: int
    skipped: tuple[Skipped, ...]


def is_ours(grids: Sequence[Grid]) -> bool:
    """Whether the workbook is one that ``ledger_xlsx`` made."""
    return any(one.name == BASE_SHEET and parts_of(_at(one, 0, 0)) for one in grids)


def returned(grids: Sequence[Grid], *, year: int) -> Returned:
    """What was edited in a workbook that ``is_ours``. ``year`` is that of days that name none."""
    base = next(one for one in grids if one.name == BASE_SHEET)
    sheet, *others = [one for one in grids if one.name != BASE_SHEET]
    parts = parts_of(_at(base, 0, 0))
    language: Language = "zh" if _at(base, 0, 1) == "zh" else "en"
    was = {words_of(row[0]): tuple(map(words_of, row[1:])) for row in base.rows[1:] if row}
    skipped = [
        Skipped(sheet=one.name, place="", told=OTHER_SHEET.at(None)) for one in others if one.rows
    ]
    rows: list[Edited] = []
    seen: set[str] = set()
    untouched = 0
    for at in range(HEAD_ROW + 1, len(sheet.rows)):
        key = _at(sheet, at, 0)
        reason = _left_out(sheet, at, key, was, seen)
        if reason:
            skipped.append(Skipped(sheet=sheet.name, place=str(at + 1), told=reason))
        if reason or key not in was:
            continue
        seen.add(key)
        edits = list(_edits(sheet, at, was[key], parts))
        shown = [one for one in edits if not _EDITED[one.part]]
        skipped += [_only_shown(sheet, one) for one in shown]
        edits = [one for one in edits if _EDITED[one.part]]
        untouched += not edits
        if edits:
            columns = {part.name: column for column, part in enumerate(parts, 1)}
            rows.append(_row(sheet, at, key, edits, columns, language, year))
    return Returned(
        language=language, rows=tuple(rows), untouched=untouched, skipped=tuple(skipped)
    )


_EDITED = {part.name: part.edited for part in PARTS}


def _left_out(
    sheet: Grid, at: int, key: str, was: Mapping[str, object], seen: set[str]
) -> Diagnostic | None:
    """Why a row cannot be read; None for one that can, or that is empty."""
    if key in seen:
        return ROW_TWICE.at(None)
    if key in was and _KEY.fullmatch(key):
        return None
    return UNKNOWN_ROW.at(None) if any(words_of(value) for value in sheet.rows[at]) else None


def _edits(sheet: Grid, at: int, was: Sequence[str], parts: Sequence[Part]) -> Iterator[Edit]:
    for column, part in enumerate(parts, 1):
        before = was[column - 1] if column <= len(was) else ""
        after = _at(sheet, at, column)
        if after != before:
            yield Edit(part=part.name, cell=place_of(at, column), before=before, after=after)


def _only_shown(sheet: Grid, edit: Edit) -> Skipped:
    told = ONLY_SHOWN.at(None, words=edit.after[:60])
    return Skipped(sheet=sheet.name, place=edit.cell, told=told)


def _row(
    sheet: Grid,
    at: int,
    key: str,
    edits: Sequence[Edit],
    columns: Mapping[str, int],
    language: Language,
    year: int,
) -> Edited:
    matter, _colon, version = key.partition(":")
    values = {name: _value(sheet, at, column) for name, column in columns.items()}
    limit, known = limit_from(values["limit"], language, year)
    share = values["progress"]
    fraction = isinstance(share, float) and 0 < share < 1
    progress, is_share = share_from(share, fraction)
    done = done_from(words_of(values["done"]))
    wrong = {"limit": (NOT_A_DATE, known), "progress": (NOT_A_SHARE, is_share)}
    wrong["done"] = (NOT_YES, done is not None)
    edited = {one.part for one in edits}
    faults = [
        kind.at(None, cell=place_of(at, columns[name]), words=words_of(values[name])[:60])
        for name, (kind, fine) in wrong.items()
        if not fine and name in edited
    ]
    return Edited(
        row=at + 1,
        matter=int(matter),
        version=int(version),
        edits=tuple(edits),
        words={name: words_of(value) for name, value in values.items()},
        limit=limit,
        progress=progress,
        done=bool(done),
        faults=tuple(faults),
    )


def _value(sheet: Grid, row: int, column: int) -> object:
    line = sheet.rows[row]
    return line[column] if column < len(line) else ""


def _at(sheet: Grid, row: int, column: int) -> str:
    return words_of(_value(sheet, row, column)) if row < len(sheet.rows) else ""
