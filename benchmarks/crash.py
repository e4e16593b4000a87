"""Server and watcher killed again and again under writing clients: nothing lost, nothing doubled.

usage: python -m benchmarks.crash [--kills 200] [--writers 2] [--seed 1]
       python -m tools.postgres .venv/bin/python -m benchmarks.crash

Writers are programs that ask the site over HTTP, as any other does: each act goes to the API with a
key of its own, is sent again under the same key when the connection breaks, and is noted in a file
once the site has answered 201. In each round the web server (``pilotage serve``'s own) and a
watcher are started and killed with SIGKILL in the midst of their work, some moment after a number
of acts, drawn anew, was answered, and a number of digests and e-mails made and sent. A mail server
in a process of its own notes every message. In the end a last watcher does what is left, and it is
counted: acts lost or entered twice, facts told twice, e-mails of one digest to one address under
two names, flaws of the record. Leases are cut to a second, so that what a dead watcher held is
taken over in the next round.

All processes are forks of this one, which has loaded the site: a round does not wait for Python.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from http.client import HTTPConnection, HTTPException
from json import dumps
from pathlib import Path
from statistics import median

from benchmarks.year import CHINA, found_site, works
from tools.serving import free_port

UNITS, TASKS = 4, 16
LEASE = timedelta(seconds=1)
PATIENCE = 120.0
"""Seconds after which a site that answers nothing is a failure."""


@dataclass(slots=True)
class Rounds:
    """What was under way before each kill: acts answered, digests and e-mails made."""

    acts: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return len(self.acts) + len(self.told)


def main() -> None:
    """Make the site, kill, count, print; exit code 1 when something was lost or done twice."""
    parser = argparse.ArgumentParser(description="Killing server and watcher.")
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
    import pilotage_server.wsgi  # noqa: F401 - loaded before the forks

    dice, port = random.Random(asked.seed), free_port()
    day, token = _prepare(dice)
    began, rounds = time.perf_counter(), Rounds()
    notes = [home / f"acts-{n}" for n in range(asked.writers)]
    writers = [_child(lambda note=note: _write(note, port, token)) for note in notes]  # type: ignore[misc]
    try:
        while rounds.kills < asked.kills:
            day = _next(day) if _is_done(day) else day
            _round(day, port, notes, rounds, dice)
        for child in writers:
            os.kill(child, signal.SIGTERM)
        server = _child(lambda: _serve(day, port))
        for child in writers:
            os.waitpid(child, 0)
        _kill(server)
    finally:
        for child in writers:
            _kill(child, reap=False)
    _finish(_next(day))
    return _count(notes, mails, rounds, time.perf_counter() - began)


def _round(day: date, port: int, notes: list[Path], rounds: Rounds, dice: random.Random) -> None:
    """A watcher and a server are started, each killed in its work; what they had done is noted."""
    acts, told = _acts(notes), _told()
    watcher, server = _child(lambda: _watch(day)), _child(lambda: _serve(day, port))
    ripe = {
        server: partial(_have, lambda: _acts(notes), acts + dice.randint(2, 12)),
        watcher: partial(_have, _told, told + dice.randint(1, 8)),
    }
    until = time.monotonic() + PATIENCE
    while ripe:
        time.sleep(0.01)
        for child in [one for one, is_ripe in ripe.items() if is_ripe()]:
            time.sleep(dice.uniform(0, 0.05))
            _kill(child)
            del ripe[child]
        if watcher in ripe and _is_done(day):
            _kill(watcher)
            del ripe[watcher]
        if time.monotonic() > until:
            raise RuntimeError("Nothing was done for two minutes.")
    _wait_until_free(port)
    rounds.acts.append(_acts(notes) - acts)
    rounds.told.append(_told() - told)


def _have(count: Callable[[], int], wanted: int) -> bool:
    return count() >= wanted


def _kill(child: int, *, reap: bool = True) -> None:
    """SIGKILL to a child and all that it started."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        return
    if reap:
        os.waitpid(child, 0)


def _wait_until_free(port: int) -> None:
    """The kernel takes a moment to close what a dead process listened on."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.01)


def _prepare(dice: random.Random) -> tuple[date, str]:
    """A site with tasks under way that are late, so that every day has something to tell; the first
    day and a token of the office.
    """
    from django.core.management import call_command

    from pilotage.plan import Role
    from pilotage_server import clock
    from pilotage_server.api.actions import make_token
    from pilotage_server.api.models import Scope
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
        _row, token = make_token(
            people.office.user, "writer", [Scope.READ, Scope.OFFICE], days=30, further=None
        )
    return _next(first), token


def _next(day: date) -> date:
    day += timedelta(days=1)
    return day if works(day) else _next(day)


def _is_done(day: date) -> bool:
    """Whether all of ``day`` was told and sent."""
    from pilotage_server.notices.models import DayRow, DeliveryRow, Sending

    made = DayRow.objects.filter(day=day, done_at__isnull=False).exists()
    return made and not DeliveryRow.objects.exclude(state=Sending.SENT).exists()


def _told() -> int:
    from pilotage_server.notices.models import DeliveryRow, DigestRow, Sending

    return DigestRow.objects.count() + DeliveryRow.objects.filter(state=Sending.SENT).count()


def _acts(notes: list[Path]) -> int:
    return sum(note.read_bytes().count(b"\n") for note in notes if note.exists())


def _child(work: Callable[[], None]) -> int:
    """A process that does ``work``, in a session and with connections of its own."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        work()
    finally:
        os._exit(1)


def _set_clock(day: date) -> None:
    """Let the site's clock run from nine o'clock of ``day`` on, in every thread."""
    from django.conf import settings

    settings.PILOTAGE_CLOCK_START = datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)


def _serve(day: date, port: int) -> None:
    from pilotage_server import commands

    _set_clock(day)
    commands._serve("127.0.0.1", port, 1)


def _watch(day: date) -> None:
    from pilotage_server.notices.watcher import watch_on

    _shorten()
    _set_clock(day)
    watch_on(lambda: True, pause=0.02)


def _shorten() -> None:
    from pilotage_server.notices import digests, outbox

    digests.LEASE = outbox.LEASE = LEASE


def _write(note: Path, port: int, token: str) -> None:
    """Urge on and on until told to end; an act is noted once the site has answered that it is
    entered, whatever broke on the way.
    """
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))
    with note.open("a", encoding="ascii", buffering=1) as file:
        for number in range(1_000_000):
            if ended:
                return
            name = f"{note.name}-{number}"
            again = _urge(port, token, 1 + number % TASKS, name)
            file.write(f"{name} {'again' if again else 'first'}\n")


def _urge(port: int, token: str, task: int, name: str) -> bool:
    """One act by HTTP, sent again under its key until it is answered. OSError when refused.

    True when the site had entered it before, and was killed before it said so.
    """
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": name,
    }
    body = dumps({"text": name})
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("POST", f"/api/v1/tasks/{task}/urge", body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, HTTPException):
            time.sleep(0.02)
            continue
        finally:
            connection.close()
        if answer.status == 201:
            return answer.getheader("Idempotency-Replayed") == "true"
        raise OSError(f"{answer.status}: {said.decode('utf-8', 'replace')[:300]}")


def _finish(day: date) -> None:
    """What is left is done by one more watcher, as long as it gets on."""
    from pilotage_server import clock
    from pilotage_server.notices.models import DeliveryRow, Sending
    from pilotage_server.notices.watcher import watch_once

    _shorten()
    left, until = -1, time.monotonic() + PATIENCE
    with clock.standing_at(datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)):
        while watch_once() or left:
            DeliveryRow.objects.filter(state=Sending.WAITING).update(due_at=clock.wall())
            before, left = left, DeliveryRow.objects.exclude(state=Sending.SENT).count()
            until = time.monotonic() + PATIENCE if left != before else until
            if time.monotonic() > until:
                return
            time.sleep(0.01)


def _count(notes: list[Path], mails: Path, rounds: Rounds, seconds: float) -> list[str]:
    from django.db import connection

    from pilotage_server.audit.verify import verify
    from pilotage_server.ledgers.models import EntryRow
    from pilotage_server.notices.models import DeliveryRow, DigestRow, LineRow, Sending

    answers = [line.split() for path in notes for line in path.read_text().splitlines()]
    noted, repeated = [name for name, _how in answers], sum(how == "again" for _, how in answers)
    urged = EntryRow.objects.filter(act="urge").values_list("payload", flat=True)
    kept = Counter(str(payload["text"]) for payload in urged)
    lost = set(noted) - kept.keys()
    again = sum(kept.values()) - len(kept)
    facts = Counter(LineRow.objects.values_list("matter", "unit", "fact"))
    twice = sum(count - 1 for count in facts.values())
    came = [line.split("\t") for line in mails.read_text().splitlines()]
    names = Counter(name for name, _digest, _to in came)
    each = {name: (digest, to) for name, digest, to in came}
    addressed = Counter(each.values())
    doubled = sum(count - 1 for count in addressed.values())
    others = DeliveryRow.objects.exclude(state=Sending.SENT)
    unsent = list(others.values_list("state", "attempts", "failure"))
    missing = DeliveryRow.objects.exclude(message_id__in=names).count()
    flaws = verify().found
    print(
        f"{connection.vendor}: {rounds.kills} kills in {seconds:.0f} s; "
        f"{len(noted)} acts acknowledged, {len(lost)} lost, {again} entered twice "
        f"({repeated} sent again that were entered before the kill); "
        f"{DigestRow.objects.count()} digests, {sum(facts.values())} notices, "
        f"{twice} told twice; {len(names)} e-mails, {doubled} doubled, {missing} not come; "
        f"{len(came) - len(names)} sent again under the same name; {flaws} flaws of the record"
    )
    print(f"acts answered before a kill of the server: {_spread(rounds.acts)}")
    print(f"digests and e-mails before a kill of the watcher: {_spread(rounds.told)}")
    told = {"lost": lost, "entered twice": again, "told twice": twice, "doubled": doubled}
    told |= {"not come": missing, "unsent": unsent, "flaws": flaws}
    told |= {"nothing happened": not noted or not names or not all(rounds.acts)}
    return [f"{name}: {what}" for name, what in told.items() if what]


def _spread(counts: list[int]) -> str:
    none = sum(not count for count in counts)
    return f"fewest {min(counts)}, median {median(counts):g}, most {max(counts)}, none at {none}"


if __name__ == "__main__":
    main()
