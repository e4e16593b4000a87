"""PDF files: pdfium says which sign stands where, ``printed`` makes text and tables of it."""

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from pilotage.base import Diagnostic

from .builder import TextBuilder
from .grid import strokes
from .ocr import recogniser
from .page import GUESSED_BLANK, Glyph, Page, Rule
from .printed import read_pages
from .problems import BOMB, DAMAGED, ENCRYPTED, TOO_MANY_PAGES

_MOST_PAGES = 3000
_MOST_GLYPHS = 200_000
"""On one page; no paper holds more."""
_MOST_RECOGNISED = 60
"""Pictures of one file that are read, at some five seconds each; the others are told."""
_MOST_PATHS = 20_000
_THIN = 3.0
"""Points: a ground thinner than this is a drawn line."""
_MOST_UNPACKED = 256 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_Point = Callable[[float, float], tuple[float, float]]


def read_pdf(data: bytes) -> tuple[TextBuilder, list[Diagnostic]]:
    """The blocks of the file; PilotageError when it is encrypted, damaged or too long."""
    _refuse_bomb(data)
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise ENCRYPTED.refusal() from error
        raise DAMAGED.refusal() from error
    with document:
        if not count:
            raise DAMAGED.refusal()
        if count > _MOST_PAGES:
            raise TOO_MANY_PAGES.refusal(pages=count, limit=_MOST_PAGES)
        names: dict[bytes, int] = {}
        pages: list[Page] = []
        for number in range(1, count + 1):
            recognised = sum(page.picture for page in pages)
            pages.append(_page(document, number, names, recognised < _MOST_RECOGNISED))
        return read_pages(pages)


def _refuse_bomb(data: bytes) -> None:
    """Unpack what is packed, only to count it: pdfium itself sets no small limit."""
    total = 0
    for match in _STREAM.finditer(data):
        packed = data[match.end() : match.end() + 2]
        if len(packed) < 2 or packed[0] & 0x0F != 8 or (packed[0] << 8 | packed[1]) % 31:
            continue
        total += _unpacked(memoryview(data)[match.end() :], _MOST_UNPACKED - total)
        if total >= _MOST_UNPACKED:
            raise BOMB.refusal()


def _unpacked(packed: memoryview, limit: int) -> int:
    """How many bytes one packed stream holds, counted up to ``limit``."""
    inflate, size, at = zlib.decompressobj(), 0, 0
    try:
        while not inflate.eof and at < len(packed) and size < limit:
            size += len(inflate.decompress(packed[at : at + 65_536]))
            at += 65_536
    except zlib.error:
        return size
    return size


def _page(
    document: pdfium.PdfDocument, number: int, names: dict[bytes, int], may_recognise: bool
) -> Page:
    """Page ``number``; one that pdfium cannot load counts as empty.

    ``names`` numbers the fonts of the file; ``may_recognise`` lets a picture be read.
    """
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return Page(number=number, width=0, height=0)
    try:
        turned, width, height = _upright(page)
        found = Page(number=number, width=width, height=height)
        textpage = page.get_textpage()
        try:
            found.glyphs = list(_glyphs(textpage.raw, turned, names))
        finally:
            textpage.close()
        covered = _drawings(page, turned, found.rules)
        found.picture = not found.glyphs and covered > 0.2 * width * height
        if found.picture and may_recognise and (ocr := recogniser()):
            scale = min(200 / 72, 4000 / max(page.get_size()))
            found.glyphs = ocr(_rendered(page, scale), scale)
        return found
    except pdfium.PdfiumError:
        return Page(number=number, width=0, height=0)
    finally:
        page.close()


def _upright(page: pdfium.PdfPage) -> tuple[_Point, float, float]:
    """From the page's own points to points on the sheet as it is held, y downwards."""
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    turn = page.get_rotation()
    points: dict[int, _Point] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    sheet = (height, width) if turn in (90, 270) else (width, height)
    return points.get(turn, points[0]), *sheet


def _glyphs(text: object, turned: _Point, names: dict[bytes, int]) -> Iterator[Glyph]:
    """The signs of a page in the order of the file; a blank stands where words part."""
    box, matrix, sizes = raw.FS_RECTF(), raw.FS_MATRIX(), {}
    last = Glyph(" ", 0, 0, 0, 0, 0)
    for index in range(min(raw.FPDFText_CountChars(text), _MOST_GLYPHS)):
        char = _sign(raw.FPDFText_GetUnicode(text, index))
        if not char:
            continue
        if char.isspace():
            guessed = raw.FPDFText_IsGenerated(text, index) == 1
            yield last._replace(char=GUESSED_BLANK if guessed else char, x0=last.x1)
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        thing = ctypes.cast(raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        if thing not in sizes:
            raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
            scale = max(abs(matrix.a), abs(matrix.b), abs(matrix.d), 0.01)
            size = raw.FPDFText_GetFontSize(text, index) * scale
            sizes[thing] = size, _face(text, index, names)
        (x0, y0), (x1, y1) = turned(box.left, box.top), turned(box.right, box.bottom)
        x0, x1 = min(x0, x1), max(x0, x1)
        last = Glyph(char, x0, min(y0, y1), x1, max(y0, y1), *sizes[thing])
        yield last


def _face(text: object, index: int, names: dict[bytes, int]) -> int:
    """A number for the font of a sign: equal fonts of a file have equal numbers."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, 128, None)
    return names.setdefault(name.value.split(b"+")[-1], len(names))


def _sign(code: int) -> str:
    """The sign of a code; the marks by which pdfium shows a hyphen at the end of a line are one."""
    if code in (2, 0xFFFE, 0xAD):
        return "-"
    if code < 32:
        return " " if code in (9, 10, 13) else ""
    return "" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _drawings(page: pdfium.PdfPage, turned: _Point, rules: list[Rule]) -> float:
    """Gathers the drawn lines of a page; gives the area that pictures cover."""
    covered, seen = 0.0, 0
    for thing in page.get_objects(max_depth=4):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            covered += (right - left) * (top - bottom)
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and seen < _MOST_PATHS:
            seen += 1
            rules.extend(_edges(thing, turned))
    return covered


def _edges(path: pdfium.PdfObject, turned: _Point) -> Iterator[Rule]:
    """The level and upright lines of one drawn path."""
    if _only_shaded(path):
        return
    matrix, thing = path.get_matrix(), path
    while thing.container is not None:
        thing = thing.container
        matrix = matrix.multiply(thing.get_matrix())
    corners = []
    for index in range(min(raw.FPDFPath_CountSegments(path.raw), 500)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        begins = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        corners.append((begins, turned(*matrix.on_point(x.value, y.value))))
    yield from strokes(corners)


def _only_shaded(path: pdfium.PdfObject) -> bool:
    """Whether a path is a coloured ground: it has an inside and no drawn border."""
    fill, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    raw.FPDFPath_GetDrawMode(path.raw, ctypes.byref(fill), ctypes.byref(stroke))
    left, bottom, right, top = path.get_bounds()
    return not stroke.value and min(right - left, top - bottom) > _THIN


def _rendered(page: pdfium.PdfPage, scale: float) -> bytes:
    """The page as a grey picture, in the plainest format there is (PGM)."""
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    lines = (rows[at : at + bitmap.width] for at in range(0, len(rows), bitmap.stride))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
