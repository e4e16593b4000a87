"""``pilotage serve`` and ``pilotage manage``: the site from the command line.

``serve`` needs no question answered: it brings the database up to date, starts one worker that
compiles uploaded documents and one watcher that tells people what is due, and serves until
interrupted.
"""

import argparse
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pilotage_server import manage_help

if TYPE_CHECKING:
    from pilotage.base import Language, PilotageError

SETTINGS = "pilotage_server.settings"
FIRST_ACCOUNT = {
    "en": "Nobody can sign in yet. Make the first account with: "
    "pilotage manage addaccount NAME --role administrator --post-zh … --post-en …",
    "zh": "还没有账号。请先建立："
    "pilotage manage addaccount 账号名 --role administrator --post-zh … --post-en …",
}


def manage(argv: list[str]) -> int:
    """The commands of a site, and Django's own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if set(argv) in manage_help.ASKED:
        _say(manage_help.manage_help(_terminal_language()))
        return 0
    argv = ["help"] if set(argv) == {"--help", "--all"} else argv
    from django.core.management import execute_from_command_line

    from pilotage_server.databases import begun, no_site

    with _told() as told:
        on_site = bool(argv) and argv[0] in manage_help.OF_A_SITE
        if on_site and not ({"--help", "-h"} & set(argv) or begun(os.environ)):
            raise no_site()
        execute_from_command_line(["pilotage manage", *argv])
    return told.code


def serve(argv: list[str]) -> int:
    """Serve the site; returns the exit code when it is stopped."""
    asked = _arguments(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if asked.demo:
        os.environ.setdefault("PILOTAGE_HOME", "var/demo")
        os.environ["PILOTAGE_DEMO"] = "1"
    _allow(asked.host)
    import django

    language = _terminal_language()
    with _told() as told:
        django.setup()
        _free(asked.host, asked.port)
        _compile_catalogues()
        _migrate()
        if asked.demo:
            _build_demo(asked.language)
    if told.code:
        return told.code
    _announce(asked.host, asked.port, language)
    if _is_empty():
        _say(FIRST_ACCOUNT[language])
    with _child("work"), _child("watch"):
        return _serve(asked.host, asked.port, asked.processes)


@dataclass(slots=True)
class _Ended:
    """How a command ended, as its exit code."""

    code: int = 0


@contextmanager
def _told() -> Iterator["_Ended"]:
    """Says in one sentence what an act of the block could not do; ``code`` is then 2, else 0."""
    from pilotage.base import PilotageError
    from pilotage_server.databases import UNREACHABLE, unreachable

    told = _Ended()
    try:
        yield told
    except PilotageError as error:
        _say_error(error)
        told.code = 2
    except UNREACHABLE as error:
        _say_error(unreachable(error))
        told.code = 2


def _say_error(error: "PilotageError") -> None:
    print(*error.told(_terminal_language()), file=sys.stderr)  # noqa: T201


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="pilotage serve", description="Serve the site.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on")
    parser.add_argument(
        "--processes",
        type=int,
        choices=range(1, 65),
        default=1,
        metavar="N",
        help="web processes, one a core; for PostgreSQL, since SQLite has one writer at a time",
    )
    parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo")
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help="the language of the demo's plan"
    )
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
    from django.db import connection

    if connection.vendor == "sqlite":
        Path(str(settings.DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    _begin_record()


def _begin_record() -> None:
    """A site older than its record begins it with what is there."""
    from pilotage_server.audit.record import begin

    begin()


def _terminal_language() -> "Language":
    from pilotage_server.units.language import terminal_language

    return terminal_language()


def _build_demo(language: "Language") -> None:
    from pilotage_server.demo import announce

    announce(_say, language=language)


def _is_empty() -> bool:
    from pilotage_server.units.models import MembershipRow

    return not MembershipRow.objects.exists()


def _free(host: str, port: int) -> None:
    """PilotageError when something else listens at that port."""
    from pilotage.base import PilotageError

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PilotageError(
                f"Port {port} of {host} cannot be used ({error.strerror}).",
                "Stop what uses it, or choose another with --port.",
                zh=(
                    f"{host}的{port}端口不能使用（{error.strerror}）。",
                    "请停掉占用端口的程序，或用--port另选端口。",
                ),
            ) from error


def _announce(host: str, port: int, language: "Language") -> None:
    address = f"http://{host}:{port}/"
    _say(
        f"引航已启动：{address}（按Ctrl+C停止）"
        if language == "zh"
        else f"Pilotage answers at {address} (Ctrl+C stops it)"
    )


@contextmanager
def _child(name: str) -> Iterator[None]:
    """A child process that runs the command ``name``, started again should it die."""
    ended = threading.Event()
    # The child is told who its parent is: one that is born after the parent died ends at once.
    told = ["--with-parent", str(os.getpid()), "--settings", SETTINGS]
    command = [sys.executable, "-m", "django", name, *told]
    child = subprocess.Popen(command, start_new_session=True)  # noqa: S603

    def watch() -> None:
        nonlocal child
        while not ended.wait(1.0):
            if child.poll() is not None:
                child = subprocess.Popen(command, start_new_session=True)  # noqa: S603

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        child.terminate()
        child.wait(10)


def _serve(host: str, port: int, processes: int) -> int:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "pilotage_server.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201
