"""The workbook that a unit fills in: its tasks, and beside each the cells for its answer.

Only the cells for answers can be written; the others are locked, without a password, so that
nobody writes where nothing is read. A hidden column and a hidden sheet say whose answers they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from pilotage.base import Language, fingerprint

from .wording import day, word
from .xlsx import NO_DATE, fit_cell, font_of

FORMAT = "pilotage.answers/1"
"""Stands in the first cell of the hidden sheet; what has another there is not read as answers."""
FORMAT_SHEET = "pilotage"
FIRST_LINE = 6
"""The line of the first task; the heads stand one above."""
KEY_COLUMN = 0
ANSWERS = ("sign", "progress", "text", "next", "done")
"""The columns to fill in, from left to right, after those of ``_SHOWN``."""
YES = {"en": "yes", "zh": "是"}

_SHOWN: tuple[tuple[str, int], ...] = (
    ("no", 6),
    ("task", 32),
    ("role", 10),
    ("limit", 13),
    ("step", 12),
    ("claimed", 10),
    ("last", 40),
)
_ANSWER_WIDTHS = {"sign": 9, "progress": 11, "text": 46, "next": 26, "done": 9}
ANSWER_COLUMN = 1 + len(_SHOWN)
"""Where the answers begin, counted from 0."""
_HEADS: dict[str, tuple[str, str]] = {
    "role": ("Our part", "我方职责"),
    "step": ("State", "状态"),
    "claimed": ("Claimed", "已申报"),
    "last": ("Last report", "上次反馈"),
    "sign": ("Sign for it", "签收"),
    "progress": ("Progress, %", "进度（%）"),
    "text": ("What was done", "进展情况"),
    "next": ("Next step", "下一步"),
    "done": ("Done", "是否办结"),
}
_GUIDE: dict[Language, str] = {
    "en": "Fill in the white cells of the tasks there is something to report on, leave the others "
    "empty, save the file and send it back. Progress: a whole number from 0 to 100. Nothing "
    "classified belongs in this file.",
    "zh": "请在需要反馈的任务行填写白色单元格，其余留空，保存后交回本表。进度填0至100的整数。"
    "本表不得填写涉密内容。",
}
_NUMBER_FAULT: dict[Language, str] = {
    "en": "A whole number from 0 to 100.",
    "zh": "请填0至100的整数。",
}
_YES_FAULT: dict[Language, str] = {
    "en": "Choose “yes”, or leave the cell empty.",
    "zh": "请选“是”，或者留空。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One task that a unit is asked about. ``key``, a name and a number with a colon between,
    comes back with the answer.

    ``asks_sign`` opens the cell for signing; ``asks_done`` that for "done", which is the lead's.
    """

    key: str
    number: str
    task: str
    role: str
    limit: date | None
    step: str
    claimed: int | None
    last: str
    asks_sign: bool
    asks_done: bool


def head(name: str, language: Language) -> str:
    """What stands above the column ``name``."""
    if name in _HEADS:
        return _HEADS[name][language == "zh"]
    return word(name, language)


def seal(shown: Sequence[str]) -> str:
    """Tells, when the sheet comes back, whether the cells that are only shown were changed."""
    return fingerprint(*(fit_cell(text).strip() for text in shown), length=8)


def answer_xlsx(
    questions: Sequence[Question], *, title: str, facts: str, unit: str, language: Language
) -> bytes:
    """The workbook for the unit with the register id ``unit``; the same arguments, the same bytes.

    ``title`` and ``facts`` are the two lines on top: what it is, and for whom as of which day.
    """
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": fit_cell(title), "created": NO_DATE})
        sheet = book.add_worksheet("反馈" if language == "zh" else "Answers")
        _AnswerSheet(book, sheet, language).fill(questions, title, facts)
        mark = book.add_worksheet(FORMAT_SHEET)
        mark.write_string(0, 0, FORMAT)
        mark.write_string(1, 0, unit)
        mark.very_hidden()
    return target.getvalue()


class _AnswerSheet:
    def __init__(self, book: Any, sheet: Any, language: Language) -> None:
        self.sheet, self.language = sheet, language
        plain = {"font_name": font_of(language), "font_size": 10, "valign": "top"}
        cell = plain | {"text_wrap": True, "border": 1, "border_color": "#9AA7B4"}
        shown = cell | {"bg_color": "#EAEEF2", "quote_prefix": True}
        self.title = book.add_format(plain | {"font_size": 14, "bold": True})
        self.plain = book.add_format(plain)
        self.guide = book.add_format(plain | {"text_wrap": True})
        self.head = book.add_format(shown | {"bold": True})
        self.shown = book.add_format(shown)
        self.number = book.add_format(cell | {"locked": False, "num_format": "0"})
        self.words = book.add_format(cell | {"locked": False, "num_format": "@"})

    def fill(self, questions: Sequence[Question], title: str, facts: str) -> None:
        heads = [name for name, _ in _SHOWN] + list(ANSWERS)
        self._write(0, 1, title, self.title)
        self._write(1, 1, facts, self.plain)
        last = len(heads)
        self.sheet.merge_range(2, 1, 2, last, fit_cell(_GUIDE[self.language]), self.guide)
        self.sheet.set_row(2, 30)
        for column, name in enumerate(heads, 1):
            width = dict(_SHOWN).get(name) or _ANSWER_WIDTHS[name]
            self.sheet.set_column(column, column, width)
            self._write(FIRST_LINE - 2, column, head(name, self.language), self.head)
        self.sheet.set_column(KEY_COLUMN, KEY_COLUMN, 4, None, {"hidden": True})
        for place, question in enumerate(questions):
            self._question(FIRST_LINE - 1 + place, question)
        self._page()

    def _question(self, line: int, asked: Question) -> None:
        limit = day(asked.limit, self.language) if asked.limit else "–"
        claimed = "–" if asked.claimed is None else f"{asked.claimed}%"
        shown = (asked.number, asked.task, asked.role, limit, asked.step, claimed, asked.last)
        self._write(line, KEY_COLUMN, f"{asked.key}#{seal(shown)}", self.shown)
        for column, text in enumerate(shown, 1):
            self._write(line, column, text, self.shown)
        closed = {"sign": not asked.asks_sign, "done": not asked.asks_done}
        for place, name in enumerate(ANSWERS):
            column = ANSWER_COLUMN + place
            if closed.get(name):
                self._write(line, column, "", self.shown)
                continue
            self.sheet.write_blank(
                line, column, None, self.number if name == "progress" else self.words
            )
            self._offer(line, column, name)

    def _offer(self, line: int, column: int, name: str) -> None:
        """What may be chosen or typed in the cell, checked by the spreadsheet program itself."""
        if name == "progress":
            rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
            rule |= {"error_message": _NUMBER_FAULT[self.language]}
        elif name in ("sign", "done"):
            rule = {"validate": "list", "source": [YES[self.language]]}
            rule |= {"error_message": _YES_FAULT[self.language]}
        else:
            return
        self.sheet.data_validation(line, column, line, column, rule)

    def _write(self, row: int, column: int, text: str, look: Any) -> None:
        self.sheet.write_string(row, column, fit_cell(text), look)

    def _page(self) -> None:
        self.sheet.freeze_panes(FIRST_LINE - 1, 3)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(FIRST_LINE - 2)
        allowed = {"format_columns": True, "format_rows": True, "sort": False}
        self.sheet.protect("", allowed)
