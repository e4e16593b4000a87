"""The same plan in every format and encoding that is read gives the same tasks."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pilotage.compile import compile_document
from pilotage.plan import Plan
from tests.laws.laws import readings

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN_ZH = (EXAMPLES / "plan.zh.md").read_text(encoding="utf-8")


def plain(plan: Plan) -> list[object]:
    """What was read, but for ids, which follow the words around the items too."""
    return [(t.kind, t.heading, [(d.name, d.unit) for d in t.units]) for t in plan.tasks]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"]
)
def test_every_chinese_encoding_reads_alike(encoding: str) -> None:
    if encoding == "utf-16-le":
        data = ("Header in Latin letters\n" + PLAN_ZH).encode(encoding)
    else:
        data = PLAN_ZH.encode(encoding)
    expected = compile_document(PLAN_ZH.encode(), "plan.md")
    assert plain(compile_document(data, "plan.md")) == plain(expected)
    assert len(expected.tasks) == 17


def test_word_and_markdown_read_alike() -> None:
    for language in ("zh", "en"):
        word = (EXAMPLES / f"plan.{language}.docx").read_bytes()
        text = (EXAMPLES / f"plan.{language}.md").read_bytes()
        read = compile_document(word, "plan.docx")
        assert plain(read) == plain(compile_document(text, "plan.md"))
        assert read.coverage.unread == 0


def test_html_with_a_declared_charset_reads_like_text() -> None:
    lines = [line.lstrip("# ").replace("**", "") for line in PLAN_ZH.splitlines()]
    body = "".join(f"<p>{line}</p>" for line in lines if line.strip())
    page = f'<html><head><meta charset="gb2312"></head><body>{body}</body></html>'
    read = compile_document(page.encode("gb18030"), "plan.html")
    assert plain(read) == plain(compile_document(PLAN_ZH.encode(), "plan.md"))


def test_windows_line_ends_change_nothing() -> None:
    unix = compile_document(PLAN_ZH.encode(), "plan.txt")
    windows = compile_document(PLAN_ZH.replace("\n", "\r\n").encode(), "plan.txt")
    assert readings(unix) == readings(windows)


def numbered_docx(levels: list[tuple[str, str]], lines: list[tuple[int, str]]) -> bytes:
    """A Word file with automatic numbers: levels are (format, pattern), lines (depth, text)."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (form, pattern) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for depth, text in lines:
        paragraph = document.add_paragraph(text)
        if depth >= 0:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/>'
                    '<w:numId w:val="77"/></w:numPr>'
                )
            )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_automatic_numbers_of_word_are_printed_again() -> None:
    data = numbered_docx(
        [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")],
        [
            (-1, "示例市实施方案"),
            (0, "总体要求"),
            (-1, "坚持稳中求进。"),
            (0, "重点任务"),
            (1, "畅通航线。开通两条航线。（市交通运输局负责）"),
            (1, "建设园区"),
            (2, "规划园区。完成规划。（市商务局负责）"),
            (2, "建设园区。开工建设。（市商务局负责）"),
            (1, "引进人才。引进人才。（市教育局负责）"),
        ],
    )
    plan = compile_document(data, "numbers.docx")
    assert [(t.number, t.heading, t.path) for t in plan.tasks] == [
        ("（一）", "畅通航线", ("二、重点任务",)),
        ("1.", "规划园区", ("二、重点任务", "（二）建设园区")),
        ("2.", "建设园区", ("二、重点任务", "（二）建设园区")),
        ("（三）", "引进人才", ("二、重点任务",)),
    ]


def test_tracked_changes_are_accepted_and_footnotes_kept_aside() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("（一）开通航线。开通")
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>一</w:delText></w:r></w:del>")
    )
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>两</w:t></w:r></w:ins>"))
    paragraph.add_run("条航线。（大连海关负责）")
    out = io.BytesIO()
    document.save(out)
    plan = compile_document(out.getvalue(), "changes.docx")
    assert plan.tasks[0].text == "（一）开通航线。开通两条航线。（大连海关负责）"


def test_a_table_in_word_keeps_its_cells_apart() -> None:
    document = docx.Document()
    document.add_paragraph("一、任务分工")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目", "码头"
    out = io.BytesIO()
    document.save(out)
    assert "项目\t码头" in compile_document(out.getvalue(), "table.docx").text


def test_the_docx_of_the_examples_is_a_real_word_file() -> None:
    with zipfile.ZipFile(EXAMPLES / "plan.zh.docx") as archive:
        assert archive.testzip() is None
    assert docx.Document(str(EXAMPLES / "plan.zh.docx")).paragraphs
