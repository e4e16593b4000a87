"""Any table of words as a workbook: a head that stays, and one row a line."""

from collections.abc import Sequence
from io import BytesIO

from pilotage.base import Language

from .xlsx import NO_DATE, fit_cell, font_of

_WIDEST = 60


def rows_xlsx(rows: Sequence[Sequence[str]], lang: Language = "en") -> bytes:
    """``rows``, the first of them the head, as one sheet; every cell is text, never a formula."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": NO_DATE})
        sheet = book.add_worksheet()
        font = {"font_name": font_of(lang), "text_wrap": True, "valign": "top"}
        font |= {"quote_prefix": True}
        head, body = book.add_format(font | {"bold": True}), book.add_format(font)
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, fit_cell(cell), body if place else head)
        for column in range(len(rows[0]) if rows else 0):
            widest = max(len(row[column]) for row in rows)
            sheet.set_column(column, column, min(max(widest + 2, 8), _WIDEST))
        sheet.freeze_panes(1, 1)
    return target.getvalue()
