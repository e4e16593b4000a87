"""Plain text in all its encodings, printed text, and the pages of government sites."""

from pathlib import Path

import pytest

from pilotage.document import Document, read_document
from tests.document.made import paragraph, word

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = (EXAMPLES / "plan.zh.md").read_text(encoding="utf-8")
TRADITIONAL = (
    "一、總體要求\n（一）開通航線。增開兩條航線，擴大貿易與投資。（責任單位：大連海關）\n" * 8
)


def lines(document: Document) -> list[str]:
    return [block.span.quote(document.text) for block in document.blocks]


def asides(document: Document) -> list[tuple[str, str]]:
    return [(aside.reason, aside.span.quote(document.text).strip()) for aside in document.asides]


def read(data: bytes, name: str = "plan.txt") -> Document:
    return read_document(data, name)[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(encoding: str) -> None:
    assert read(PLAN.encode(encoding)).text == read(PLAN.encode()).text


def test_traditional_chinese_in_big5_and_in_gbk() -> None:
    assert read(TRADITIONAL.encode("big5")).text == TRADITIONAL
    assert read(TRADITIONAL.encode("gbk")).text == TRADITIONAL


def test_gbk_with_a_few_broken_bytes_is_read_and_told() -> None:
    data = bytearray(PLAN.encode("gbk"))
    data[1001] = data[3000] = 0xFF
    document, problems = read_document(bytes(data), "plan.txt")
    assert [problem.code for problem in problems] == ["D101"]
    assert "（二）打造东北亚区域性国际航空枢纽" in document.text


def test_english_with_the_quotation_marks_of_windows() -> None:
    text = "The city’s plan\n\n1. “Going global”. We’ll open routes – two of them.\n"
    assert read(text.encode("cp1252")).text.strip().endswith("– two of them.")
    assert "city’s" in read(("The city’s plan of a people’s port. " * 9).encode("cp1252")).text


def test_line_ends_of_all_systems_in_one_file() -> None:
    assert lines(read("一\r\n二\r三\n四".encode())) == ["一", "二", "三", "四"]


def printed(pages: int = 4) -> str:
    body = "the work goes on and on until the line is full and then it must go\n" * 9
    return "\f".join(
        f"The programme of the port\n{body}{number}\n" for number in range(1, pages + 1)
    )


def test_printed_text_loses_its_heads_and_numbers_and_closes_up() -> None:
    document = read(printed().encode())
    assert len(document.blocks) == 1
    assert asides(document).count(("running-head", "The programme of the port")) == 4
    assert ("page-number", "3") in asides(document)


def test_a_number_between_short_stretches_is_text() -> None:
    assert lines(read("甲\f0\f乙".encode())) == ["甲", "0", "乙"]


def test_chinese_lines_broken_at_a_width_are_joined_without_a_blank() -> None:
    sentence = "开通至日本和韩国的航线并建设园区，推进经贸合作，扩大对外开放，提高服务水平和效率"
    wrapped = "\n".join(
        ("　　" if at == 0 else "") + part
        for _ in range(6)
        for at, part in enumerate(
            [sentence[:28], sentence[28:] + sentence[:18], sentence[18:30] + "。"]
        )
    )
    found = lines(read(f"一、重点任务\n{wrapped}\n— 1 —\n{wrapped}\n— 2 —\n".encode()))
    assert len(found) == 13
    assert sentence in found[1]


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>
<div class="header"><a href="/">首页</a><a href="/a">政务公开</a><a href="/b">互动交流</a></div>
<div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; <a href="/x">政策文件</a> &gt; 正文</div>
<div class="main"><h1>示例市人民政府关于印发行动方案的通知</h1>
<p>发布时间：2021-03-04 来源：市政府办公室</p>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<p>一、重点任务</p><p>（一）开通<b>两</b>条航线。<br>（大连海关负责）</p>
<table><tr><th rowspan="2">任务</th><th colspan="2">责任单位</th></tr>
<tr><th>牵头</th><th>配合</th></tr>
<tr><td><p>建设</p><p>园区</p></td><td rowspan="2">市商务局</td><td>市发改委</td></tr>
<tr><td>开航</td><td></td></tr></table>
<p style="display: none">机密</p>
<ul><li><a href="a.docx">附件1</a></li><li><a href="b.xlsx">附件2</a></li>
<li><a href="c.pdf">附件3</a></li></ul><p>【打印】 【关闭】</p></div>
<ul class="r"><li><a href="1">另一项政策的标题</a></li><li><a href="2">又一项政策的标题</a></li>
<li><a href="3">再一项政策的标题</a></li></ul>
<footer>主办：示例市</footer><div>ICP备12345号 版权所有</div></body></html>"""


def test_a_page_of_a_government_site_gives_its_document() -> None:
    document = read(PAGE.encode(), "page.html")
    assert lines(document) == [
        "示例市人民政府关于印发行动方案的通知",
        "一、重点任务",
        "（一）开通两条航线。",
        "（大连海关负责）",
        "任务\t责任单位 牵头\t责任单位 配合",
        "建设 园区\t市商务局\t市发改委",
        "开航\t市商务局\t",
    ]
    assert [reason for reason, _ in asides(document)] == [
        "links",
        "page-furniture",
        "publication-line",
        "page-furniture",
        "hidden-text",
        *["attachments"] * 3,
        "page-button",
        *["links"] * 3,
        "page-furniture",
        "page-furniture",
    ]


def test_a_document_in_a_box_named_like_a_menu_is_still_the_document() -> None:
    page = (
        f'<html><body><div class="nav-content">{"<p>（一）开通航线。</p>" * 9}</div></body></html>'
    )
    assert len(lines(read(page.encode(), "page.html"))) == 9


def test_a_word_file_is_told_by_its_parts_whatever_its_name() -> None:
    assert lines(read(word(paragraph("正文")), "plan.txt")) == ["正文"]
