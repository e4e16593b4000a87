"""Pages on 5,000 tasks with twelve months of reports: time to answer, of several accounts.

usage: python -m benchmarks.ledger [--tasks N] [--runs N]
       python -m tools.postgres python -m benchmarks.ledger      (the same on PostgreSQL)

A ledger is made (``material.ledger``) and its pages are asked for in this process, through all of
the site that answers a request. Besides the time that passed, which others on the machine lengthen,
the computing time of this process is given, which leaves a database server out. The first look by
a process that has just started is told apart: it reads and judges what later looks know. Last,
something is entered before each look, so that one matter is read and judged again. Budget
(DESIGN §6): p95 of 100 ms. Beside it the same page with nothing known, for the ratio.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import count
from statistics import median, quantiles
from typing import Any

from .material import ledger

BUDGET_MS = 100.0
PAGES: Mapping[str, tuple[str, str]] = {
    "overview": ("office", "/overview/"),
    "week": ("leader", "/overview/"),
    "tasks": ("office", "/tasks/"),
    "tasks, filtered": ("office", "/tasks/?light=yellow&unit=dl-commerce"),
    "tasks, sorted": ("office", "/tasks/?sort=-days&page=40"),
    "tasks, by words": ("office", "/tasks/?q=口岸+贸易"),
    "task": ("office", "/tasks/77/"),
    "unit": ("office", "/units/dl-commerce/"),
    "checking": ("office", "/checking/"),
    "to-do": ("commerce", "/to-do/"),
    "our tasks": ("commerce", "/tasks/"),
    "search": ("office", "/search/?q=贸易"),
}


def main() -> None:
    """Make the ledger, time its pages."""
    parser = argparse.ArgumentParser(description="Time to answer of pages on many tasks.")
    parser.add_argument("--tasks", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["PILOTAGE_HOME"] = home
        os.environ["PILOTAGE_CLOCK_START"] = ledger.NOW.isoformat()
        os.environ["PILOTAGE_HOSTS"] = "testserver"
        entries = _fill(asked.tasks)
        clients = {who: _signed_in(who) for who, _path in PAGES.values()}
        print(f"{asked.tasks:,} tasks, {entries:,} entries")
        for name, (who, path) in PAGES.items():
            _time(name, clients[who], path, asked.runs)
        for name in ("overview", "tasks"):
            who, path = PAGES[name]
            _time(f"{name}, after an act", clients[who], path, asked.runs, _entering())


def _fill(tasks: int) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pilotage_server.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    entries = ledger.fill(tasks)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return entries


def _signed_in(who: str) -> Any:
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.get(username=who))
    return client


def _entering() -> Callable[[], None]:
    """A call that urges on one running task after the other."""
    from pilotage.ledger import Step
    from pilotage_server.ledgers import actions
    from pilotage_server.ledgers.models import MatterRow
    from pilotage_server.units.models import MembershipRow

    office = MembershipRow.objects.select_related("user").get(user__username="office")
    running = MatterRow.objects.filter(step=Step.IN_PROGRESS).order_by("pk")
    place = count(0, 7)

    def enter() -> None:
        actions.urge(running[next(place)], office, text="请反馈进展。")

    return enter


def _time(
    name: str, client: Any, path: str, runs: int, before: Callable[[], None] | None = None
) -> None:
    first, _busy = _milliseconds(client, path)
    spent = []
    for _ in range(runs):
        if before:
            before()
        spent.append(_milliseconds(client, path))
    passed, busy = zip(*spent, strict=True)
    p95 = quantiles(busy, n=20)[-1]
    print(
        f"{name:22} computing p50 {median(busy):6.1f}  p95 {p95:6.1f} ms "
        f"({'within' if p95 <= BUDGET_MS else 'OVER'} {BUDGET_MS:.0f})  "
        f"passed p50 {median(passed):6.1f}  p95 {quantiles(passed, n=20)[-1]:6.1f} ms  "
        f"first {first:8.1f} ms ({first / median(passed):.0f} ×)",
        flush=True,
    )


def _milliseconds(client: Any, path: str) -> tuple[float, float]:
    """The time until the page is here, and how much of it this process computed."""
    start, busy = time.perf_counter(), time.process_time()
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return (time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000


if __name__ == "__main__":
    main()
