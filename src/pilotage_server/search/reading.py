"""The reader of one file, run as a process of its own: ``PATH NAME CHARACTERS``, text comes out.

It knows nothing of the site: no database, no settings. It ends itself when it needs more memory
or computing time than a file of evidence is worth. Exit 0 with the text, 1 with nothing.
"""

import resource
import sys
from pathlib import Path

from pilotage.base import PilotageError
from pilotage.document import read_document

MEMORY = 2 * 1024**3
"""Bytes of address space: ten times what the largest file of the corpus took."""

COMPUTING = 25
"""Seconds of processor time."""


def main(path: str, name: str, characters: int) -> int:
    """Print the first ``characters`` of the text of the file; the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (COMPUTING, COMPUTING))
    try:
        document, _problems = read_document(Path(path).read_bytes(), name)
    except (PilotageError, MemoryError, RecursionError):
        return 1
    sys.stdout.buffer.write(document.text[:characters].encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
