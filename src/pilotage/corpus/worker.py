"""What one worker does: a part's files, compiled one by one, to a part of every table."""

from pathlib import Path

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage.document import MAX_BYTES
from pilotage.unit import Register, example_register, load_register

from .files import Found
from .from_plan import Rows, from_fault, from_plan, from_refusal
from .parts import Part
from .problems import CANNOT_READ
from .store import Counts, Store
from .tables import TABLES


class Worker:
    """Compiles parts into the corpus at ``out``, with the register at a path or the example's."""

    def __init__(self, out: str, register: str | None = None) -> None:
        self._store = Store(Path(out))
        self._register = load_register(Path(register)) if register else example_register()

    def make(self, part: Part) -> Counts:
        """Compile and keep ``part``. A file that cannot be used becomes a row of problems."""
        rows: Rows = {table.name: [] for table in TABLES}
        for file in part.files:
            for name, found in compile_file(file, self._register).items():
                rows[name] += found
        counts = Counts(
            files=len(part.files),
            documents=len(rows["documents"]),
            tasks=len(rows["tasks"]),
            problems=len(rows["problems"]),
        )
        self._store.keep(part.id, rows, counts)
        return counts


def compile_file(file: Found, register: Register) -> Rows:
    """The rows of one file; never fails, since one file must not stop twenty thousand."""
    try:
        data = _read(file)
        plan = compile_document(data, Path(file.path).name, register=register)
        return from_plan(plan, file.document, len(data))
    except PilotageError as error:
        return from_refusal(error, file.document)
    except Exception as error:  # kept as a problem, with its file
        return from_fault(error, file.document)


def _read(file: Found) -> bytes:
    """One byte more than is ever read is enough to be refused as too large."""
    try:
        with Path(file.path).open("rb") as handle:
            return handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise CANNOT_READ.refusal(reason=error.strerror) from None
