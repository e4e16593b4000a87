"""OFD (GB/T 33190), the layout format of Chinese offices: signs at places, as in a PDF.

Read by our own few lines instead of a library: its text objects go through the same reading
order, tables and running heads as those of a PDF.
"""

import math
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pilotage.base import Diagnostic

from .archive import Archive
from .builder import TextBuilder
from .grid import strokes
from .page import GUESSED_BLANK, Glyph, Page, is_ideograph
from .printed import read_pages
from .problems import DAMAGED, ENCRYPTED, TOO_MANY_PAGES

_POINTS = 72 / 25.4
"""OFD measures in millimetres."""
_MOST_PAGES = 3000
_MOST_GLYPHS = 200_000
_Six = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class _Sheet:
    """A page being filled: where its own corner lies, and the numbers of its fonts."""

    page: Page
    left: float
    top: float
    fonts: dict[str, int]
    covered: float = 0.0


def read_ofd(archive: Archive) -> tuple[TextBuilder, list[Diagnostic]]:
    """The blocks of the file; PilotageError when it is encrypted, damaged or too long."""
    if "encryptions.xml" in archive:
        raise ENCRYPTED.refusal()
    root = archive.xml("OFD.xml")
    pages: list[Page] = []
    fonts: dict[str, int] = {}
    for at in _all(root, "DocRoot"):
        start = _path("", at.text)
        document = archive.xml(start)
        if document is not None:
            pages.extend(_pages(archive, document, posixpath.dirname(start), len(pages), fonts))
    if not pages:
        raise DAMAGED.refusal()
    return read_pages(pages)


def _pages(
    archive: Archive, document: etree._Element, folder: str, before: int, fonts: dict[str, int]
) -> Iterator[Page]:
    """The pages of one document; ``before`` so many stand in the file before it."""
    places = [at for group in _all(document, "Pages") for at in _all(group, "Page")]
    if before + len(places) > _MOST_PAGES:
        raise TOO_MANY_PAGES.refusal(pages=before + len(places), limit=_MOST_PAGES)
    usual = next(iter(_all(document, "PhysicalBox")), None)
    templates = {
        at.get("ID"): _path(folder, at.get("BaseLoc")) for at in _all(document, "TemplatePage")
    }
    for number, place in enumerate(places, before + 1):
        content = archive.xml(_path(folder, place.get("BaseLoc")))
        if content is None:
            continue
        own = next(iter(_all(content, "PhysicalBox")), usual)
        left, top, width, height = _numbers(own.text if own is not None else "", 4, "0 0 210 297")
        page = Page(number=number, width=width * _POINTS, height=height * _POINTS)
        sheet = _Sheet(page, left, top, fonts)
        for template in _all(content, "Template"):
            ground = archive.xml(templates.get(template.get("TemplateID"), ""))
            _read(ground, sheet)
        _read(content, sheet)
        page.picture = not page.glyphs and sheet.covered > 0.2 * width * height
        yield page


def _read(content: etree._Element | None, sheet: _Sheet) -> None:
    """Every text, drawn line and picture of a page or a template."""
    for node in content.iter() if content is not None else ():
        name = _name(node)
        if name == "TextObject" and len(sheet.page.glyphs) < _MOST_GLYPHS:
            sheet.page.glyphs.extend(_text(node, sheet))
        elif name == "PathObject":
            data = next(iter(_all(node, "AbbreviatedData")), None)
            corners = _corners(node, data.text if data is not None else "", sheet)
            sheet.page.rules.extend(strokes(corners))
        elif name == "ImageObject":
            _, _, width, height = _numbers(node.get("Boundary"), 4, "0 0 0 0")
            sheet.covered += width * height


def _text(node: etree._Element, sheet: _Sheet) -> Iterator[Glyph]:
    x0, y0, _, _ = _numbers(node.get("Boundary"), 4, "0 0 0 0")
    matrix = _matrix(node)
    size = _numbers(node.get("Size"), 1, "3.5")[0]
    scale = math.hypot(matrix[2], matrix[3]) or 1.0
    wide = (math.hypot(matrix[0], matrix[1]) or 1.0) * _POINTS
    face = sheet.fonts.setdefault(node.get("Font", ""), len(sheet.fonts))
    high = size * scale * _POINTS
    for code in _all(node, "TextCode"):
        text = "".join(map(str, code.itertext()))
        across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
        x, y = _numbers(code.get("X"), 1, "0")[0], _numbers(code.get("Y"), 1, "0")[0]
        for index, char in enumerate(text):
            left = (x0 - sheet.left + matrix[0] * x + matrix[2] * y + matrix[4]) * _POINTS
            base = (y0 - sheet.top + matrix[1] * x + matrix[3] * y + matrix[5]) * _POINTS
            step = across[index] if index < len(across) else 0.0
            own = size if is_ideograph(char) else size / 2
            width = min(step, own * 1.2) if step > 0 else own
            top, bottom = base - 0.86 * high, base + 0.14 * high
            glyph = Glyph(char, left, top, left + width * wide, bottom, high, face)
            if index == 0:
                yield glyph._replace(char=GUESSED_BLANK)
            yield glyph
            x += step
            y += down[index] if index < len(down) else 0.0


def _corners(
    node: etree._Element, data: str | None, sheet: _Sheet
) -> Iterator[tuple[bool, tuple[float, float]]]:
    """The corners of a path in its short notation: ``M x y L x y … C``."""
    x0, y0, _, _ = _numbers(node.get("Boundary"), 4, "0 0 0 0")
    a, b, c, d, e, f = _matrix(node)
    words = iter((data or "").split())
    first = None
    for word in words:
        if word == "C" and first is not None:
            yield False, first
        if word not in "MSL":
            continue
        x, y = _numbers(f"{next(words, '')} {next(words, '')}", 2, "0 0")
        corner = (
            (x0 - sheet.left + a * x + c * y + e) * _POINTS,
            (y0 - sheet.top + b * x + d * y + f) * _POINTS,
        )
        first = corner if word != "L" else first
        yield word != "L", corner


def _steps(text: str | None, most: int) -> list[float]:
    """Distances from sign to sign; ``g 3 4.2`` stands for 4.2 three times."""
    steps: list[float] = []
    words = iter((text or "").split())
    for word in words:
        times = 1
        if word == "g":
            times = int(_numbers(next(words, ""), 1, "0")[0])
            word = next(words, "")  # noqa: PLW2901
        steps.extend([_numbers(word, 1, "0")[0]] * max(min(times, most - len(steps)), 0))
        if len(steps) >= most:
            break
    return steps


def _matrix(node: etree._Element) -> _Six:
    a, b, c, d, e, f = _numbers(node.get("CTM"), 6, "1 0 0 1 0 0")
    return a, b, c, d, e, f


def _numbers(text: str | None, count: int, default: str) -> list[float]:
    """That many numbers; the default when there are not so many, or they are no numbers."""
    try:
        found = [float(word) for word in (text or "").split()][:count]
    except ValueError:
        found = []
    usable = len(found) == count and all(math.isfinite(x) and abs(x) < 1e6 for x in found)
    return found if usable else [float(word) for word in default.split()]


def _path(folder: str, place: str | None) -> str:
    """A part's name: places are relative to the folder unless they begin with /."""
    place = (place or "").strip().replace("\\", "/")
    joined = place if place.startswith("/") else posixpath.join(folder, place)
    return posixpath.normpath(joined).lstrip("/")


def _all(root: etree._Element | None, name: str) -> list[etree._Element]:
    """Elements of that name below ``root``, whatever their namespace."""
    return [node for node in root.iter() if _name(node) == name] if root is not None else []


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
