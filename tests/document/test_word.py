"""Word files: what Word prints is what is read."""

from pilotage.document import BlockKind, Document, read_document
from tests.document.made import paragraph, word


def read(data: bytes) -> Document:
    document, problems = read_document(data, "plan.docx")
    assert problems == []
    return document


def lines(document: Document) -> list[str]:
    return [block.span.quote(document.text) for block in document.blocks]


def asides(document: Document) -> list[tuple[str, str]]:
    return [(aside.reason, aside.span.quote(document.text)) for aside in document.asides]


def level(depth: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


def item(depth: int, text: str, list_id: int = 1) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def numbering(levels: str, nums: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )


def numbers(body: str, inner: str) -> list[str]:
    return lines(read(word(body, numbering=inner)))


def test_levels_restart_under_their_parent_and_formats_are_words() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
    body = item(0, "总则") + item(1, "甲") + item(1, "乙") + item(0, "任务") + item(1, "丙")
    assert numbers(body, numbering(levels)) == [
        "一、总则",
        "（一）甲",
        "（二）乙",
        "二、任务",
        "（一）丙",
    ]


def test_a_level_that_never_restarts_runs_on() -> None:
    levels = level(0, "chineseCounting", "%1、")
    levels += level(1, "chineseCounting", "（%2）", '<w:lvlRestart w:val="0"/>')
    body = item(0, "总则") + item(1, "甲") + item(0, "任务") + item(1, "乙")
    assert numbers(body, numbering(levels))[-1] == "（二）乙"


def test_legal_numbering_prints_figures_under_a_chinese_chapter() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2 ", "<w:isLgl/>")
    body = item(0, "总则") + item(1, "甲") + item(0, "任务") + item(1, "乙")
    assert numbers(body, numbering(levels)) == ["第一章总则", "1.1 甲", "第二章任务", "2.1 乙"]


def test_a_list_that_overrides_its_start_begins_anew_once_and_may_replace_a_level() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + level(0, "upperLetter", "%1. ")
        + "</w:lvlOverride></w:num>"
    )
    body = item(0, "甲") + item(0, "乙", 2) + item(0, "丙", 2) + item(0, "丁", 1) + item(0, "戊", 3)
    found = numbers(body, numbering(level(0, "decimal", "%1."), nums))
    assert found == ["1.甲", "5.乙", "6.丙", "7.丁", "H. 戊"]


def test_less_usual_formats() -> None:
    forms = {
        "ideographTraditional": "甲",
        "ideographLegalTraditional": "壹",
        "decimalEnclosedCircleChinese": "①",
        "decimalEnclosedParen": "⑴",
        "decimalFullWidth": "１",
        "lowerRoman": "i",
        "ordinal": "1st",
        "unheardOf": "1",
    }
    for form, first in forms.items():
        assert numbers(item(0, "。"), numbering(level(0, form, "%1"))) == [f"{first}。"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="ours"><w:name w:val="公文二级"/>'
    '<w:basedOn w:val="base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="a"/><w:basedOn w:val="loop"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
)


def test_headings_through_the_style_they_are_based_on() -> None:
    body = (
        paragraph("重点任务", '<w:pStyle w:val="ours"/>')
        + paragraph("正文", '<w:pStyle w:val="loop"/>')
        + paragraph("直接标的级别", '<w:outlineLvl w:val="0"/>')
        + paragraph("重点任务\t3", '<w:pStyle w:val="toc"/>')
    )
    document = read(word(body, styles=STYLES))
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 1),
    ]
    assert asides(document) == [("table-of-contents", "重点任务\t3")]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_merged_cells_are_repeated_and_heads_of_two_rows_joined() -> None:
    down, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    across = '<w:gridSpan w:val="2"/>'
    rows = [
        cell("任务", down) + cell("责任单位", across),
        cell("", goes_on) + cell("牵头") + cell("配合"),
        cell("开通航线") + cell("市商务局", down) + cell("大连海关"),
        cell("建设园区") + cell("", goes_on) + cell("市教育局"),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert lines(read(word(f"<w:tbl>{table}</w:tbl>"))) == [
        "任务\t责任单位 牵头\t责任单位 配合",
        "开通航线\t市商务局\t大连海关",
        "建设园区\t市商务局\t市教育局",
    ]


def test_rows_in_content_controls_are_rows_and_deleted_ones_are_none() -> None:
    row = f"<w:tr>{cell('甲')}{cell('乙')}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('除')}</w:tr>"
    table = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{gone}{row}</w:tbl>"
    assert lines(read(word(table))) == ["甲\t乙", "甲\t乙"]


def test_text_boxes_also_in_empty_paragraphs_symbols_fields_and_hidden_words() -> None:
    box = (
        "<w:p><w:r><w:pict><v:textbox xmlns:v='urn:v'><w:txbxContent>"
        f"{paragraph('框中的话')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    run = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:instrText>PAGE'
        "</w:instrText></w:r><w:fldSimple><w:r><w:t>第3页</w:t></w:r></w:fldSimple>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>"
    )
    document = read(word(box + run))
    assert lines(document) == ["框中的话", "☑第3页"]
    assert asides(document) == [("hidden-text", "密")]


def test_moves_and_a_deleted_paragraph_mark_are_accepted() -> None:
    moved = (
        "<w:p><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>"
    )
    joined = paragraph("前半", "<w:rPr><w:del/></w:rPr>") + paragraph("后半")
    assert lines(read(word(moved + joined))) == ["新处", "前半后半"]


def test_notes_and_comments_stand_aside() -> None:
    document = read(
        word(
            paragraph("正文"),
            footnotes=f'<w:footnote w:type="separator">{paragraph("—")}</w:footnote>'
            f"<w:footnote>{paragraph('脚注')}</w:footnote>",
            endnotes=f"<w:endnote>{paragraph('尾注')}</w:endnote>",
            comments=f"<w:comment>{paragraph('批注')}</w:comment>",
        )
    )
    assert asides(document) == [("footnote", "脚注"), ("endnote", "尾注"), ("comment", "批注")]
