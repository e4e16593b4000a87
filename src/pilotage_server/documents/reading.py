"""The reader of one file, run apart: ``NAME CHARACTERS``; the file comes in, its text goes out.

Exit 0 with the text, 1 with nothing.
"""

import sys

from pilotage.base import PilotageError
from pilotage.document import read_document
from pilotage_server.documents.apart import confine

COMPUTING = 25
"""Seconds of processor time."""


def main(name: str, characters: int) -> int:
    """Print the first ``characters`` of the text of the file; the exit code."""
    confine(COMPUTING)
    try:
        document, _problems = read_document(sys.stdin.buffer.read(), name)
    except (PilotageError, MemoryError, RecursionError):
        return 1
    sys.stdout.buffer.write(document.text[:characters].encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
