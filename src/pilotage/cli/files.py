"""Files in: a file that cannot be used is told of, and the rest go on."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pilotage.base import PilotageError

from .problems import CANNOT_OPEN, IS_A_FOLDER, NO_SUCH_FILE
from .telling import fail, tell

T = TypeVar("T")

if TYPE_CHECKING:
    from pilotage.plan import Plan
    from pilotage.unit import Register


def compiled(data: bytes, name: str, register: "Register") -> "Plan":
    """The plan in a file's bytes; PilotageError when there is none."""
    from pilotage.compile import compile_document

    return compile_document(data, name, register=register)


def each(files: Iterable[Path], act: Callable[[bytes, str], T]) -> Iterator[tuple[Path, T]]:
    """``act`` on the bytes and the name of every file that can be used, in turn."""
    for file in files:
        try:
            yield file, act(read(file), file.name)
        except PilotageError as error:
            tell(error, str(file))


def read(file: Path) -> bytes:
    """The bytes of ``file``; PilotageError when it cannot be opened."""
    try:
        return file.read_bytes()
    except IsADirectoryError:
        raise IS_A_FOLDER.refusal() from None
    except FileNotFoundError:
        raise NO_SUCH_FILE.refusal() from None
    except OSError as error:
        raise CANNOT_OPEN.refusal(reason=error.strerror) from None


def register_at(path: Path | None) -> "Register":
    """The register named, or the example programme's; an unusable one ends the command."""
    from pilotage.unit import example_register, load_register

    try:
        return load_register(path) if path else example_register()
    except PilotageError as error:
        fail(error)
