"""A served site is killed while files of evidence come.

usage: python -m benchmarks.evidence_store [KILLS]

Four people send reports with three files each through HTTP, without pause. The whole server, worker
included, is killed with signal 9 at a moment of chance after ten more reports were answered, and
started again, KILLS times (100). Then rows and files are compared and swept. Every report that was
answered must be there with its files, no row without its file, and after the sweep no file without
a row; it prints how many were found and removed. Exit 1 when one of these does not hold.
"""

import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import requests

from tools.serving import free_port

SENDERS = 4
BETWEEN = 10
"""Reports answered before each kill, at the least."""

PATIENCE = 120
PNG = b"\x89PNG\r\n\x1a\n"
SETTINGS = "tests.server.several_processes"


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PILOTAGE_")}
    given = {"PILOTAGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": SETTINGS}
    root = Path(__file__).resolve().parents[1]
    return kept | given | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"}


def run(home: Path, part: str) -> str:
    words = [sys.executable, "-m", "tests.server.evidence_writer", part]
    done = subprocess.run(words, env=environment(home), capture_output=True, text=True, check=True)
    return done.stdout


class Served:
    """A served site that can be killed and started again on the same port."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [str(Path(sys.executable).with_name("pilotage")), "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            env=environment(self.home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _try in range(1800):
            with suppress(requests.RequestException):
                if requests.get(f"{self.address}/login/", timeout=5).ok:
                    return
            time.sleep(0.1)
        raise RuntimeError("the site did not start")

    def kill(self) -> None:
        """End every process that works on this home; the worker has a session of its own."""
        mark = f"PILOTAGE_HOME={self.home}".encode()
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (place / "environ").read_bytes().split(b"\0"):
                    os.kill(int(place.name), signal.SIGKILL)
        self.process.wait()


class Sender(threading.Thread):
    """Somebody of the unit who sends reports, and goes on when the server is back."""

    def __init__(self, site: Served) -> None:
        super().__init__(daemon=True)
        self.site, self.sent, self.going = site, 0, True
        self.refused: Counter[str] = Counter()
        self.browser = requests.Session()

    def sign_in(self) -> None:
        page = f"{self.site.address}/login/"
        self.browser.get(page, timeout=30)
        form = {"username": "commerce", "password": "commerce"} | self._token()
        self.browser.post(page, form, headers={"Referer": page}, timeout=30)

    def _token(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self.browser.cookies["csrftoken"]}

    def run(self) -> None:
        page = f"{self.site.address}/tasks/4/report/"
        while self.going:
            form = {"claimed": "40", "text": "在办", "post_token": secrets.token_hex(8)}
            noise = (PNG + secrets.token_bytes(300_000), PNG + secrets.token_bytes(2_000_000))
            files = [("files_1", (f"{n}.png", data)) for n, data in enumerate(noise)]
            files.append(("files_2", ("same.png", PNG + b"the same")))
            try:
                answer = self.browser.post(
                    page,
                    form | self._token(),
                    files=files,
                    headers={"Referer": page},
                    timeout=30,
                    allow_redirects=False,
                )
            except requests.RequestException:
                time.sleep(0.05)
            else:
                where = answer.headers.get("Location", "")
                if answer.status_code == 302 and where.startswith("/tasks/"):
                    self.sent += 1
                else:
                    self.refused[f"{answer.status_code} {where}".strip()] += 1


def wait_for_traffic(senders: list[Sender]) -> None:
    """Until ten more reports were answered. RuntimeError when they do not come."""
    enough = sum(one.sent for one in senders) + BETWEEN
    patience = time.monotonic() + PATIENCE
    while sum(one.sent for one in senders) < enough:
        if time.monotonic() > patience:
            raise RuntimeError("too few reports get through; the site is not what is measured")
        time.sleep(0.01)


def main(kills: int) -> int:
    chance = random.Random(11)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run(home, "prepare")
        site = Served(home)
        site.start()
        senders = [Sender(site) for _ in range(SENDERS)]
        for one in senders:
            one.sign_in()
            one.start()
        begun = time.monotonic()
        for number in range(1, kills + 1):
            wait_for_traffic(senders)
            time.sleep(chance.uniform(0.0, 0.6))
            site.kill()
            if number % 10 == 0:
                print(f"{number} kills, {time.monotonic() - begun:.0f} s", flush=True)
            site.start()
        for one in senders:
            one.going = False
            one.join()
        site.kill()
        sent = sum(one.sent for one in senders)
        refused = sum((one.refused for one in senders), Counter[str]())
        print(f"{kills} kills; {sent} reports answered; refused: {dict(refused) or 'none'}")
        said = run(home, "check").strip()
        print(said)
    found = json.loads(said)
    kept = found["before"]["rows"] >= 3 * sent and not found["before"]["lost"]
    clean = not any(found["after"][fault] for fault in ("lost", "altered", "orphans"))
    return 0 if kept and clean else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
