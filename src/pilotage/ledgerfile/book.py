"""The ledger as a workbook that comes back: one row a task, some cells to be edited.

A hidden column names each row's task, and a hidden sheet holds what stood in every cell when the
workbook was given out, so that rows can be sorted, left out and edited anywhere, and what was
edited is known exactly. Cells that are only shown are locked, without a password. No cell is ever
a formula: text is written as text, whatever sign it begins with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from pilotage.base import Language
from pilotage.report import NO_DATE, YES, fit_cell, font_of

FORMAT = "pilotage.ledger/2"
"""Stands in the first cell of the hidden sheet."""
FORMER = "pilotage.ledger/1"
"""As it was before the column ``plan``: such workbooks still come back."""
BASE_SHEET = "pilotage"
_ABOVE = 2
"""The column in which the lines above the heads stand: the first that is never hidden."""
HEAD_ROW = 3
"""The row of the heads, counted from 0."""
ONGOING = {"en": "ongoing", "zh": "长期"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A column: its name, width, whether it may be edited, and its head in both languages."""

    name: str
    width: int
    edited: bool
    en: str
    zh: str


PARTS = (
    Part(name="plan", width=18, edited=False, en="Programme or plan", zh="所属方案"),
    Part(name="number", width=6, edited=False, en="No.", zh="序号"),
    Part(name="section", width=18, edited=False, en="Section", zh="类别"),
    Part(name="task", width=32, edited=False, en="Task", zh="任务"),
    Part(name="words", width=46, edited=False, en="Words of the task", zh="任务内容"),
    Part(name="lead", width=16, edited=False, en="Lead", zh="牵头单位"),
    Part(name="support", width=20, edited=False, en="Supporting units", zh="配合单位"),
    Part(name="original", width=12, edited=False, en="Original limit", zh="原定时限"),
    Part(name="state", width=10, edited=False, en="State", zh="状态"),
    Part(name="verified", width=9, edited=False, en="Verified, %", zh="核实进度（%）"),
    Part(name="related", width=18, edited=False, en="Related tasks", zh="关联任务"),
    Part(name="limit", width=12, edited=True, en="Limit", zh="时限"),
    Part(name="reason", width=22, edited=True, en="Reason for a later limit", zh="延期理由"),
    Part(name="progress", width=9, edited=True, en="Progress, %", zh="进度（%）"),
    Part(name="report", width=46, edited=True, en="What was done", zh="进展情况"),
    Part(name="next", width=26, edited=True, en="Next step", zh="下一步"),
    Part(name="done", width=8, edited=True, en="Done", zh="是否办结"),
)
"""The columns from left to right, after the hidden one with the key. That of the plan is hidden
where all tasks are of one."""
_GUIDE: dict[Language, str] = {
    "en": "Edit the white cells, save the file and bring it back; rows may be sorted or left out. "
    "Nothing is entered before you have seen what changed.",
    "zh": "可修改白色单元格，保存后导入；各行可以排序或删去。核对改动之前不登记任何内容。",
}


def parts_of(form: str) -> tuple[Part, ...]:
    """The columns of a workbook with that mark; none for another mark."""
    return {FORMAT: PARTS, FORMER: PARTS[1:]}.get(form, ())


Value = str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One task as the ledger has it: ``key`` comes back with its row, ``cells`` are by column."""

    key: str
    cells: dict[str, Value]


def ledger_xlsx(tasks: Sequence[Kept], *, title: str, facts: str, language: Language) -> bytes:
    """The workbook; the same arguments, the same bytes. ``title`` and ``facts`` stand on top."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": fit_cell(title), "created": NO_DATE})
        sheet = book.add_worksheet("台账" if language == "zh" else "Ledger")
        _Page(book, sheet, language).fill(tasks, title, facts)
        base = book.add_worksheet(BASE_SHEET)
        base.write_string(0, 0, FORMAT)
        base.write_string(0, 1, language)
        for at, one in enumerate(tasks, 1):
            for column, words in enumerate((one.key, *base_of(one))):
                base.write_string(at, column, words)
        base.very_hidden()
    return target.getvalue()


def base_of(task: Kept) -> tuple[str, ...]:
    """What stands in the cells of a task, as words."""
    return tuple(cell_words(task.cells.get(part.name)) for part in PARTS)


def cell_words(value: Value) -> str:
    """A value as the cell shows it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else fit_cell(str(value))


class _Page:
    def __init__(self, book: Any, sheet: Any, language: Language) -> None:
        self.sheet, self.language = sheet, language
        plain = {"font_name": font_of(language), "font_size": 10, "valign": "top"}
        cell = plain | {"text_wrap": True, "border": 1, "border_color": "#9AA7B4"}
        shown = cell | {"bg_color": "#EAEEF2", "quote_prefix": True}
        edited = cell | {"locked": False}
        self.title = book.add_format(plain | {"font_size": 14, "bold": True})
        self.plain = book.add_format(plain | {"quote_prefix": True})
        self.head = book.add_format(shown | {"bold": True})
        self.shown = book.add_format(shown)
        self.words = book.add_format(edited | {"num_format": "@", "quote_prefix": True})
        self.number = book.add_format(edited | {"num_format": "0"})
        self.day = book.add_format(edited | {"num_format": "yyyy-mm-dd"})

    def fill(self, tasks: Sequence[Kept], title: str, facts: str) -> None:
        above = ((fit_cell(title), self.title), (fit_cell(facts), self.plain))
        for row, (words, look) in enumerate((*above, (_GUIDE[self.language], self.plain))):
            self.sheet.write_string(row, _ABOVE, words, look)
        self.sheet.set_column(0, 0, 4, None, {"hidden": True})
        for column, part in enumerate(PARTS, 1):
            bare = part.name == "plan" and not any(task.cells.get("plan") for task in tasks)
            self.sheet.set_column(column, column, part.width, None, {"hidden": bare})
            head = part.zh if self.language == "zh" else part.en
            self.sheet.write_string(HEAD_ROW, column, head, self.head)
        for place, task in enumerate(tasks, HEAD_ROW + 1):
            self.sheet.write_string(place, 0, task.key, self.shown)
            for column, part in enumerate(PARTS, 1):
                self._cell(place, column, part, task.cells.get(part.name))
        self._page(HEAD_ROW + len(tasks))

    def _cell(self, row: int, column: int, part: Part, value: Value) -> None:
        look = self.words if part.edited else self.shown
        if part.edited and isinstance(value, date):
            self.sheet.write_datetime(row, column, datetime.combine(value, time()), self.day)
        elif part.name == "progress":
            write = self.sheet.write_blank if value is None else self.sheet.write_number
            write(row, column, value, self.number)
        else:
            self.sheet.write_string(row, column, cell_words(value), look)

    def _page(self, last: int) -> None:
        done = next(at for at, part in enumerate(PARTS, 1) if part.name == "done")
        rule = {"validate": "list", "source": [YES[self.language]], "show_error": False}
        if last > HEAD_ROW:
            self.sheet.data_validation(HEAD_ROW + 1, done, last, done, rule)
        self.sheet.freeze_panes(HEAD_ROW + 1, 5)
        self.sheet.autofilter(HEAD_ROW, 1, max(last, HEAD_ROW + 1), len(PARTS))
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEAD_ROW)
        free = ("format_columns", "format_rows", "sort", "autofilter", "delete_rows")
        self.sheet.protect("", dict.fromkeys(free, True))
