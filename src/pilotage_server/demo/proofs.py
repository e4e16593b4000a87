"""Small files that stand for evidence in the demo; each says on its face that it is a sample.

The bytes follow from what is asked for alone, so that two demos hold the same files.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from struct import pack

from pilotage.base import Language, fingerprint
from pilotage_server.ledgers.evidence import Proof, proof_of

from .sample import ProofSpec

_SAMPLE = {
    "zh": "示例材料，由引航演示生成，不是真实文件",
    "en": "Sample made for the Pilotage demo, not a real document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a file is to say."""

    title: str
    unit: str
    dated: date | None
    text: str
    language: Language

    @property
    def lines(self) -> list[str]:
        """Title, unit and day, the words of the report, and that it is a sample."""
        day = self.dated.isoformat() if self.dated else ""
        return [self.title, f"{self.unit} {day}".strip(), self.text, _SAMPLE[self.language]]

    @property
    def figures(self) -> list[int]:
        """Six numbers between 10 and 99 that follow from the title."""
        digest = bytes.fromhex(fingerprint(self.title, length=12))
        return [10 + byte % 90 for byte in digest]


def make_proof(spec: ProofSpec, unit: str, text: str, language: Language) -> Proof:
    """The file that ``spec`` asks for, in ``language``."""
    sheet = Sheet(title=spec.name, unit=unit, dated=spec.dated, text=text, language=language)
    found = proof_of(_MAKERS[spec.kind](sheet), f"{spec.name}.{spec.kind}", spec.dated)
    return replace(found, kind=spec.serves)


def _txt(sheet: Sheet) -> bytes:
    return "\n\n".join(sheet.lines).encode()


def _csv(sheet: Sheet) -> bytes:
    head = "序号,项目,数量" if sheet.language == "zh" else "No.,Item,Count"
    item = "项目" if sheet.language == "zh" else "Item"
    rows = [f"{n},{item} {n},{figure}" for n, figure in enumerate(sheet.figures, start=1)]
    note = f'"{sheet.title}","{_SAMPLE[sheet.language]}",'
    return "\r\n".join(["\ufeff" + head, *rows, note, ""]).encode()


def _png(sheet: Sheet) -> bytes:
    """Six bars on a pale ground, 240 by 150 pixels."""
    width, height, step = 240, 150, 40
    tall = [figure * height // 110 for figure in sheet.figures]
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            bar, inside = divmod(x, step)
            rows.append(70 + bar * 20 if inside > 8 and height - y <= tall[bar] else 238)
    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    note = b"Comment\0" + _SAMPLE["en"].encode("ascii")
    chunks = [
        (b"IHDR", header),
        (b"tEXt", note),
        (b"IDAT", zlib.compress(bytes(rows))),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))


def _pdf(sheet: Sheet) -> bytes:
    """One A4 page in the reader's own Song face (STSong-Light), as PDF 1.4 names it."""
    wrapped = [part for line in sheet.lines for part in _wrap(line, sheet.language)]
    shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in wrapped)
    page = f"BT /F1 14 Tf 26 TL 72 760 Td\n{shown}\nET".encode("ascii")
    font = "/BaseFont /STSong-Light"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        f"<< /Type /Font /Subtype /Type0 {font} /Encoding /UniGB-UTF16-H"
        " /DescendantFonts [6 0 R] >>".encode("ascii"),
        f"<< /Type /Font /Subtype /CIDFontType0 {font} /CIDSystemInfo << /Registry (Adobe)"
        " /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R /DW 1000 /W [1 95 500] >>".encode(
            "ascii"
        ),
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return _assemble(objects)


def _assemble(objects: list[bytes]) -> bytes:
    """The objects numbered from 1, with the table of where each begins."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    )


def _wrap(line: str, language: Language) -> list[str]:
    width = 30 if language == "zh" else 60
    if language == "zh":
        return [line[at : at + width] for at in range(0, len(line), width)]
    rows = [""]
    for word in line.split():
        if rows[-1] and len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


_MAKERS: dict[str, Callable[[Sheet], bytes]] = {"txt": _txt, "csv": _csv, "png": _png, "pdf": _pdf}
