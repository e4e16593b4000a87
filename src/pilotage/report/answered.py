"""A filled-in workbook back to answers; every cell that cannot be read is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pilotage.base import Diagnostic, fold_width
from pilotage.document import Grid, read_cells

from .answer_sheet import (
    ANSWER_COLUMN,
    ANSWERS,
    FIRST_LINE,
    FORMAT,
    FORMAT_SHEET,
    KEY_COLUMN,
    YES,
    seal,
)
from .problems import NOT_A_SHARE, NOT_ANSWERS, NOT_YES, SHOWN_CHANGED, UNKNOWN_LINE

_KEY = re.compile(r"(?P<key>[^:\s]+:\d+)#(?P<seal>[0-9a-f]+)")
_SHARE = re.compile(r"(\d{1,3})(?:\.0+)?\s*%?")
_YES = frozenset({*YES.values(), "y", "true", "1", "√", "✓", "done", "办结", "签收"})
_NO = frozenset({"", "no", "n", "false", "0", "否", "未", "–", "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was filled in on one line. ``faults`` are its cells that cannot be read."""

    line: int
    key: str
    sign: bool
    progress: int | None
    text: str
    next: str
    done: bool
    faults: tuple[Diagnostic, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        said = self.sign or self.done or self.progress is not None
        return not (said or self.text or self.next or self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """All that came back for ``unit``. ``notes`` name what of the sheet was not read, and why."""

    unit: str
    answers: tuple[Answer, ...]
    notes: tuple[Diagnostic, ...]


def answered(data: bytes) -> Answered:
    """The answers in a workbook that ``answer_xlsx`` made. PilotageError when it is another."""
    sheets = read_cells(data)
    marks = next((sheet for sheet in sheets if sheet.name == FORMAT_SHEET), None)
    filled = next((sheet for sheet in sheets if sheet.name != FORMAT_SHEET), None)
    if marks is None or filled is None or _at(marks, 0, 0) != FORMAT:
        raise NOT_ANSWERS.refusal()
    answers: list[Answer] = []
    notes: list[Diagnostic] = []
    for line, row in enumerate(filled.rows[FIRST_LINE - 1 :], FIRST_LINE):
        match = _KEY.fullmatch(_text(row, KEY_COLUMN))
        if match is None:
            if any(_words(value) for value in row):
                notes.append(UNKNOWN_LINE.at(None, line=line))
            continue
        if seal([_text(row, column) for column in range(1, ANSWER_COLUMN)]) != match["seal"]:
            notes.append(SHOWN_CHANGED.at(None, line=line))
        answers.append(_answer(line, match["key"], row))
    return Answered(unit=_at(marks, 1, 0), answers=tuple(answers), notes=tuple(notes))


def _answer(line: int, key: str, row: Sequence[object]) -> Answer:
    places = {name: ANSWER_COLUMN + place for place, name in enumerate(ANSWERS)}
    values = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    progress, no_share = _share(values["progress"])
    sign, no_sign = _yes(values["sign"])
    done, no_done = _yes(values["done"])
    faults = [
        kind.at(None, cell=f"{_letter(places[name])}{line}", words=_words(values[name])[:60])
        for name, kind, wrong in (
            ("sign", NOT_YES, no_sign),
            ("progress", NOT_A_SHARE, no_share),
            ("done", NOT_YES, no_done),
        )
        if wrong
    ]
    return Answer(
        line=line,
        key=key,
        sign=sign,
        progress=progress,
        text=_words(values["text"]),
        next=_words(values["next"]),
        done=done,
        faults=tuple(faults),
    )


def _share(value: object) -> tuple[int | None, bool]:
    """A whole number of percent, and whether the cell holds something else.

    A cell that a spreadsheet program formats as 40% holds 0.4.
    """
    if isinstance(value, bool):
        return None, True
    if isinstance(value, float):
        share = value * 100 if 0 < value < 1 else value
        whole = round(share)
        return (whole, False) if abs(share - whole) < 1e-6 and 0 <= whole <= 100 else (None, True)
    words = fold_width(_words(value))
    if not words:
        return None, False
    match = _SHARE.fullmatch(words)
    return (int(match[1]), False) if match and int(match[1]) <= 100 else (None, True)


def _yes(value: object) -> tuple[bool, bool]:
    """Whether the cell says yes, and whether it says neither yes nor no."""
    if isinstance(value, bool):
        return value, False
    words = fold_width(str(int(value)) if isinstance(value, float) else _words(value)).lower()
    return words in _YES, words not in _YES | _NO


def _at(sheet: Grid, row: int, column: int) -> str:
    return _text(sheet.rows[row], column) if row < len(sheet.rows) else ""


def _text(row: Sequence[object], column: int) -> str:
    return _words(row[column]) if column < len(row) else ""


def _words(value: object) -> str:
    """A cell as it was typed; its line breaks stay."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip() if value is not None else ""


def _letter(column: int) -> str:
    """The letter of a column counted from 0; an answer sheet ends long before Z."""
    return chr(ord("A") + column)
