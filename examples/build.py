"""Writes plan.zh.docx and plan.en.docx from their Markdown sources: ``python examples/build.py``.

In: ``plan.zh.md`` and ``plan.en.md`` beside this file. ``#`` is a title, ``##`` and ``###`` are
headings with their numbers printed as text, every other line is a paragraph; a short line with no
closing mark is a signature or its date and goes to the right. Out: Word files on A4 in the faces of
an official document, the same parts from the same sources on every machine.
"""

import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

HERE = Path(__file__).parent
STAMP = datetime(2020, 7, 21, 9, 0, tzinfo=UTC)
UNUSED = ("/thumbnail", "/stylesWithEffects")
MARKS = {"#": "Title", "##": "Heading 1", "###": "Heading 2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one language is set: the faces of each style, the indent, the words of the footer."""

    language: str
    latin: str
    faces: dict[str, str]
    indent: float
    title: str
    subject: str
    footer: str


LOOKS = {
    "zh": Look(
        language="zh-CN",
        latin="Times New Roman",
        faces={
            "Title": "方正小标宋简体",
            "Heading 1": "黑体",
            "Heading 2": "楷体",
            "Normal": "仿宋",
        },
        indent=32,
        title="东北亚开放合作实施方案（2020）",
        subject="引航示例：用自己的话转述，不是印发的原文",
        footer="引航示例，转述，非原文",
    ),
    "en": Look(
        language="en-GB",
        latin="Times New Roman",
        faces={"Title": "黑体", "Heading 1": "黑体", "Heading 2": "楷体", "Normal": "仿宋"},
        indent=0,
        title="Northeast Asia opening-up plan 2020",
        subject="Pilotage example: restated in our own words, not the text as issued",
        footer="Pilotage example, restated, not the text as issued",
    ),
}
SIZES = {"Title": 22, "Heading 1": 16, "Heading 2": 16, "Normal": 16}


def build(source: Path, look: Look) -> bytes:
    """The Word file of one Markdown source."""
    document = Document()
    _page(document, look)
    _styles(document, look)
    for line in filter(None, map(str.strip, source.read_text(encoding="utf-8").splitlines())):
        _paragraph(document, line, look)
    _properties(document, look)
    buffer = BytesIO()
    document.save(buffer)
    return _settled(buffer.getvalue())


def _page(document: Any, look: Look) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(look.footer).font.size = Pt(9)


def _styles(document: Any, look: Look) -> None:
    for name, face in look.faces.items():
        style = document.styles[name]
        style.font.name, style.font.size = look.latin, Pt(SIZES[name])
        style.font.bold = name == "Title" or (name == "Heading 2" and look.language == "en-GB")
        style.font.color.rgb = RGBColor(0, 0, 0)
        _fonts(style, face, look)
        spacing = style.paragraph_format
        spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
        spacing.space_before = spacing.space_after = Pt(28 if name == "Title" else 0)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _fonts(style: Any, face: str, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:ascii"), look.latin)
    fonts.set(qn("w:hAnsi"), look.latin)
    fonts.set(qn("w:eastAsia"), face)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _paragraph(document: Any, line: str, look: Look) -> None:
    mark, _, words = line.partition(" ")
    if mark in MARKS:
        document.add_paragraph(words, style=MARKS[mark])
        return
    paragraph = document.add_paragraph(line)
    if len(line) < 60 and not re.search(r"[。.：:）)]$", line):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif not re.search(r"[：:]$", line):
        paragraph.paragraph_format.first_line_indent = Pt(look.indent)


def _properties(document: Any, look: Look) -> None:
    core = document.core_properties
    core.title = look.title
    core.author = core.last_modified_by = "Pilotage"
    core.subject, core.comments, core.language = look.subject, look.subject, look.language
    core.created = core.modified = core.last_printed = STAMP
    core.revision = 1
    for links in (document.part.package.rels, document.part.rels):
        for key in [key for key, link in links.items() if link.reltype.endswith(UNUSED)]:
            del links[key]


def _settled(packed: bytes) -> bytes:
    """The same parts in one order with one date, so that the bytes follow from the words alone."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()


def main() -> None:
    """Writes both files beside their sources and names them."""
    for language, look in LOOKS.items():
        target = HERE / f"plan.{language}.docx"
        target.write_bytes(build(HERE / f"plan.{language}.md", look))
        print(target.name)


if __name__ == "__main__":
    main()
