"""Feed a reader files that grow towards its unvisited lines.

``python -m tools.fuzz KIND FOLDER -max_total_time=600``: KIND is a suffix (docx, ofd, xlsx, pdf,
html, md, txt, csv), FOLDER holds samples to begin with; more arguments go to libFuzzer. Needs the
extra ``fuzz``. A finding is an exception that is no PilotageError, a file that takes over ten
seconds, or one that takes over a gigabyte; libFuzzer writes it to a file.
"""

import io
import sys
import zipfile
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["pilotage.document"]):
    from pilotage.base import PilotageError
    from pilotage.document import archive, docx, html, ofd, pdf, read_document, sheet  # noqa: F401 entered later

_LIMITS = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=65536"]
_CUT = b"\n%%\n"
"""Parts a sample for a packed file into its parts, so that mutations reach the XML, not the zip."""
_PARTS = {
    "docx": ("word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"),
    "ofd": ("Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml", "OFD.xml"),
    "xlsx": (
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "_rels/.rels",
    ),
}


def packed(data: bytes, names: tuple[str, ...]) -> bytes:
    """The stretches of ``data`` as the parts of a packed file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, part in zip(names, data.split(_CUT), strict=False):
            target.writestr(name, part)
    return out.getvalue()


def reader(kind: str) -> Callable[[bytes], None]:
    """What is done with one sample: read it as a file of that kind."""

    def read(data: bytes) -> None:
        if kind in _PARTS:
            data = packed(data, _PARTS[kind])
        try:
            document, _ = read_document(data, f"sample.{kind}")
        except PilotageError:
            return
        assert all(0 <= b.span.start <= b.span.end <= len(document.text) for b in document.blocks)

    return read


if __name__ == "__main__":
    kind = sys.argv.pop(1)
    atheris.Setup([sys.argv[0], *_LIMITS, *sys.argv[1:]], reader(kind))
    atheris.Fuzz()
