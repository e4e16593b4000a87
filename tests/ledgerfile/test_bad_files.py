"""What is no ledger, or a strange one: one sentence each, or read with a note."""

import io
import zipfile

import pytest

from pilotage.base import PilotageError
from pilotage.document import MAX_BYTES, read_grids
from pilotage.ledgerfile import read_ledger
from pilotage.unit import example_register

from .made import HEADS, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
GOOD = workbook(("台账", [HEADS, (1, "推行提前申报", "大连海关", "", "长期", "", "", "")]))


def with_part(name: str, data: bytes) -> bytes:
    """``GOOD`` with one part more, or another."""
    source, target = zipfile.ZipFile(io.BytesIO(GOOD)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for one in source.namelist():
            if one != name:
                out.writestr(one, source.read(one))
        out.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "The file is empty."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "This file is encrypted."),
        (OLE + "WordDocument".encode("utf-16-le"), "a.xls", "no workbook"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "damaged"),
        (GOOD[: len(GOOD) // 2], "a.xlsx", "damaged"),
        (with_part("xl/worksheets/sheet1.xml", b" " * 60_000_000), "a.xlsx", "enormous size"),
        (b"x" * (MAX_BYTES + 1), "a.csv", "20 MB are read"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.xls", "This is a picture"),
        (b"%PDF-1.7", "a.xls", "no workbook"),
        (b"<html><body><p>no table</p></body></html>", "a.xls", "no workbook"),
        (b"just one line of words", "a.csv", "no workbook"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(data: bytes, name: str, said: str) -> None:
    with pytest.raises(PilotageError) as caught:
        read_grids(data, name)
    what, _remedy = caught.value.told("en")
    assert said in what
    assert "\n" not in what
    assert caught.value.told("zh")[0] != what


def test_macros_are_neither_read_nor_run_and_said_to_be_there() -> None:
    grids, notes = read_grids(with_part("xl/vbaProject.bin", b"macro"), "a.xlsm")
    assert [one.name for one in notes] == ["macros-not-run"]
    (line,) = read_ledger(grids, example_register(), year=2021).lines
    assert line.heading == "推行提前申报"
