"""Ledgers kept as files: how long a large one takes to be read, and to be entered.

usage: python -m benchmarks.ledger_files [ROWS]

Reads a workbook of ROWS tasks (20,000 unless told), beside openpyxl reading the cells of the same
file and nothing else, in the same run; then enters it in a fresh SQLite database, each task
dispatched, signed for and reported on, and says how long the one transaction held the database.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
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
    start = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - start
    print(f"{what:<52}{seconds:8.2f} s")
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


def _enter(data: bytes, home: Path) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "pilotage_server.settings"
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import transaction

    from pilotage_server.ledgerfiles.actions import bring, enter
    from pilotage_server.ledgers.models import EntryRow, MatterRow
    from pilotage_server.units.models import MembershipRow

    call_command("migrate", verbosity=0)
    user = User.objects.create(username="office")
    by = MembershipRow.objects.create(
        user=user, role="office", unit="dl-opening-office", post_zh="督查室", post_en="Office"
    )
    row, _seconds = _timed("brought", lambda: bring("台账.xlsx", data, by, programme=None))
    begun: list[float] = []

    def told(share: float) -> None:
        if share >= 0.7:
            begun.append(time.perf_counter())

    _result, _seconds = _timed("entered: all of it", lambda: enter(row, by, told))
    print(f"{'of which the transaction':<52}{time.perf_counter() - begun[-1]:8.2f} s")
    with transaction.atomic():
        print(f"{MatterRow.objects.count():,} tasks, {EntryRow.objects.count():,} entries")
    size = sum(path.stat().st_size for path in home.glob("*.sqlite3*"))
    print(f"{'database':<52}{size / 1e6:8.1f} MB")


if __name__ == "__main__":
    main()
