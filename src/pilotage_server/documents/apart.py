"""Work on a file that may be anything is done in a process of its own, which has little time.

Each module run so sets its own limits of memory and computing (``confine``), knows nothing of the
database, takes the file from its standard input and prints what it made of it.
"""

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from typing import IO

MEMORY = 2 * 1024**3
"""Bytes of address space: ten times what the largest file of the corpus took."""


def run(module: str, *args: str, given: IO[bytes] | bytes, seconds: float) -> bytes | None:
    """What ``module`` printed about the bytes of ``given``; None when it failed or took longer.

    ``given`` is bytes, or an open file of the system that the process reads by itself.
    """
    taken = given if isinstance(given, bytes) else None
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", module, *args],
        stdin=subprocess.PIPE if taken is not None else given,  # type: ignore[arg-type]
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(input=taken, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end_all_of(process)
    return said if process.returncode == 0 else None


def _end_all_of(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def confine(seconds: int, memory: int = MEMORY) -> None:
    """Called by the module itself before it looks at the file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
