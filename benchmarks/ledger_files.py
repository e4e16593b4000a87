"""Ledgers kept as files: how long a large one takes to be read, and to be entered.

usage: python -m benchmarks.ledger_files [ROWS]

Reads a workbook of ROWS tasks (20,000 unless told), beside openpyxl reading the cells of the same
file and nothing else, in the same run; then enters it in a fresh database, each task dispatched,
signed for and reported on. Meanwhile another process reports on another task, over and over: how
long its longest act took is what entering keeps others waiting, beside the same without it.
The database is SQLite, or PostgreSQL under ``python -m tools.postgres``.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
HEADS = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限", "进度", "进展情况", "备注")
LIMITS = ("2021年底", "3月底前", "44286", "长期", "2021-06-30")


def main() -> None:
    """Print the times."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    data = _book(rows)
    print(f"{rows:,} rows, {len(data) / 1e6:.1f} MB, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as home:
        os.environ["PILOTAGE_HOME"] = home
        _read(data, rows)
        _enter(data, Path(home))


def _timed(what: str, work: Callable[[], T]) -> tuple[T, float]:
    start, computed = time.perf_counter(), time.process_time()
    found = work()
    seconds = time.perf_counter() - start
    print(f"{what:<52}{seconds:8.2f} s, computing {time.process_time() - computed:7.2f} s")
    return found, seconds


def _book(rows: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(["2021年度重点任务台账"])
    sheet.append(HEADS)
    for n in range(1, rows + 1):
        words = f"第{n}项：推进口岸便利化改革试点第{n % 97}号举措，形成可复制的做法"
        sheet.append(
            (n, words, "市商务局", "市财政局、大连海关", LIMITS[n % 5], n % 100, "已报方案", "张三")
        )
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _read(data: bytes, rows: int) -> None:
    import openpyxl

    from pilotage.document import read_grids
    from pilotage.ledgerfile import read_ledger
    from pilotage.unit import example_register

    register = example_register()
    _timed("warming up", lambda: register.resolve("市商务局"))

    def ours() -> int:
        grids, _notes = read_grids(data, "台账.xlsx")
        return len(read_ledger(grids, register, year=2021).lines)

    def theirs() -> int:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True)
        return sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if row)

    count, mine = _timed("read to lines, every cell judged", ours)
    if count != rows:
        raise RuntimeError(f"{count} lines of {rows} rows")
    _cells, other = _timed("openpyxl, cells alone", theirs)
    print(f"{'ratio':<52}{mine / other:8.2f}")


def _django() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "pilotage_server.settings"
    django.setup()


def _enter(data: bytes, home: Path) -> None:
    _django()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from pilotage_server.audit.verify import verify
    from pilotage_server.ledgerfiles.actions import bring, enter
    from pilotage_server.ledgers.models import EntryRow, MatterRow
    from pilotage_server.units.models import MembershipRow

    call_command("migrate", verbosity=0)
    user = User.objects.create(username="office")
    by = MembershipRow.objects.create(
        user=user, role="office", unit="dl-opening-office", post_zh="督查室", post_en="Office"
    )
    enter(bring("另.xlsx", _book(1), by, programme=None), by)
    others = MatterRow.objects.get().pk
    waits = _waiting(others, lambda: time.sleep(5))
    print(f"{'longest act of another, nothing entered':<52}{max(waits):8.2f} s of {len(waits)}")
    row, _seconds = _timed("brought", lambda: bring("台账.xlsx", data, by, programme=None))
    waits = _waiting(others, lambda: _timed("entered: all of it", lambda: enter(row, by)))
    print(f"{'longest act of another, meanwhile':<52}{max(waits):8.2f} s of {len(waits)}")
    print(f"{MatterRow.objects.count():,} tasks, {EntryRow.objects.count():,} entries")
    checked, _seconds = _timed("the record checked", verify)
    if not checked.is_sound:
        raise RuntimeError(f"{checked.found} flaws of the record")
    size = sum(path.stat().st_size for path in home.glob("*.sqlite3*"))
    print(f"{'database':<52}{size / 1e6:8.1f} MB")


def _waiting(matter: int, work: Callable[[], object]) -> list[float]:
    """How long each act of another process took while ``work`` was done, in seconds."""
    far = multiprocessing.get_context("spawn")
    stop, (ours, theirs) = far.Event(), far.Pipe()
    other = far.Process(target=_report, args=(matter, stop, theirs))
    other.start()
    ours.recv()  # the first act, which loads all that acts need
    work()
    stop.set()
    found: list[float] = ours.recv()
    other.join()
    return found


def _report(matter: int, stop: Event, told: Connection) -> None:
    """Report on that task until told to stop, ten times a second."""
    _django()
    from pilotage_server.ledgers import actions
    from pilotage_server.ledgers.models import MatterRow
    from pilotage_server.units.models import MembershipRow

    by, task = MembershipRow.objects.get(), MatterRow.objects.get(pk=matter)
    lead = actions.Posting(in_name_of="dl-commerce", via="phone")
    found: list[float] = []
    while not stop.is_set():
        start = time.perf_counter()
        actions.report(task, by, claimed=len(found) % 100, text="已推进", posting=lead)
        found.append(time.perf_counter() - start)
        if len(found) == 1:
            told.send(None)
        time.sleep(0.1)
    told.send(found[1:])


if __name__ == "__main__":
    main()
