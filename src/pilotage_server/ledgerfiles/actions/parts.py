"""A file is entered part by part, each in one transaction together with how far it is.

On SQLite nobody else writes during a transaction, so none may be long: the time that one took says
how many lines the next has (``Pace``), all that needs no transaction is done before it, and after
it others get their turn. A worker that dies loses the part it was at; who goes on begins after the
last part that was entered.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.db import connection, transaction

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.ledgerfiles.judging import ENTERED, Outcome
from pilotage_server.ledgerfiles.models import DONE, FileState, LedgerFileRow
from pilotage_server.ledgers.actions import StalePageError
from pilotage_server.units.models import MembershipRow

MOST = 150
"""Lines of the first part, so as many are entered whole or not at all: a fifth of a second of
computing (``benchmarks/ledger_files.py``). No later part has more, nor less than ``LEAST``."""
LEAST = 50
GOAL = 0.15
"""Seconds that a part may keep others from writing, by the clock that they wait by."""
REST = 0.12
"""Seconds between two parts: who waits to write on SQLite asks every tenth of a second, and would
hardly ever find it free in between."""

MOVED_ON = PilotageError(
    "Somebody entered something on the same tasks meanwhile, so entering stopped.",
    "Look at the lines again, then enter them.",
    zh=("期间有人登记了相同任务的内容，登记已停止。", "请重新查看各行，再行登记。"),
)


class Line(Protocol):
    """A line that was judged."""

    @property
    def outcome(self) -> Outcome:
        """What becomes of it."""


L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[L]):
    """Lines that follow each other, the first of them the file's number ``first`` from 0."""

    first: int
    lines: Sequence[L]

    @property
    def end(self) -> int:
        """How many lines of the file are done with it."""
        return self.first + len(self.lines)


Write = Callable[[LedgerFileRow], None]
"""Enters a part in the transaction of the caller, and may change the file's row, which is saved."""


class Pace:
    """How many lines the next part has, by how long the last one took."""

    def __init__(self) -> None:
        self.at_once = MOST

    def took(self, seconds: float, ready: int) -> None:
        """A part of ``ready`` lines that were entered took so long."""
        fitting = round(ready * GOAL / seconds) if seconds > 0 else MOST
        self.at_once = min(MOST, max(LEAST, fitting)) if ready else self.at_once


def parts_of(lines: Sequence[L], first: int, pace: Pace) -> Iterator[Part[L]]:
    """The parts of what comes after the first lines, at least one; each as ``pace`` says then."""
    ready = 0
    for at, line in enumerate(lines[first:], first):
        if line.outcome in ENTERED:
            if ready >= pace.at_once:
                yield Part(first=first, lines=lines[first:at])
                first, ready = at, 0
            ready += 1
    yield Part(first=first, lines=lines[first:])


def enter_parts(
    row: LedgerFileRow,
    lines: Sequence[L],
    by: MembershipRow,
    prepare: Callable[[Part[L]], Write],
    told: Callable[[float], None],
) -> dict[str, int]:
    """Enter what is left of ``lines``; how many had which outcome in all, nothing when another
    worker entered the file meanwhile.

    ``prepare`` does what needs no transaction. PilotageError when a task moved on since it was
    judged: the parts before stay entered, and the rest is looked at again.
    """
    pace = Pace()
    for part in parts_of(lines, row.done, pace):
        if part.first > row.done:
            _let_others_write()
        told(part.first / len(lines) if lines else 0)
        write = prepare(part)
        try:
            with transaction.atomic():
                held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
                began = time.perf_counter()  # from here on others wait
                if held.is_entered or (held.attempts, held.done) != (row.attempts, part.first):
                    return {}
                write(held)
                _keep(held, part, len(lines), by)
        except StalePageError as error:
            raise MOVED_ON from error
        ready = sum(one.outcome in ENTERED for one in part.lines)
        pace.took(time.perf_counter() - began, ready)
    row.refresh_from_db()
    return dict(row.result)


def _let_others_write() -> None:
    if connection.vendor == "sqlite":
        time.sleep(REST)


def _keep(held: LedgerFileRow, part: Part[L], count: int, by: MembershipRow) -> None:
    """Write how far the file is; the last part makes it entered."""
    told = {name: n for name, n in held.result.items() if name != DONE}
    result = Counter(told) + Counter(one.outcome.value for one in part.lines)
    if part.end < count:
        held.result = {**result, DONE: part.end}
    else:
        held.result = dict(result)
        held.state, held.percent, held.entered_at = FileState.ENTERED, 100, clock.now()
    held.save()
    record(What.ENTERED, held, by=by.user.get_username(), facts={"lines": len(part.lines)})
