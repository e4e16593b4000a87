"""One way in: bytes and a name to a Document, whatever the format."""

import hashlib
import re
from typing import TYPE_CHECKING

from pilotage.base import Diagnostic
from pilotage.language import detect

from .builder import TextBuilder
from .charset import decode
from .markdown import read_markdown
from .model import Document, Grid
from .plain import read_plain
from .problems import EMPTY, ENCRYPTED, FOREIGN, NO_TEXT, TOO_LARGE

if TYPE_CHECKING:
    from .archive import Archive
    from .office import Foreign

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read: ten times the longest plan we know of with its pictures."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
OFD = "application/ofd"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SIGNATURES = (
    (b"\x89PNG", "a picture", "图片"),
    (b"\xff\xd8\xff", "a picture", "图片"),
    (b"GIF8", "a picture", "图片"),
    (b"Rar!", "an archive", "压缩包"),
    (b"7z\xbc\xaf", "an archive", "压缩包"),
    (b"\x1f\x8b", "an archive", "压缩包"),
    (b"\x7fELF", "a program", "程序"),
    (b"MZ", "a program", "程序"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|tbody|div|p|span|meta)[\s>]", re.IGNORECASE
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |\*\*.+\*\*\s*$|\|.+\|\s*$)", re.MULTILINE)


def read_document(data: bytes, name: str) -> tuple[Document, list[Diagnostic]]:
    """The document in ``data``; ``name`` is the file's name and only breaks ties of format.

    Raises PilotageError, in one sentence, for what cannot be read: empty, too large, encrypted,
    damaged, or no document at all.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise EMPTY.refusal()
    if len(data) > MAX_BYTES:
        raise TOO_LARGE.refusal(size=f"{len(data) / 1048576:.0f}", limit=MAX_BYTES // 1048576)
    builder, media_type, problems = _blocks(data, name)
    text = builder.text()
    if not text.strip():
        raise NO_TEXT.refusal()
    document = Document(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        language=detect(text),
        text=text,
        blocks=tuple(builder.blocks),
        asides=tuple(builder.asides),
        italics=tuple(builder.italics),
    )
    return document, problems


def read_cells(data: bytes) -> tuple[Grid, ...]:
    """The sheets of an .xlsx with the values of their cells, where a workbook was filled in.

    Raises PilotageError for what is none: empty, too large, encrypted, damaged, another format.
    """
    if not data:
        raise EMPTY.refusal()
    if len(data) > MAX_BYTES:
        raise TOO_LARGE.refusal(size=f"{len(data) / 1048576:.0f}", limit=MAX_BYTES // 1048576)
    from .sheet import read_cells as read

    return read(data)


def _blocks(data: bytes, name: str) -> tuple[TextBuilder, str, list[Diagnostic]]:
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if b"%PDF-" in data[:1024]:
        from .pdf import read_pdf

        return _typed(PDF, read_pdf(data))
    if data.startswith(OLE):
        return _compound(data)
    if data.startswith(b"{\\rtf") or _is_word_xml(data):
        from . import office

        return _packed(office.convert(data, office.RTF if data[:1] == b"{" else office.WORD_XML))
    refuse_foreign(data)
    return _text(data, name)


def _text(data: bytes, name: str) -> tuple[TextBuilder, str, list[Diagnostic]]:
    text, problems = decode(declared(data))
    if is_html(text, name):
        from .html import read_html

        return read_html(text), "text/html", problems
    if name.lower().endswith((".csv", ".tsv")):
        from .delimited import read_delimited

        return read_delimited(text), "text/csv", problems
    if name.lower().endswith((".md", ".markdown")) or _looks_markdown(text, name):
        return read_markdown(text), "text/markdown", problems
    return read_plain(text), "text/plain", problems


def _packed(data: bytes) -> tuple[TextBuilder, str, list[Diagnostic]]:
    """A Word file, a workbook or an OFD, told by the parts that it holds."""
    from .archive import Archive

    with Archive(data) as archive:
        if "ofd.xml" in archive:
            from .ofd import read_ofd

            return _typed(OFD, read_ofd(archive))
        if "xl/workbook.xml" in archive:
            from .sheet import read_workbook

            return _typed(XLSX, read_workbook(data, archive))
        if foreign := foreign_package(archive):
            from .office import convert

            return _packed(convert(data, foreign))
        from .docx import read_docx

        return _typed(DOCX, read_docx(archive))


def foreign_package(archive: "Archive") -> "Foreign | None":
    """A packed file that only LibreOffice opens, if it is one."""
    from . import office

    if "xl/workbook.bin" in archive:
        return office.BINARY_SHEET
    kind = (archive.part("mimetype") or b"") if "content.xml" in archive else b""
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return office.OPEN_TEXT
    sheet = kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    return office.OPEN_SHEET if sheet else None


def _compound(data: bytes) -> tuple[TextBuilder, str, list[Diagnostic]]:
    """Files of the time before .docx, and encrypted ones of today."""
    if stream("EncryptedPackage") in data:
        raise ENCRYPTED.refusal()
    if stream("WordDocument") not in data and (
        stream("Workbook") in data or stream("Book\0") in data
    ):
        from .sheet import read_workbook

        return _typed("application/vnd.ms-excel", read_workbook(data, None))
    from . import office

    builder, _, problems = _packed(office.convert(data, office.OLD_WORD))
    return builder, "application/msword", problems


def stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _is_word_xml(data: bytes) -> bool:
    head = data[:4096]
    return b"<?xml" in head[:10] and (
        b"schemas.microsoft.com/office/word/2003/wordml" in head or b"<pkg:package" in head
    )


def _typed(
    media_type: str, read: tuple[TextBuilder, list[Diagnostic]]
) -> tuple[TextBuilder, str, list[Diagnostic]]:
    builder, problems = read
    return builder, media_type, problems


def refuse_foreign(data: bytes) -> None:
    for signature, what, what_zh in _SIGNATURES:
        if data.startswith(signature) and not (signature == b"MZ" and b"\0" not in data[:512]):
            raise FOREIGN.refusal(what=what, what_zh=what_zh)


def declared(data: bytes) -> bytes:
    """HTML in a declared Chinese charset, as UTF-8: gb2312 and gbk are parts of gb18030."""
    match = _META_CHARSET.search(data[:4096])
    if match and match[1].lower() in (b"gb2312", b"gbk", b"gb18030", b"big5"):
        encoding = "big5" if match[1].lower() == b"big5" else "gb18030"
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            return data
    return data


def is_html(text: str, name: str) -> bool:
    head = text.lstrip("\ufeff \t\n")[:2000]
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return bool(_TAG.search(text[:20_000]))
    return head.startswith("<") and bool(_TAG.match(head) or _TAG.search(head))


def _looks_markdown(text: str, name: str) -> bool:
    """A .txt that is written in Markdown all the same: several marks at line starts."""
    least = 4 if name.lower().endswith(".txt") else 3
    return len(_MARKDOWN.findall(text[:20_000])) >= least
