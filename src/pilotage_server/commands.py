"""``pilotage serve`` and ``pilotage manage``: the site from the command line.

``serve`` needs no question answered: it brings the database up to date, starts one worker that
compiles uploaded documents, and serves until interrupted.
"""

import argparse
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = "pilotage_server.settings"


def manage(argv: list[str]) -> int:
    """Django's own commands, such as ``migrate``, ``createsuperuser``, ``work``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["pilotage manage", *argv])
    return 0


def serve(argv: list[str]) -> int:
    """Serve the site; returns the exit code when it is stopped."""
    asked = _arguments(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    _allow(asked.host)
    import django

    django.setup()
    _compile_catalogues()
    _migrate()
    if asked.demo:
        _say(_demo())
    _say(f"Pilotage answers at http://{asked.host}:{asked.port}/ (stop with Ctrl+C)")
    with _worker():
        return _serve(asked.host, asked.port)


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="pilotage serve", description="Serve the site.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on")
    parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo")
    return parser.parse_args(argv)


def _allow(host: str) -> None:
    """A host given on the command line is one the site answers to."""
    known = os.environ.get("PILOTAGE_HOSTS", "localhost,127.0.0.1,[::1]")
    if host not in (*known.split(","), "0.0.0.0"):  # noqa: S104 - compared, not bound
        os.environ["PILOTAGE_HOSTS"] = f"{known},{host}"


def _compile_catalogues() -> None:
    """In a checkout the Chinese catalogues are compiled when they changed; a wheel brings them."""
    tool = Path(__file__).parents[2] / "tools" / "compile_messages.py"
    if tool.exists():
        subprocess.run([sys.executable, str(tool)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _migrate() -> None:
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def _demo() -> str:
    from pilotage_server.demo import build_demo

    return build_demo()


@contextmanager
def _worker() -> Iterator[None]:
    """A child process that compiles documents, started again should it die."""
    ended = threading.Event()
    command = [sys.executable, "-m", "django", "work", "--settings", SETTINGS]
    child = subprocess.Popen(command)  # noqa: S603

    def watch() -> None:
        nonlocal child
        while not ended.wait(1.0):
            if child.poll() is not None:
                child = subprocess.Popen(command)  # noqa: S603

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        child.terminate()
        child.wait(10)


def _serve(host: str, port: int) -> int:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "pilotage_server.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201
