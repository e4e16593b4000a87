"""The page of what stood green, for 2,000 matters and twelve months: cold, warm, after an entry.

usage: python -m benchmarks.turned [--matters N] [--weeks N]

Every matter has a year of history: dispatched, signed for, then reported and checked by turns every
three weeks, a third of them falling behind. The spells are found by the call of the page. Beside
it stands the walk of the same weeks that remembers nothing (``history.folded``). Budget: under a
second once it is warm.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from pilotage.ledger import CHINA_TIME

UNTIL = date(2021, 12, 31)
UNITS = ("dl-commerce", "dl-transport", "dl-customs")


def main() -> None:
    """Build, time, compare, and print one line a figure."""
    parser = argparse.ArgumentParser(description="What stood green, over many matters.")
    parser.add_argument("--matters", type=int, default=2_000)
    parser.add_argument("--weeks", type=int, default=52)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["PILOTAGE_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "pilotage_server.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _build(arguments.matters)
        _measure(arguments.weeks)


def _build(count: int) -> None:
    from pilotage_server.ledgers.models import EntryRow, MatterRow
    from pilotage_server.plans.models import PlanRow, ProgrammeRow

    at = _moment(date(2021, 1, 4))
    programme = ProgrammeRow.objects.create(code="b", name_zh="测", name_en="B", created_at=at)
    plan = PlanRow.objects.bulk_create([PlanRow(programme=programme, **_plan(at))])[0]
    matters = [
        MatterRow(plan=plan, task_id=f"t{n}", kind="task", ordinal=n, step="in_progress")
        for n in range(1, count + 1)
    ]
    MatterRow.objects.bulk_create(matters)
    rows = [row for matter in MatterRow.objects.all() for row in _history(matter)]
    for start in range(0, len(rows), 5_000):
        EntryRow.objects.bulk_create(rows[start : start + 5_000])
    print(f"{count} matters, {len(rows)} entries")


def _plan(at: datetime) -> dict[str, Any]:
    from django.contrib.auth.models import User

    from pilotage_server.documents.models import DocumentRow

    user = User.objects.create_user("b")
    document = DocumentRow.objects.create(
        name="b.txt", sha256="0" * 64, size=1, uploaded_by=user, uploaded_at=at
    )
    return {"document": document, "title": "B", "language": "zh", "compiled": "", "created_at": at}


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=CHINA_TIME)


def _history(matter: Any) -> list[Any]:
    from pilotage_server.ledgers.models import EntryRow

    unit, key = UNITS[matter.ordinal % 3], matter.ordinal
    began = date(2021, 1, 4) + timedelta(days=key % 50)
    units = [{"unit": unit, "name": unit, "role": "lead"}]
    told: list[tuple[str, date, str, dict[str, object]]] = [
        ("dispatch", began, "office", {"units": units, "limit": "2021-12-20", "ongoing": False}),
        ("sign", began + timedelta(days=2), unit, {}),
    ]
    pace = 40 if key % 3 == 0 else 95
    for step in range(1, 16):
        day = began + timedelta(days=21 * step)
        share = min(99, pace * step // 16 + key % 7)
        told.append(("report", day, unit, {"claimed": share, "text": "在办", "done": False}))
        checked = {"verified": share, "method": "desk", "text": "查看材料"}
        told.append(("verify", day + timedelta(days=3), "office", checked))
    return [
        EntryRow(
            matter=matter,
            sequence=place,
            act=act,
            at=_moment(day),
            by=by,
            unit="" if by == "office" else by,
            payload=payload,
        )
        for place, (act, day, by, payload) in enumerate(told, start=1)
        if day <= UNTIL
    ]


def _measure(count: int) -> None:
    from pilotage_server.ledgers.models import EntryRow, MatterRow
    from pilotage_server.reports import turned
    from pilotage_server.reports.history import folded, weeks_to
    from pilotage_server.rulepacks.store import rule_book

    weeks, matters = weeks_to(UNTIL, count), MatterRow.objects.all()
    found = _timed("cold", lambda: turned.spells(matters, weeks, rule_book()))
    again = _timed("warm", lambda: turned.spells(matters, weeks, rule_book()))
    matter = MatterRow.objects.all()[0]
    last = EntryRow.objects.filter(matter=matter).latest("sequence")
    EntryRow(
        matter=matter,
        sequence=last.sequence + 1,
        act="urge",
        at=last.at,
        by="office",
        payload={"text": "请抓紧"},
    ).save()
    MatterRow.objects.filter(pk=matter.pk).update(version=matter.version + 1)
    _timed("after an entry", lambda: turned.spells(matters, weeks, rule_book()))
    _timed("folded, beside", lambda: folded(list(matters), weeks, rule_book()))
    red = sum(one.turn is not None for one in found)
    print(f"{len(found)} spells, {red} turned; the same when asked again: {found == again}")


def _timed(name: str, ask: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    found = ask()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:18} {wall:6.2f} s passed, {cpu:6.2f} s computing")
    return found


if __name__ == "__main__":
    main()
