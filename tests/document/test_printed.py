"""PDF and OFD: reading order, what belongs to the page, tables, pictures."""

import re
import shutil

import pytest

from pilotage.base import PilotageError
from pilotage.document import Document, read_document
from tests.document.made import Placed, Sheet, Stroke, ofd, pdf

WRITERS = {"pdf": pdf, "ofd": ofd}


def read(pages: list[Sheet], kind: str) -> Document:
    document, problems = read_document(WRITERS[kind](pages), f"sample.{kind}")
    assert problems == []
    return document


def lines(document: Document) -> list[str]:
    return [block.span.quote(document.text) for block in document.blocks]


def column(x: float, words: list[str]) -> Sheet:
    return [Placed(x, 100 + 16 * at, 10, text) for at, text in enumerate(words)]


@pytest.mark.parametrize("kind", WRITERS)
def test_two_columns_are_read_one_after_the_other(kind: str) -> None:
    left = ["the quay of the old port is to be", "made longer by a hundred metres in"]
    right = ["the new line to the north is to be", "opened before the end of next year"]
    more = ["all of the work and none of its cost", "falls to the office of the harbour"]
    page = column(60, left + more + ["left side."]) + column(320, right + more + ["right side."])
    text = " ".join(" ".join(lines(read([page], kind))).split())
    assert text.index("left side.") < text.index("the new line")
    assert "made longer by a hundred metres in all of the work" in text


@pytest.mark.parametrize("kind", WRITERS)
def test_a_paragraph_runs_over_the_page_past_heads_and_numbers(kind: str) -> None:
    pages: list[Sheet] = []
    for number in range(1, 5):
        body = [
            Placed(80, 120 + 20 * at, 12, "开通航线并建设园区推进合作扩大开放提高水平")
            for at in range(12)
        ]
        pages.append([Placed(80, 50, 9, "实施方案"), *body, Placed(290, 810, 9, f"— {number} —")])
    document = read(pages, kind)
    assert len(document.blocks) == 1
    assert [aside.reason for aside in document.asides] == ["running-head", "page-number"] * 4


@pytest.mark.parametrize("kind", WRITERS)
def test_a_ruled_table_gives_rows_and_repeats_merged_cells(kind: str) -> None:
    xs, ys = (60.0, 160.0, 300.0, 440.0), (100.0, 130.0, 160.0, 190.0)
    page: Sheet = [Stroke(60, y, 440, y) for y in (100.0, 130.0, 190.0)]
    page.append(Stroke(60, 160, 300, 160))
    page += [Stroke(x, 100, x, 190) for x in xs]
    texts = [["序号", "任务", "责任单位"], ["1", "开通", "市商务局"], ["2", "建设", ""]]
    page += [
        Placed(xs[c] + 5, ys[r] + 20, 10, text)
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
        if text
    ]
    assert lines(read([page], kind)) == [
        "序号\t任务\t责任单位",
        "1\t开通\t市商务局",
        "2\t建设\t市商务局",
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_figures_in_chinese_stand_without_blanks(kind: str) -> None:
    page: Sheet = [Placed(80, 100, 12, "到2025年，建成5个园区，引进B2C平台30家。")]
    assert lines(read([page], kind)) == ["到2025年，建成5个园区，引进B2C平台30家。"]


def test_words_broken_at_the_end_of_a_line_are_whole_again() -> None:
    text = ["The cooperation zone and the long-term fund are to be devel-", "oped by the city."]
    text += ["A second long-", "term fund follows, and later a third one of the same kind is made."]
    found = " ".join(lines(read([column(60, text)], "pdf")))
    assert "are to be developed by" in found
    assert "A second long-term fund" in found


def picture(width: int = 200, height: int = 280) -> bytes:
    """A PDF of one page that is only a picture."""
    image = bytes([255]) * (width * height)
    body = b"q 500 0 0 700 40 60 cm /I Do Q"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Length %d >>\nstream\n%s\nendstream"
        % (width, height, len(image), image),
    ]
    out = b"%PDF-1.4\n"
    for number, part in enumerate(parts, 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    return out + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def test_a_scan_without_words_is_said_to_be_one() -> None:
    with pytest.raises(PilotageError, match="no text"):
        read_document(picture(), "scan.pdf")


def test_a_locked_file_says_so() -> None:
    data = pdf([[Placed(80, 100, 12, "words")]])
    locked = (
        b"<< /Filter /Standard /V 1 /R 2 /P -60 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >>"
    )
    data = re.sub(rb"trailer << ", b"trailer << /ID [<00> <00>] /Encrypt " + locked + b" ", data)
    with pytest.raises(PilotageError, match="encrypted"):
        read_document(data, "locked.pdf")


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not on this machine")
def test_a_page_that_is_a_picture_is_read_where_tesseract_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pilotage.document import ocr

    read_page = ocr.recogniser()
    assert read_page is not None
    blank = b"P5 100 100 255\n" + bytes([255]) * 10_000
    assert read_page(blank, 1.0) == []
