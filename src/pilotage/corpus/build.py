"""Files to a corpus, going on where it stopped."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from pilotage import __version__
from pilotage.unit import example_register, load_register

from .engine import LOCAL, check_engine, make_parts
from .files import find_files
from .parts import Part, files_a_part, in_parts
from .store import Counts, Manifest, Store
from .tables import SCHEMA


class Progress(NamedTuple):
    """How far it has come: files done, of how many."""

    done: int
    total: int


class Built(NamedTuple):
    """What is in the corpus, and how many of its files were there from before."""

    counts: Counts
    kept: int


def build_corpus(
    sources: Iterable[str],
    out: Path,
    *,
    register: Path | None = None,
    engine: str = LOCAL,
    workers: int | None = None,
    again: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Built:
    """Compile every file of ``sources`` (folders, patterns, files) into the tables at ``out``.

    Parts that stand there whole are kept unless their files, the register or Pilotage changed, or
    ``again`` is true. ``engine`` is ``local`` or a Ray cluster's address (``ray://host:port``).
    Files that cannot be used are in the table of problems. PilotageError when nothing can be
    begun, or the engine stops: what was finished stands, and the same call goes on.
    """
    check_engine(engine)
    named = tuple(sorted({str(Path(source).absolute()) for source in sources}))
    files = find_files(named)
    store = Store(out)
    average = store.claim(named) or files_a_part(len(files))
    parts = list(in_parts(files, average, _edition(register)))
    store.begin(Manifest(sources=named, average=average, parts=len(parts)))
    store.sweep(() if again else (part.id for part in parts))
    finished = store.finished()
    kept = sum((counts.files for counts in finished.values()), 0)
    total = _total(finished.values())
    progress(Progress(total.files, len(files)))
    missing: list[Part] = [part for part in parts if part.id not in finished]
    if missing:
        place = str(register.absolute()) if register else None
        for counts in make_parts(
            missing, str(out.absolute()), register=place, engine=engine, workers=workers
        ):
            total = total.plus(counts)
            progress(Progress(total.files, len(files)))
    return Built(counts=total, kept=kept)


def _edition(register: Path | None) -> str:
    """What the files are compiled with; a register that cannot be used is refused here."""
    if register is None:
        return f"{SCHEMA} {__version__} {example_register().name}"
    load_register(register)
    return f"{SCHEMA} {__version__} {hashlib.sha256(register.read_bytes()).hexdigest()}"


def _total(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for some in counts:
        total = total.plus(some)
    return total
