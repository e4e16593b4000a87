"""Pages that are pictures, read by tesseract where it is on the machine."""

import shutil
import subprocess
from collections.abc import Callable

Recogniser = Callable[[bytes], str]
"""A page as a picture (PGM) to its text; empty when nothing could be read."""
_SECONDS = 120


def recogniser() -> Recogniser | None:
    """What reads pictures here, or None when tesseract is not on this machine."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    languages = _languages(program)
    return (lambda picture: _read(program, languages, picture)) if languages else None


def _languages(program: str) -> str:
    """Those of Chinese and English that are installed."""
    listed = _run([program, "--list-langs"], b"").split()
    return "+".join(name for name in ("chi_sim", "eng") if name in listed)


def _read(program: str, languages: str, picture: bytes) -> str:
    text = _run([program, "stdin", "stdout", "-l", languages, "--psm", "3"], picture)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _run(command: list[str], given: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603 the program is tesseract, its arguments are ours
            command, input=given, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""
