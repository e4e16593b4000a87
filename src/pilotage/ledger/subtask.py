"""Sub-tasks beneath a task, as values: which stands under which, and the state of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .model import MatterState


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtask:
    """A sub-task: ``key`` is what the caller knows it by, ``above`` the key of the task or sub-task
    it stands under, ``code`` its number ("4.2"), ``task`` its id in its plan."""

    key: str
    above: str
    code: str
    task: str
    state: MatterState

    @property
    def place(self) -> int:
        """Its running number under what it stands under: 2 of "4.2"."""
        return int(self.code.rpartition(".")[2])


def right_under(key: str, subtasks: Iterable[Subtask]) -> list[Subtask]:
    """Those that stand right under ``key``, in their order."""
    return sorted((one for one in subtasks if one.above == key), key=lambda one: one.place)


def all_under(key: str, subtasks: Sequence[Subtask]) -> Iterator[Subtask]:
    """Those under ``key`` at any depth, each before its own."""
    for one in right_under(key, subtasks):
        yield one
        yield from all_under(one.key, subtasks)
