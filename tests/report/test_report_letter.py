"""A letter in the layout of official documents, read back by another library."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from pilotage.report import Letter, letter_docx

LETTER = Letter(
    title="催办单（橙单）",
    number="督催〔2021〕5-4号",
    addressee="大连市商务局：",
    facts=(("任务", "5 提升经贸合作平台能级"), ("事实", "逾期 <13> 个工作日 & 未完成")),
    paragraphs=("此项任务现已逾期。", "请抓紧完成并反馈佐证。"),
    issuer="市开放办督查岗",
    day="2021年3月17日",
    language="zh",
)


def test_it_says_everything_in_the_order_of_a_letter() -> None:
    read = docx.Document(BytesIO(letter_docx(LETTER)))
    said = [one.text for one in read.paragraphs if one.text]
    assert said == [
        LETTER.title,
        LETTER.number,
        LETTER.addressee,
        *LETTER.paragraphs,
        LETTER.issuer,
        LETTER.day,
    ]
    cells = [tuple(cell.text for cell in row.cells) for row in read.tables[0].rows]
    assert tuple(cells) == LETTER.facts


def test_it_is_laid_out_as_the_standard_has_it() -> None:
    read = docx.Document(BytesIO(letter_docx(LETTER)))
    section = read.sections[0]
    millimetres = {
        "page_width": 210,
        "page_height": 297,
        "top_margin": 37,
        "left_margin": 28,
        "right_margin": 26,
        "bottom_margin": 35,
    }
    for name, wanted in millimetres.items():
        assert abs(getattr(section, name) - Mm(wanted)) < Mm(0.1), name
    title, body = read.paragraphs[0], read.paragraphs[4]
    sizes = [one.runs[0].font.size for one in (title, body)]
    assert [size.pt for size in sizes if size] == [22, 16]
    margins = 37 + 35
    pitch = body.paragraph_format.line_spacing
    assert isinstance(pitch, int)
    assert Mm(297 - margins) // pitch == 22, "lines a page"
    xml = body._p.xml
    assert 'w:eastAsia="仿宋_GB2312"' in xml
    assert 'w:firstLineChars="200"' in xml
    assert "PAGE" in section.footer._element.xml


def test_the_same_letter_gives_the_same_bytes_and_no_sign_breaks_the_file() -> None:
    assert letter_docx(LETTER) == letter_docx(LETTER)
    odd = replace(LETTER, paragraphs=("a\x00b\x0b\ufffe</w:t>",))
    read = docx.Document(BytesIO(letter_docx(odd)))
    assert "ab</w:t>" in [one.text for one in read.paragraphs]


@pytest.mark.parametrize("text", ["", "x" * 20_000])
def test_nothing_and_much_are_written(text: str) -> None:
    read = docx.Document(BytesIO(letter_docx(replace(LETTER, paragraphs=(text,)))))
    assert text in [one.text for one in read.paragraphs]
