"""A site that really runs, for programs over a connection: ``python -m tests.server.api_running``
makes its database, with the example plan issued, and prints a token of each account."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from tools.serving import Site, running

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("PILOTAGE_DATABASE", "")
"""The address of the server the tests run on; SQLite when it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A running site, the tokens of its accounts by name, and what its commands run in."""

    site: Site
    tokens: dict[str, str]
    surroundings: dict[str, str]

    def verify(self) -> None:
        """The record of the site is whole."""
        command = [sys.executable, "-m", "django", "audit", "verify"]
        done = subprocess.run(
            command, env=self.surroundings, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def site(home: Path) -> Iterator[Running]:
    """A running site with its data in ``home``."""
    with _database() as address:
        settings = {"PILOTAGE_DATABASE": address} if address else {}
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PILOTAGE_")}
        surroundings = kept | settings | {"PILOTAGE_HOME": str(home)}
        surroundings["DJANGO_SETTINGS_MODULE"] = "tests.server.several_processes"
        made = subprocess.run(
            [sys.executable, "-m", "tests.server.api_running"],
            cwd=ROOT,
            env=surroundings,
            text=True,
            capture_output=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        tokens = dict(line.split() for line in made.stdout.splitlines())
        with running(home, "--processes", "2", settings=settings) as found:
            yield Running(site=found, tokens=tokens, surroundings=surroundings)


@contextmanager
def _database() -> Iterator[str]:
    """A new database on the server; none where the tests run on SQLite."""
    if "://" not in SERVER:
        yield ""
        return
    import psycopg

    name = f"running_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def prepare() -> None:
    """The example plan under way, and a token of the office and of the liaison that leads."""
    from django.core.management import call_command
    from django.db import transaction

    from pilotage_server.api.actions import make_token
    from pilotage_server.units.models import Standing

    from .conftest import member
    from .ledgers_support import under_way

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        office = member("office", Standing.OFFICE, zh="督查室", en="Supervision office")
        commerce = member("commerce", Standing.LIAISON, "dl-commerce", "市商务局", "Commerce")
        administrator = member("administrator", Standing.ADMINISTRATOR, zh="管理岗", en="Admin")
        under_way(SimpleNamespace(office=office, commerce=commerce))
        for user in (office, commerce, administrator):
            scopes = ["read", "report", "draft", "office", "own", "record"]
            print(user, make_token(user, "client", scopes, days=2, further=None)[1])


if __name__ == "__main__":
    import django

    django.setup()
    prepare()
