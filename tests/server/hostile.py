"""Files that somebody made to do harm, or to look like something else; all made here."""

import io
import struct
import zipfile
import zlib

SCRIPT = b"<script>alert(document.cookie)</script>"


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of ``parts``, their names as given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def png(width: int = 3, height: int = 2) -> bytes:
    """A grey picture of that size, real in every chunk; a giant is never laid out in memory."""
    rows = repeated(b"\0" + bytes([120]) * width, height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def repeated(piece: bytes, times: int) -> bytes:
    """What zlib would unpack to ``piece`` so many times: packed once, its sum reckoned (RFC 1950).

    Each full flush ends on a byte and looks back at nothing, so the packed piece can be repeated.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    own, low, high = zlib.adler32(piece), 1, 0
    for _ in range(times):
        high += len(piece) * (low - 1) + (own >> 16)
        low += (own & 0xFFFF) - 1
    total = high % 65521 << 16 | low % 65521
    return b"\x78\xda" + packed * times + packer.flush() + struct.pack(">I", total)


def gif() -> bytes:
    """One white point."""
    return (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00"
        b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    )


def gif_and_script() -> bytes:
    """A picture whose width is the beginning of a comment, and a script after the comment."""
    return b"GIF89a/*" + gif()[8:] + b"*/=1;alert(1)//"


def pdf(*lines: str) -> bytes:
    """A page of those words, in a face that every reader has."""
    shown = "\n".join(f"({line}) Tj T*" for line in lines)
    page = f"BT /F1 14 Tf 26 TL 72 760 Td\n{shown}\nET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    return bytes(out) + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def bomb() -> bytes:
    """Some kilobytes that say they are 600 MB: six parts of zeros share one stretch of bytes."""
    whole = zipped({f"{n}.txt": b"\0" * 1024 for n in range(6)})
    size = struct.pack("<I", 1024)
    return whole.replace(size, struct.pack("<I", 100 * 1024 * 1024))


REFUSED = {
    "a PDF that is a page from its front": (
        b"%PDF-1.4\n" + SCRIPT + pdf("x")[9:],
        "协议.pdf",
        "two kinds",
    ),
    "a PDF that is a page from its end": (pdf("x") + b"<html>" + SCRIPT, "协议.pdf", "two kinds"),
    "a page that is a PDF further in": (SCRIPT + b"\n%PDF-1.4\nx\n", "协议.pdf", "two kinds"),
    "a picture that is a script": (gif_and_script(), "照片.gif", "two kinds"),
    "a picture that is a page": (png() + SCRIPT, "照片.png", "two kinds"),
    "a picture that is a zip": (png() + zipped({"a.txt": b"x"}), "照片.png", "two kinds"),
    "a drawing with a script": (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
        "图.svg",
        "SVG",
    ),
    "a bomb": (bomb(), "材料.zip", "unpack"),
    "a zip in a zip": (zipped({"内.zip": zipped({"a.txt": b"x"})}), "材料.zip", "packed"),
    "a zip that leads out": (zipped({"../../x.txt": b"x"}), "材料.zip", "lead out"),
    "a programme": (b"MZ\x90\x00\x03\x00\x00\x00", "照片.jpg", "kind"),
    "nothing": (b"", "空.pdf", "empty"),
}
"""By what it is: the bytes, the name, and a word of the sentence that refuses it."""
