"""One way in: bytes and a name to a Document, whatever the format."""

import hashlib
import re

from pilotage.base import Diagnostic, PilotageError
from pilotage.language import detect

from .builder import TextBuilder
from .charset import decode
from .markdown import read_markdown
from .model import Document
from .plain import read_plain

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read: ten times the longest plan we know of with its pictures."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMATS = "Give the document as .docx, .html, .md or .txt."
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|table|tbody|div|p|span|meta)[\s>]", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |\*\*.+\*\*\s*$|\|.+\|\s*$)", re.MULTILINE)


def read_document(data: bytes, name: str) -> tuple[Document, list[Diagnostic]]:
    """The document in ``data``; ``name`` is the file's name and only breaks ties of format.

    Raises PilotageError, in one sentence, for what cannot be read: empty, too large, encrypted,
    damaged, or no document at all.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise PilotageError("The file is empty.", "Give a file that holds the document.")
    if len(data) > MAX_BYTES:
        raise PilotageError(
            f"The file has {len(data) / 1048576:.0f} MB; at most {MAX_BYTES // 1048576} MB are read.",
            "Split the document, or take its pictures out.",
        )
    builder, media_type, problems = _blocks(data, name)
    text = builder.text()
    if not text.strip():
        raise PilotageError(
            "The file holds no text.", "If it is a scan, give the typed document instead."
        )
    document = Document(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        language=detect(text),
        text=text,
        blocks=tuple(builder.blocks),
        asides=tuple(builder.asides),
    )
    return document, problems


def _blocks(data: bytes, name: str) -> tuple[TextBuilder, str, list[Diagnostic]]:
    if data.startswith(b"PK\x03\x04"):
        from .docx import read_docx

        builder, problems = read_docx(data)
        return builder, DOCX, problems
    _refuse_foreign(data)
    text, problems = decode(_declared(data))
    if _is_html(text, name):
        from .html import read_html

        return read_html(text), "text/html", problems
    if name.lower().endswith((".md", ".markdown")) or _looks_markdown(text, name):
        return read_markdown(text), "text/markdown", problems
    return read_plain(text), "text/plain", problems


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(_OLE):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
            raise PilotageError("This Word file is encrypted.", "Save it without a password.")
        raise PilotageError("This is an old Word file (.doc or .wps).", "Save it as .docx.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature) and not (signature == b"MZ" and b"\0" not in data[:512]):
            raise PilotageError(f"This is {what}, not a text.", _FORMATS)


def _declared(data: bytes) -> bytes:
    """HTML that declares a Chinese charset is decoded by it: gb2312 and gbk are parts of gb18030."""
    match = _META_CHARSET.search(data[:4096])
    if match and match[1].lower() in (b"gb2312", b"gbk", b"gb18030", b"big5"):
        encoding = "big5" if match[1].lower() == b"big5" else "gb18030"
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            return data
    return data


def _is_html(text: str, name: str) -> bool:
    head = text.lstrip("\ufeff \t\n")[:2000]
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return bool(_TAG.search(text[:20_000]))
    return head.startswith("<") and bool(_TAG.match(head) or _TAG.search(head))


def _looks_markdown(text: str, name: str) -> bool:
    """A .txt that is written in Markdown all the same: several marks at line starts."""
    return not name.lower().endswith(".txt") and len(_MARKDOWN.findall(text[:20_000])) >= 3
