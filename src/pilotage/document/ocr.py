"""Pages that are pictures, read by tesseract where it is on the machine."""

import functools
import shutil
import subprocess
from collections.abc import Callable, Iterator
from statistics import median

from .page import GUESSED_BLANK, Glyph

Recogniser = Callable[[bytes, float], list[Glyph]]
"""A page as a picture (PGM) and its dots to a point, to the signs that were recognised on it."""
_SECONDS = 120
_WORD = "5"
"""The level of words in tesseract's table; 2 are blocks, 3 paragraphs, 4 lines."""


@functools.cache
def recogniser() -> Recogniser | None:
    """What reads pictures here, or None when tesseract is not on this machine."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = _run([program, "--list-langs"], b"").split()
    languages = "+".join(name for name in ("chi_sim", "eng") if name in listed)
    if not languages:
        return None
    command = [program, "stdin", "stdout", "-l", languages, "--psm", "3", "tsv"]
    return lambda picture, scale: list(_glyphs(_run(command, picture), scale))


def _glyphs(table: str, scale: float) -> Iterator[Glyph]:
    """The signs of all words; their size is that of most lines, for pictures make sizes waver."""
    rows = [row for line in table.splitlines()[1:] if len(row := line.split("\t")) == 12]
    words = [row for row in rows if row[0] == _WORD and row[11].strip()]
    size = median([int(row[9]) / scale for row in words] or [0.0])
    for row in words:
        left, top, width, height = (int(value) / scale for value in row[6:10])
        step = width / len(row[11])
        for index, char in enumerate(row[11]):
            x0 = left + index * step
            yield Glyph(char, x0, top, x0 + step, top + height, size)
        yield Glyph(GUESSED_BLANK, left + width, top, left + width, top + height, size)


def _run(command: list[str], given: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603 the program is tesseract, its arguments are ours
            command, input=given, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""
