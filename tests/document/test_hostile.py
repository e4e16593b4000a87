"""No file, however made, gives more than one clear sentence: no exception, no hang, no flood.

``hostile/`` keeps what the fuzzer found (tools/fuzz.py) and what was thought up, as files.
"""

import contextlib
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotage.base import PilotageError
from pilotage.document import read_document
from tests.document.made import Placed, Sheet, Stroke, ofd, packed, paragraph, pdf, word

CASES = sorted((Path(__file__).parent / "hostile").glob("*.*"))
PAGE: Sheet = [
    Placed(80, 100, 12, "一、重点任务"),
    Placed(80, 120, 12, "words"),
    Stroke(0, 9, 99, 9),
]
SAMPLES = {
    "docx": word(paragraph("（一）开通航线。（大连海关负责）") * 3),
    "pdf": pdf([PAGE]),
    "ofd": ofd([PAGE]),
    "html": "<html><body><table><tr><td rowspan=2>甲</td></tr></table><p>乙".encode(),
    "txt": "一、重点任务\n（一）开通航线。\f— 1 —\n".encode("gb18030"),
    "md": "# 方案\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n**粗** [a](b)".encode(),
    "csv": '序号,任务\n1,"开通\n航线"\n'.encode(),
}
SECONDS = 20


def harmless(data: bytes, name: str) -> None:
    """Read it, or be told in one sentence why not; in bounded time."""
    began = time.process_time()
    with contextlib.suppress(PilotageError):
        document, _ = read_document(data, name)
        ends = [0, *(block.span.end for block in document.blocks)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(document.text)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_kept_cases_do_no_harm(path: Path) -> None:
    harmless(path.read_bytes(), path.name)


@pytest.mark.parametrize("kind", SAMPLES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_files_changed_anywhere_do_no_harm(kind: str, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(len(sample) - 1, 0)))
        piece = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from(WORDS)))
        sample[at : at + data.draw(st.integers(0, 8))] = piece
    harmless(bytes(sample), f"sample.{kind}")


WORDS = [
    b"\xff\xff\xff\xff",
    b"-1",
    b"999999999",
    b"<",
    b"\0",
    "（一）".encode(),
    b"stream\n",
    b"\x0c",
]


def bomb_pdf() -> bytes:
    packed_zeros = zlib.compress(bytes(40_000_000), 9)
    head = b"%%PDF-1.5\n1 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n"
    body = head % len(packed_zeros) + packed_zeros + b"\nendstream\nendobj\n"
    return body * 12


BOMBS: dict[str, Callable[[], bytes]] = {
    "xml.docx": lambda: packed({"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}),
    "deep.docx": lambda: word("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400),
    "parts.docx": lambda: packed({f"word/{n}.xml": "" for n in range(20_001)}),
    "stream.pdf": bomb_pdf,
    "laughs.docx": lambda: packed(
        {
            "word/document.xml": "<!DOCTYPE a [<!ENTITY a 'ha'>"
            + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
            + "]><a>&j;</a>"
        }
    ),
    "outside.docx": lambda: packed(
        {"word/document.xml": "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"}
    ),
    "spans.html": lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x<td>y</tr>" * 300,
}
"""Made when asked for: every worker reads this file, and one of them runs these tests."""


@pytest.mark.parametrize("name", BOMBS)
def test_what_unpacks_without_end_is_not_unpacked(name: str) -> None:
    data = BOMBS[name]()
    tracemalloc.start()
    try:
        harmless(data, name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 400_000_000


def test_nothing_outside_the_file_is_read() -> None:
    with pytest.raises(PilotageError, match="no text"):
        read_document(BOMBS["outside.docx"](), "outside.docx")


@pytest.mark.parametrize("repeat", [1, 8])
def test_time_grows_with_the_text(repeat: int) -> None:
    """Eight times the lines in well under a hundred times the time; a square would show."""
    lines = "（一）开通航线并建设园区推进合作。（大连海关负责）\n" * 4_000 * repeat
    began = time.monotonic()
    read_document(lines.encode(), "long.txt")
    assert time.monotonic() - began < 1.5 * repeat
