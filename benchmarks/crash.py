"""Writers and a watcher killed again and again: nothing lost, nothing told twice.

usage: python -m benchmarks.crash [--kills 200] [--writers 2] [--seed 1]
       python -m tools.postgres .venv/bin/python -m benchmarks.crash

In each round a watcher and some writers run as processes of their own and are killed with SIGKILL
at a moment nobody chose; every third round is a new day. A writer notes an act in a file once it
was acknowledged; a mail server in a process of its own notes every message. In the end a last
watcher does what is left, and it is counted: acknowledged acts that the ledger lacks, facts told
twice, e-mails of one digest to one address under two names, flaws of the record. Leases are cut to
a second, so that what a dead watcher held is taken over in the next round.

Writers take acts through the functions that the pages call, without the web server before them.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks.year import CHINA, found_site, works
from tools.serving import free_port

UNITS, TASKS, SAME_DAY = 4, 16, 3
LEASE = timedelta(seconds=1)


def main() -> None:
    """Make the site, kill, count, print; exit code 1 when something was lost or told twice."""
    parser = argparse.ArgumentParser(description="Killing writers and watchers.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        port = free_port()
        os.environ |= {
            "PILOTAGE_HOME": home,
            "DJANGO_SETTINGS_MODULE": "pilotage_server.settings",
            "PILOTAGE_SMTP": f"smtp://127.0.0.1:{port}",
        }
        mails = Path(home, "mails")
        sink = subprocess.Popen([sys.executable, "-m", "tools.mail_sink", str(port), str(mails)])
        try:
            wrong = _run(Path(home), mails, asked)
        finally:
            sink.kill()
    raise SystemExit("\n".join(wrong) or 0)


def _run(home: Path, mails: Path, asked: argparse.Namespace) -> list[str]:
    import django

    django.setup()
    dice = random.Random(asked.seed)
    day = _prepare(dice)
    began, kills = time.perf_counter(), 0
    while kills < asked.kills:
        if kills and kills // (1 + asked.writers) % SAME_DAY == 0:
            day = _next(day)
        watcher = _child(lambda day=day: _watch(day))  # type: ignore[misc]
        writers = [
            _child(lambda n=n, kills=kills: _write(home / f"acts-{n}", f"{n}-{kills}"))  # type: ignore[misc]
            for n in range(asked.writers)
        ]
        time.sleep(dice.uniform(0.1, 2.5))
        for child in dice.sample([watcher, *writers], 1 + len(writers)):
            os.kill(child, signal.SIGKILL)
            kills += 1
        for child in (watcher, *writers):
            os.waitpid(child, 0)
    _finish(_next(day))
    return _count(home, mails, kills, time.perf_counter() - began)


def _prepare(dice: random.Random) -> date:
    """A site with tasks under way that are late, so that every day has something to tell."""
    from django.core.management import call_command

    from pilotage.plan import Role
    from pilotage_server import clock
    from pilotage_server.ledgers import actions
    from pilotage_server.ledgers.models import MatterRow

    call_command("migrate", verbosity=0, interactive=False)
    first = date(2021, 1, 4)
    with clock.standing_at(datetime(2021, 1, 4, 8, tzinfo=CHINA)):
        people, diaries = found_site(UNITS, TASKS, first, date(2021, 12, 31), dice, mails=UNITS)
        for task in diaries:
            roles = [Role.LEAD, *[Role.SUPPORT] * len(task.supports)]
            units = [
                actions.Addressee(unit=unit, name=unit, role=role)
                for unit, role in zip(task.units, roles, strict=True)
            ]
            limit = first + timedelta(days=dice.randint(1, 30))
            matter = MatterRow.objects.get(pk=task.key)
            actions.dispatch(matter, people.office, units=units, limit=limit)
    return _next(first)


def _next(day: date) -> date:
    day += timedelta(days=1)
    return day if works(day) else _next(day)


def _child(work: Callable[[], None]) -> int:
    """A process that does ``work``; it has connections of its own."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(1)


def _shorten() -> None:
    from pilotage_server.notices import digests, outbox

    digests.LEASE = outbox.LEASE = LEASE


def _watch(day: date) -> None:
    from pilotage_server import clock
    from pilotage_server.notices.watcher import watch_on

    _shorten()
    with clock.standing_at(datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)):
        watch_on(lambda: True, pause=0.02)


def _write(path: Path, name: str) -> None:
    """Urge on and on; an act is noted once the function that takes it has come back."""
    from pilotage_server.ledgers import actions
    from pilotage_server.ledgers.actions import Posting
    from pilotage_server.ledgers.models import MatterRow
    from pilotage_server.units.models import MembershipRow

    office = MembershipRow.objects.select_related("user").get(user__username="office")
    keys = list(MatterRow.objects.values_list("pk", flat=True))
    with path.open("a", encoding="ascii", buffering=1) as file:
        for number in range(1_000_000):
            matter = MatterRow.objects.get(pk=keys[number % len(keys)])
            token = f"{name}-{number}"
            actions.urge(matter, office, text="请抓紧办理", posting=Posting(token=token))
            file.write(f"{token}\n")


def _finish(day: date) -> None:
    """What is left is done by one more watcher, as often as it takes."""
    from pilotage_server import clock
    from pilotage_server.notices.models import DeliveryRow, Sending
    from pilotage_server.notices.watcher import watch_once

    _shorten()
    until = time.monotonic() + 120
    with clock.standing_at(datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)):
        while watch_once() or DeliveryRow.objects.exclude(state=Sending.SENT).exists():
            DeliveryRow.objects.filter(state=Sending.WAITING).update(due_at=clock.wall())
            if time.monotonic() > until:
                return
            time.sleep(0.01)


def _count(home: Path, mails: Path, kills: int, seconds: float) -> list[str]:
    from django.db import connection

    from pilotage_server.audit.verify import verify
    from pilotage_server.ledgers.models import EntryRow
    from pilotage_server.notices.models import DeliveryRow, DigestRow, LineRow, Sending

    noted = [line for path in home.glob("acts-*") for line in path.read_text().splitlines()]
    kept = set(EntryRow.objects.exclude(token=None).values_list("token", flat=True))
    lost = set(noted) - kept
    facts = Counter(LineRow.objects.values_list("matter", "unit", "fact"))
    twice = sum(count - 1 for count in facts.values())
    came = [line.split("\t") for line in mails.read_text().splitlines()]
    names = Counter(name for name, _digest, _to in came)
    each = {name: (digest, to) for name, digest, to in came}
    addressed = Counter(each.values())
    doubled = sum(count - 1 for count in addressed.values())
    unsent = DeliveryRow.objects.exclude(state=Sending.SENT).count()
    missing = DeliveryRow.objects.exclude(message_id__in=names).count()
    flaws = verify().found
    print(
        f"{connection.vendor}: {kills} kills in {seconds:.0f} s; {len(noted)} acts acknowledged, "
        f"{len(lost)} lost; {DigestRow.objects.count()} digests, {sum(facts.values())} notices, "
        f"{twice} told twice; {len(names)} e-mails, {doubled} doubled, {missing} not come; "
        f"{len(came) - len(names)} sent again under the same name; {flaws} flaws of the record"
    )
    told = {"lost": lost, "told twice": twice, "doubled": doubled, "not come": missing}
    told |= {"unsent": unsent, "flaws": flaws, "nothing happened": not noted or not names}
    return [f"{name}: {what}" for name, what in told.items() if what]


if __name__ == "__main__":
    main()
