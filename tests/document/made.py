"""Files of every format made from plain lines, so that a test can say what must come out."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HIGH, _WIDE = 842.0, 595.0


class Placed(NamedTuple):
    """Words at a place on a page, in points from its upper left corner; y is the base line."""

    x: float
    y: float
    size: float
    text: str


class Stroke(NamedTuple):
    """A drawn line from one place to another."""

    x0: float
    y0: float
    x1: float
    y1: float


Sheet = list[Placed | Stroke]


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A packed file with those parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file with that body; ``styles``, ``numbering``, … are the insides of other parts."""
    roots = {"footnotes": "footnotes", "comments": "comments", "endnotes": "endnotes"}
    files: dict[str, str | bytes] = {
        f"word/{name}.xml": f"<w:{roots.get(name, name)} {W}>{inner}</w:{roots.get(name, name)}>"
        for name, inner in parts.items()
    }
    files["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed(files)


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def width_of(text: str, size: float) -> float:
    """How wide words are set: Chinese signs in a square, others in three fifths of one."""
    return sum(size if c > "\u2e00" else size * 0.6 for c in text)


def laid_out(markdown: str, size: float = 12.0) -> list[Sheet]:
    """A plan in Markdown set on A4 as an office would: headings, indents, heads, page numbers."""
    pages: list[Sheet] = [[]]
    y = 100.0
    for line in filter(None, map(str.strip, markdown.splitlines())):
        level = len(line) - len(line.lstrip("#"))
        words = line[level:].strip()
        own = size * 1.5 if level == 1 else size
        chinese = sum(c > "\u2e00" for c in words) > len(words) / 2
        indent = 2 * own if chinese and level != 1 and not words.endswith(("：", ":")) else 0
        for at, broken in enumerate(_broken(words, own, 435 - indent, 435)):
            if y > 760:
                pages.append([])
                y = 100.0
            x = 80 + (indent if at == 0 else 0)
            if level == 1:
                x = (_WIDE - width_of(broken, own)) / 2
            pages[-1].append(Placed(x, y, own, broken))
            y += own * 1.6
        y += 0 if chinese else own
    for number, page in enumerate(pages, 1):
        page.insert(0, Placed(80, 60, 9, "Sample programme"))
        page.append(Placed(290, 800, 9, f"- {number} -"))
    return pages


def _broken(words: str, size: float, first: float, rest: float) -> Iterator[str]:
    """Words broken into lines: Chinese anywhere, other words at blanks."""
    room, line = first, ""
    for token in _tokens(words):
        if line and width_of((line + token).rstrip(), size) > room:
            yield line.rstrip()
            line, room = "", rest
        line += token.lstrip() if not line else token
    if line.strip():
        yield line.rstrip()


def _tokens(words: str) -> Iterator[str]:
    token = ""
    for char in words:
        if char > "\u2e00":
            if token:
                yield token
            token = ""
            yield char
        else:
            token += char
            if char == " ":
                yield token
                token = ""
    if token:
        yield token


def pdf(pages: Iterable[Sheet]) -> bytes:
    """A PDF of those pages; Chinese in a font that is not in the file, as older ones are."""
    sheets = list(pages)
    fonts = (
        "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
        " /F2 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000"
        " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
        " /FontBBox [0 -140 1000 860] /ItalicAngle 0 /Ascent 860 /Descent -140 /StemV 90"
        " /CapHeight 860 >> >>] >> >>"
    )
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for sheet in sheets:
        stream = zlib.compress("\n".join(map(_drawn, sheet)).encode("latin-1"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDE} {_HIGH}] /Contents"
            f" {len(objects) + 2} 0 R /Resources << /Font {fonts} >> >>".encode()
        )
        head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + stream + b"\nendstream")
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(len(sheets)))
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode()
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _drawn(mark: Placed | Stroke) -> str:
    if isinstance(mark, Stroke):
        return f"{mark.x0} {_HIGH - mark.y0} m {mark.x1} {_HIGH - mark.y1} l S"
    shown, x = [], mark.x
    for run in _runs(mark.text):
        chinese = run[0] > "\u2e00"
        code = "".join(f"{b:02x}" for b in run.encode("utf-16-be" if chinese else "cp1252"))
        font = "F2" if chinese else "F1"
        shown.append(f"/{font} {mark.size} Tf 1 0 0 1 {x:.2f} {_HIGH - mark.y} Tm <{code}> Tj")
        x += width_of(run, mark.size)
    return f"BT {' '.join(shown)} ET"


def _runs(text: str) -> Iterator[str]:
    run = ""
    for char in text:
        if run and (run[-1] > "\u2e00") != (char > "\u2e00"):
            yield run
            run = ""
        run += char
    if run:
        yield run


def ofd(pages: Iterable[Sheet]) -> bytes:
    """An OFD (GB/T 33190) of those pages."""
    sheets = list(pages)
    places = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(sheets))
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{places}</ofd:Pages></ofd:Document>",
    }
    for at, sheet in enumerate(sheets):
        inner = "".join(map(_written, sheet))
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{inner}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return packed(parts)


def _written(mark: Placed | Stroke) -> str:
    mm = 25.4 / 72
    if isinstance(mark, Stroke):
        x0, y0, x1, y1 = (value * mm for value in mark)
        return (
            f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}'
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )
    steps = " ".join(f"{width_of(c, mark.size) * mm:.3f}" for c in mark.text[:-1])
    words = mark.text.replace("&", "&amp;").replace("<", "&lt;")
    size = mark.size * mm
    return (
        f'<ofd:TextObject Boundary="{mark.x * mm:.3f} {mark.y * mm - size:.3f} 190 {size:.3f}"'
        f' Font="1" Size="{size:.3f}"><ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">'
        f"{words}</ofd:TextCode></ofd:TextObject>"
    )
