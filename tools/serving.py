"""A site of its own in a process of its own, for browser tests, pictures and measurements."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 90.0
STOP_SECONDS = 10.0
NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running site: where it answers, where it keeps its data and its log."""

    address: str
    home: Path
    log: Path

    def manage(self, *args: str, typed: str = "") -> str:
        """Run ``pilotage manage ARGS`` on this site's data; what it printed."""
        done = subprocess.run(
            [*_command(), "manage", *args],
            env=_environment(self.home),
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage {args[0]} failed: {done.stderr or done.stdout}")
        return done.stdout


@contextmanager
def running(home: Path, *args: str, settings: Mapping[str, str] = NONE) -> Iterator[Site]:
    """``pilotage serve ARGS`` on a free port with its data in ``home``, ended on leaving.

    ``settings`` are variables of its environment beside that of its home.
    """
    home.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{free_port()}"
    log = home / "serve.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*_command(), "serve", "--port", address.rsplit(":", 1)[1], *args],
            env=_environment(home) | dict(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(f"{address}/login/", process, log)
        yield Site(address=address, home=home, log=log)
    finally:
        _stop(process)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _command() -> list[str]:
    return [str(Path(sys.executable).with_name("pilotage"))]


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PILOTAGE_")}
    return kept | {"PILOTAGE_HOME": str(home)}


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                answer.read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The site did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and the worker it started: they share the session made for them."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
