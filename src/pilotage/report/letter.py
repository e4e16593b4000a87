"""A letter of an office as a Word file, laid out as official documents are (GB/T 9704-2012).

A4; margins 37 mm above, 28 mm left, so that 156 by 225 mm are written on; 22 lines a page; title in
size 2 (22 pt) of the small title face, all else in size 3 (16 pt) of FangSong, two signs indented;
page numbers in size 4 (14 pt) between dashes. Faces that a machine lacks it replaces by its own.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from pilotage.base import Language

_TWIPS_A_MM = 1440 / 25.4
_PAGE = (11906, 16838)
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_LINE = int(225 / 22 * _TWIPS_A_MM)
_TITLE, _BODY, _FOOT = 44, 32, 28
"""Sizes in half points: 二号, 三号, 四号."""
_FACES = {
    "title": ("Times New Roman", "方正小标宋简体"),
    "body": ("Times New Roman", "仿宋_GB2312"),
    "foot": ("Times New Roman", "宋体"),
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is written, each as it stands there; ``facts`` are the rows of its table."""

    title: str
    number: str
    addressee: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    issuer: str
    day: str
    language: Language


def letter_docx(letter: Letter) -> bytes:
    """``letter`` as a .docx; the same letter gives the same bytes."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relations("footer", "footer1.xml"),
        "word/footer1.xml": _footer(),
        "word/document.xml": _document(letter),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _types() -> str:
    parts = (("document", "document.main"), ("footer1", "footer"))
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in parts
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>{overrides}</Types>'
    )


def _relations(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/{kind}" Target="{target}"/></Relationships>'
    )


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _document(letter: Letter) -> str:
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
        f"{''.join(_blocks(letter))}{_section()}</w:body></w:document>"
    )


def _blocks(letter: Letter) -> Iterator[str]:
    yield _paragraph(letter.title, face="title", size=_TITLE, line=_LINE + 60, align="center")
    yield _paragraph(letter.number, align="center")
    yield _paragraph("")
    yield _paragraph(letter.addressee)
    yield _table(letter.facts)
    for text in letter.paragraphs:
        yield _paragraph(text, indent='w:firstLineChars="200" w:firstLine="640"')
    yield _paragraph("")
    for text in (letter.issuer, letter.day):
        yield _paragraph(text, align="right", indent='w:rightChars="400" w:right="1280"')


def _paragraph(
    text: str,
    *,
    face: str = "body",
    size: int = _BODY,
    line: int = _LINE,
    align: str = "both",
    indent: str = "",
) -> str:
    ind = f"<w:ind {indent}/>" if indent else ""
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        f'{ind}<w:jc w:val="{align}"/></w:pPr>{_run(text, face, size)}</w:p>'
    )


def _run(text: str, face: str, size: int) -> str:
    latin, chinese = _FACES[face]
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_NOT_XML.sub("", text))}</w:t></w:r>'
    )


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0"/>' for side in sides)
    columns = (2000, 6845)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    body = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{_paragraph(text, align='left')}</w:tc>"
            for width, text in zip(columns, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _section() -> str:
    margins = " ".join(f'w:{side}="{round(mm * _TWIPS_A_MM)}"' for side, mm in _MARGINS.items())
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/>'
        f'<w:pgSz w:w="{_PAGE[0]}" w:h="{_PAGE[1]}"/>'
        f'<w:pgMar {margins} w:header="851" w:footer="1587" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{_LINE}"/></w:sectPr>'
    )


def _footer() -> str:
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        + ('<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>' * (kind == "begin"))
        for kind in ("begin", "end")
    )
    dash = [_run(text, "foot", _FOOT) for text in ("— ", " —")]
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f"{dash[0]}{marks}{dash[1]}</w:p></w:ftr>"
    )
