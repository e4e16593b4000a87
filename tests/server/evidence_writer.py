"""A site whose writers are killed: ``python -m tests.server.evidence_writer KILLS``.

It makes a site with one task to report on. Then a process of its own sends reports through the
pages, each with two new files and one that is always the same, until it is killed in the middle of
it, KILLS times. At the end the shelves are swept; what was on them before and after comes out as
JSON, with how many reports were answered. ``prepare`` and ``check`` are the first and the last part
alone, for ``benchmarks/evidence_store.py``.
"""

import json
import os
import random
import secrets
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

import django

PNG = b"\x89PNG\r\n\x1a\n"


def prepare() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from pilotage_server.ledgers import actions
    from pilotage_server.units.models import Standing

    from .conftest import member as account
    from .ledgers_support import at, issued, member

    office = account("office", Standing.OFFICE)
    lead = account("commerce", Standing.LIAISON, "dl-commerce")
    found = issued(office, {4: "dl-commerce"}, {4: date(2021, 3, 31)})
    task = next(one for one in found if one.code("en") == "4")
    actions.sign(task, member(lead), posting=at(9, 2, 2020))


def write_until_killed(seconds: float) -> int:
    """Reports answered by a process that was killed ``seconds`` after the first of them."""
    from django.db import connections

    connections.close_all()
    heard, told = os.pipe()
    writer = os.fork()
    if not writer:
        write(told)
    os.close(told)
    with os.fdopen(heard, "rb") as lines:
        answered = lines.read(1)
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        answered += lines.read()
    assert set(answered) == {ord(".")}, "a report was refused"
    return len(answered)


def write(told: int) -> NoReturn:
    """Send reports for ever; a point for each that was entered, an x for one that was not."""
    send = sender()
    while True:
        os.write(told, b"." if send() == 302 else b"x")


def sender() -> Callable[[], int]:
    """What sends one report, and gives the status of the answer."""
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from pilotage_server.ledgers.models import EntryRow

    task = EntryRow.objects.filter(act="sign").get().matter_id
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="commerce"))

    def send() -> int:
        names = ("一.bin", "二.bin")
        files = [SimpleUploadedFile(name, PNG + noise()) for name in names]
        files.append(SimpleUploadedFile("同.png", PNG + b" the same"))
        data = {"claimed": "40", "text": "在办", "post_token": secrets.token_hex(8)}
        return client.post(f"/tasks/{task}/report/", data | {"files_1": files}).status_code

    return send


def noise() -> bytes:
    return secrets.token_bytes(200_000)


def check() -> dict[str, Any]:
    from pilotage_server.ledgers import storing

    before = storing.check(read=True, grace=0)
    swept = storing.sweep(grace=0)
    return {
        "before": told(before),
        "swept": swept,
        "after": told(storing.check(read=True, grace=0)),
    }


def told(found: Any) -> dict[str, int]:
    return {
        "rows": found.rows,
        "lost": len(found.lost),
        "altered": len(found.altered),
        "orphans": len(found.orphans) + len(found.drafts),
    }


def kill_writers(times: int) -> None:
    prepare()
    assert sender()() == 302, "and the pages are warm for the processes that follow"
    chance = random.Random(7)
    answered = sum(write_until_killed(chance.uniform(0.0, 0.3)) for _ in range(times))
    print(json.dumps({"answered": answered + 1} | check()))


if __name__ == "__main__":
    django.setup()
    match sys.argv[1]:
        case "prepare":
            prepare()
        case "check":
            print(json.dumps(check()))
        case times:
            kill_writers(int(times))
