"""Ledgers of many shapes and formats, made from rows."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl

Rows = Sequence[Sequence[object]]
HEADS = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限", "进度", "进展情况", "备注")


def workbook(
    *sheets: tuple[str, Rows], merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> bytes:
    """An .xlsx of those sheets; ``merged`` are areas of the first one."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([*row])
        if name in hidden:
            sheet.sheet_state = "hidden"
    for area in merged:
        made.worksheets[0].merge_cells(area)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def worked_out(data: bytes, values: dict[str, str]) -> bytes:
    """``data`` with the values of formulas beside them, as a spreadsheet program saves them."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = part.decode()
                for formula, value in values.items():
                    text = text.replace(
                        f"<f>{formula}</f><v />", f"<f>{formula}</f><v>{value}</v>"
                    ).replace(f"<f>{formula}</f><v></v>", f"<f>{formula}</f><v>{value}</v>")
                part = text.encode()
            out.writestr(name, part)
    return target.getvalue()


def delimited(rows: Rows, encoding: str, separator: str = ",") -> bytes:
    """A .csv in that encoding."""
    target = io.StringIO()
    csv.writer(target, delimiter=separator).writerows(rows)
    return target.getvalue().encode(encoding)


def web_page(rows: Rows, encoding: str = "gb2312") -> bytes:
    """The web page that many systems save under a name in .xls."""
    lines = ("<tr>" + "".join(f"<td>{_shown(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
        f"</head><body><table border=1>{''.join(lines)}</table></body></html>"
    )
    return page.encode(encoding)


def _shown(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return "" if cell is None else str(cell)
