"""The decomposition table (任务分解表) as a workbook; how workbooks are written.

Cells are written as text and marked so, never as formulas: a heading that begins with "=" is a
heading, in Excel and in whatever the sheet is saved as.
"""

import re
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from pilotage.base import Language
from pilotage.plan import Plan, TaskKind
from pilotage.unit import Register

from .decomposition import Row, rows_of, unresolved_note
from .wording import day, share, word

_LONGEST_CELL = 32_767
"""Excel's own limit."""

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("no", 6),
    ("section", 20),
    ("task", 30),
    ("lead", 20),
    ("support", 26),
    ("responsible", 30),
    ("limit", 13),
    ("targets", 26),
    ("source", 70),
)
_FONT = {"zh": "SimSun", "en": "Calibri"}
_UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FIRST_ROW = 3
NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook format knows no time zones


def plan_xlsx(plan: Plan, lang: Language = "en", register: Register | None = None) -> bytes:
    """The workbook: one row a task, then the safeguards; the same plan gives the same bytes.

    ``lang`` words the head of the table; the cells hold the plan's own words. ``register`` gives
    the short names of units.
    """
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        # Left to itself the library writes the time of day into the file.
        created = datetime.combine(plan.issued, time()) if plan.issued else NO_DATE
        book.set_properties({"title": fit_cell(plan.title or ""), "created": created})
        sheet = book.add_worksheet(word("sheet", lang))
        _Sheet(book, sheet, lang).fill(plan, register)
    return target.getvalue()


class _Sheet:
    """One worksheet being filled from the top."""

    def __init__(self, book: Any, sheet: Any, lang: Language) -> None:
        self.sheet, self.lang = sheet, lang
        plain = {"font_name": font_of(lang), "font_size": 10, "valign": "top", "quote_prefix": True}
        cell = plain | {"text_wrap": True, "bottom": 7}
        self.title = book.add_format(plain | {"font_size": 14, "bold": True})
        self.plain = book.add_format(plain)
        self.head = book.add_format(cell | {"bold": True, "top": 2, "bottom": 1})
        self.cell = book.add_format(cell)
        self.last = book.add_format(cell | {"bottom": 2})

    def fill(self, plan: Plan, register: Register | None) -> None:
        rows = [row for kind in TaskKind for row in rows_of(plan, kind, self.lang, register)]
        self._write(0, 0, plan.title or word("untitled", self.lang), self.title)
        self._write(1, 0, _facts(plan, self.lang), self.plain)
        for column, (key, width) in enumerate(_COLUMNS):
            self.sheet.set_column(column, column, width)
            self._write(_FIRST_ROW - 1, column, word(key, self.lang), self.head)
        self._rows(rows)
        notes = filter(None, (unresolved_note(rows, self.lang), _coverage(plan, self.lang)))
        for below, note in enumerate(notes, 1):
            self._write(_FIRST_ROW + len(rows) + below, 0, note, self.plain)
        self._page(_FIRST_ROW + len(rows))

    def _rows(self, rows: Sequence[Row]) -> None:
        for place, row in enumerate(rows):
            look = self.last if place == len(rows) - 1 else self.cell
            for column, text in enumerate(_cells(row, self.lang)):
                self._write(_FIRST_ROW + place, column, text, look)

    def _write(self, row: int, column: int, text: str, look: Any) -> None:
        self.sheet.write_string(row, column, fit_cell(text), look)

    def _page(self, end: int) -> None:
        self.sheet.freeze_panes(_FIRST_ROW, 3)
        self.sheet.autofilter(_FIRST_ROW - 1, 0, max(end - 1, _FIRST_ROW), len(_COLUMNS) - 1)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_FIRST_ROW - 1)


def _cells(row: Row, lang: Language) -> tuple[str, ...]:
    between = word("between", lang)
    return (
        row.number,
        row.section,
        row.heading,
        between.join(row.lead),
        between.join(row.support),
        between.join(row.responsible),
        row.limit,
        word("between", lang).join(row.targets),
        row.words,
    )


def _facts(plan: Plan, lang: Language) -> str:
    facts = (plan.issuer, plan.number, plan.issued and day(plan.issued, lang), plan.source.name)
    return " · ".join(fact for fact in facts if fact)


def _coverage(plan: Plan, lang: Language) -> str:
    read = share(plan.coverage.characters - plan.coverage.unread, plan.coverage.characters, lang)
    sha = plan.source.sha256[:12]
    if lang == "zh":
        return f"全文{plan.coverage.characters:,}字，已读{read}；源文件 SHA-256 前12位 {sha}。"
    return f"{read} of {plan.coverage.characters:,} characters read; source file SHA-256 {sha}…"


def font_of(language: Language) -> str:
    """The face of a workbook in ``language``, one that every office machine has."""
    return _FONT[language]


def fit_cell(text: str) -> str:
    """``text`` as a cell can hold it: signs that XML forbids are blanks, the longest are cut."""
    clean = _UNFIT_FOR_XML.sub(" ", text)
    return clean if len(clean) <= _LONGEST_CELL else clean[: _LONGEST_CELL - 1] + "…"
