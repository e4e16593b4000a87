"""A check of a record of 100,000 entries, beside hashing the same rows with nothing else done.

usage: python -m benchmarks.audit [--entries N]

Makes a site of its own in a temporary folder: 20 entries to a matter, each recorded. Prints the
time of ``pilotage manage audit verify`` with its rate, its memory, the time of reading and hashing
the rows of the record by sqlite3, json and hashlib alone, and what recording adds to an act.
"""

import argparse
import hashlib
import json
import os
import resource
import sqlite3
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from unittest.mock import patch

PER_MATTER = 20
BEGAN = datetime(2020, 9, 1, 9, tzinfo=UTC)


def main() -> None:
    """Make the site, check it, print the lines."""
    parser = argparse.ArgumentParser(description="Checking the record of a site.")
    parser.add_argument("--entries", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PILOTAGE_HOME": home, "DJANGO_SETTINGS_MODULE": "pilotage_server.settings"}
        os.environ.pop("PILOTAGE_DATABASE", None)
        import django

        django.setup()
        build(asked.entries // PER_MATTER)
        _check(f"{home}/pilotage.sqlite3")
        _acts()


def build(matters: int) -> None:
    """A plan with that many matters, each dispatched and urged on, all recorded."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from pilotage_server.documents.actions import receive
    from pilotage_server.plans.actions import found_programme
    from pilotage_server.plans.models import PlanRow
    from pilotage_server.units.models import MembershipRow, Standing

    call_command("migrate", verbosity=0, interactive=False)
    user = User.objects.create(username="office")
    MembershipRow.objects.create(user=user, role=Standing.OFFICE, post_zh="督查室", post_en="Desk")
    document = receive("plan.txt", [b"plan"], user)
    home = found_programme("port", "口岸", "Port")
    plan = PlanRow.objects.create(
        programme=home, document=document, language="zh", title="口岸", created_at=BEGAN
    )
    _record("TAKEN_UP", [plan])
    for first in range(0, matters, 250):
        _add_matters(plan, range(first, min(first + 250, matters)))


def _add_matters(plan: Any, numbers: range) -> None:
    from django.db import transaction

    from pilotage.ledger import Act, Entry, fold
    from pilotage_server.ledgers import store
    from pilotage_server.ledgers.models import EntryRow, MatterRow

    slip = {
        "units": [{"unit": "dl-commerce", "name": "市商务局", "role": "lead"}],
        "limit": "2021-06-30",
        "ongoing": False,
    }
    said = [(Act.DISPATCH, slip)] + [
        (Act.URGE, {"text": f"请抓紧办理第{n}次"}) for n in range(1, PER_MATTER)
    ]
    entries = [
        Entry(
            sequence=n,
            act=act,
            at=BEGAN + timedelta(days=n),
            by="office",
            unit=None,
            payload=dict(payload),
            evidence=(),
        )
        for n, (act, payload) in enumerate(said, start=1)
    ]
    state = fold(entries)
    with transaction.atomic():
        matters = MatterRow.objects.bulk_create(
            MatterRow(
                plan=plan,
                task_id=f"t{n}",
                kind="task",
                ordinal=n + 1,
                heading_zh=f"任务{n}",
                version=len(entries),
                **store.columns(state),
            )
            for n in numbers
        )
        for matter in matters:
            store.write_units(matter, state)
        rows = EntryRow.objects.bulk_create(
            EntryRow(
                matter=matter,
                sequence=one.sequence,
                act=one.act.value,
                at=one.at,
                by=one.by,
                post_zh="督查室",
                post_en="Desk",
                payload=one.payload,
            )
            for matter in matters
            for one in entries
        )
        _record("REGISTERED", matters)
        _record("ENTERED", rows)


def _record(what: str, things: list[Any]) -> None:
    from pilotage_server.audit.models import What
    from pilotage_server.audit.record import Event, record_all

    record_all([Event(what=What[what], thing=thing, by="office") for thing in things])


def _check(database: str) -> None:
    from pilotage_server.audit.verify import verify

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    outcome = verify()
    busy = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if not outcome.is_sound:
        raise SystemExit(f"the site made here is not sound: {outcome.flaws[:3]}")
    bare = _hash_alone(database)
    print(
        f"verify: {outcome.rows:,} rows and {outcome.things:,} things in {outcome.seconds:.1f} s "
        f"({busy:.1f} s of processor), "
        f"{outcome.rate:,.0f} a second, {grown / 1024:.1f} MB more memory; "
        f"reading and hashing the rows alone: {bare:.1f} s, ratio {outcome.seconds / bare:.1f}"
    )


def _hash_alone(database: str) -> float:
    start = time.perf_counter()
    link = ""
    with sqlite3.connect(database) as connection:
        for row in connection.execute("SELECT * FROM audit_recordrow ORDER BY sequence"):
            link = hashlib.sha256(json.dumps([link, *row]).encode()).hexdigest()
    return time.perf_counter() - start


def _acts(times: int = 200) -> None:
    """What recording adds to an act, the two kinds by turns on one matter each."""
    from pilotage_server.ledgers.actions import urge
    from pilotage_server.ledgers.models import MatterRow
    from pilotage_server.units.models import MembershipRow

    desk = MembershipRow.objects.select_related("user").get()
    one, two = MatterRow.objects.order_by("pk")[:2]
    took: dict[bool, list[float]] = {True: [], False: []}
    for _time in range(times):
        for recorded, matter in ((True, one), (False, two)):
            unrecorded = patch("pilotage_server.ledgers.actions.entering.record_all")
            with nullcontext() if recorded else unrecorded:
                start = time.perf_counter()
                urge(matter, desk, text="请抓紧")
                took[recorded].append(time.perf_counter() - start)
    with_it, without = median(took[True]) * 1000, median(took[False]) * 1000
    print(f"an act: {with_it:.1f} ms recorded, {without:.1f} ms not, ratio {with_it / without:.2f}")


if __name__ == "__main__":
    main()
