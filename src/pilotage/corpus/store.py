"""Where a corpus is kept, and what of it is finished.

::

    OUT/corpus.json                 what it is made of, and with what
    OUT/parts/<id>.json             written last, when every table of the part stands: its counts
    OUT/<table>/<id>.parquet        one file a part and table

Every file is written under another name first and then renamed, so that a name stands for a whole
file whenever the work is interrupted.
"""

import json
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .from_plan import Rows
from .parquet import write_table
from .problems import CANNOT_KEEP, NOT_A_CORPUS, NOT_EMPTY, OTHER_FILES
from .tables import SCHEMA, TABLES


class Manifest(NamedTuple):
    """What a corpus is made of: the sources named, files a part, and the number of parts."""

    sources: tuple[str, ...]
    average: int
    parts: int


class Counts(NamedTuple):
    """What came of some files."""

    files: int = 0
    documents: int = 0
    tasks: int = 0
    problems: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


class Store:
    """A folder that holds a corpus, or will."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def claim(self, sources: tuple[str, ...]) -> int | None:
        """Make sure that the folder may be written with the corpus of ``sources``.

        The files a part of the corpus that is there, None when there is none yet. PilotageError
        when the folder holds something else.
        """
        if known := self._manifest():
            if not set(known.sources) & set(sources):
                raise OTHER_FILES.refusal(place=self.folder, sources=", ".join(known.sources))
            return known.average
        if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            raise NOT_EMPTY.refusal(place=self.folder)
        return None

    def begin(self, manifest: Manifest) -> None:
        """Write what the corpus is made of, and make the folders."""
        try:
            for name in ("parts", *(table.name for table in TABLES)):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            _publish(
                self.folder / "corpus.json",
                _writer({"schema": SCHEMA, **manifest._asdict()}),
            )
        except OSError as error:
            raise CANNOT_KEEP.refusal(place=self.folder, reason=error.strerror) from None

    def manifest(self) -> Manifest:
        """What the corpus is made of; PilotageError when there is no corpus."""
        known = self._manifest()
        if known is None:
            raise NOT_A_CORPUS.refusal(place=self.folder)
        return known

    def _manifest(self) -> Manifest | None:
        try:
            found = json.loads((self.folder / "corpus.json").read_bytes())
            if found["schema"] != SCHEMA:
                return None
            return Manifest(tuple(found["sources"]), int(found["average"]), int(found["parts"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def finished(self) -> dict[str, Counts]:
        """The parts that stand whole, with their counts."""
        found: dict[str, Counts] = {}
        for path in sorted((self.folder / "parts").glob("*.json")):
            try:
                found[path.stem] = Counts(**json.loads(path.read_bytes()))
            except (OSError, ValueError, TypeError):
                continue
        return found

    def sweep(self, wanted: Iterable[str]) -> None:
        """Take away the parts that are not ``wanted``, and what an interruption left behind.

        The note that a part is whole goes first, so that none stands without its tables.
        """
        keep = set(wanted)
        for name in ("parts", *(table.name for table in TABLES)):
            for path in (self.folder / name).iterdir():
                if path.stem not in keep or path.name.startswith("."):
                    path.unlink(missing_ok=True)

    def keep(self, part: str, rows: Rows, counts: Counts) -> None:
        """Write all tables of a part, and then the note that it is whole."""
        for table in TABLES:
            held = rows.get(table.name, [])
            _publish(self.table(table.name, part), partial(write_table, table, held))
        _publish(self.folder / "parts" / f"{part}.json", _writer(counts._asdict()))

    def table(self, name: str, part: str) -> Path:
        """The file of one part of one table."""
        return self.folder / name / f"{part}.parquet"


def _writer(value: object) -> Callable[[Path], None]:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return lambda path: _write(path, text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _publish(path: Path, write: Callable[[Path], None]) -> None:
    """``write`` under a name of this process's own, down to the disk, then under the real one."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    write(aside)
    with aside.open("rb+") as handle:
        os.fsync(handle.fileno())
    aside.replace(path)
