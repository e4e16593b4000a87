"""A file is entered part by part, each in one transaction together with how far it is.

On SQLite nobody else writes during a transaction, so none may be long: a part has at most
``AT_ONCE`` lines that are entered, and all that needs no transaction is done before it. A worker
that dies loses the part it was at; who goes on begins after the last part that was entered.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.db import transaction

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.ledgerfiles.judging import ENTERED, Outcome
from pilotage_server.ledgerfiles.models import DONE, FileState, LedgerFileRow
from pilotage_server.ledgers.actions import StalePageError
from pilotage_server.units.models import MembershipRow

AT_ONCE = 300
"""About a third of a second of computing (``benchmarks/ledger_files.py``)."""

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


def parts_of(lines: Sequence[L], done: int) -> list[Part[L]]:
    """The parts of what comes after the first ``done`` lines, at least one."""
    return list(_parts(lines, done))


def _parts(lines: Sequence[L], first: int) -> Iterator[Part[L]]:
    ready = 0
    for at, line in enumerate(lines[first:], first):
        if line.outcome in ENTERED:
            if ready == AT_ONCE:
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
    for part in parts_of(lines, row.done):
        told(part.first / len(lines) if lines else 0)
        write = prepare(part)
        try:
            with transaction.atomic():
                held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
                if held.is_entered or (held.attempts, held.done) != (row.attempts, part.first):
                    return {}
                write(held)
                _keep(held, part, len(lines), by)
        except StalePageError as error:
            raise MOVED_ON from error
    row.refresh_from_db()
    return dict(row.result)


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
