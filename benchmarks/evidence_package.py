"""Two gigabytes of evidence out of a served site, and into it: memory stays where it was.

Out: a task with 103 files of 20 MB is taken as one zip, piece by piece. In: a form of 2 GB is sent,
refused before it is taken apart. Printed is the memory of the server's processes (resident, summed)
at rest and at its highest while it answered, with a small package and a small form beside them.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import requests

from benchmarks.evidence_store import Sender, Served, environment, run

FILES = 103
MEGABYTE = 1024 * 1024
FILL = """
import django, hashlib, os
django.setup()
from pilotage_server.ledgers.evidence import path_of
from pilotage_server.ledgers.models import EntryRow, EvidenceRow
entry = EntryRow.objects.filter(act="sign").get()
for number in range({files}):
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    path = path_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024)
    EvidenceRow(entry=entry, matter=entry.matter, digest=digest, name=f"{{number}}.bin",
        media_type="image/png", size=20 * 1024 * 1024).save()
"""


def memory_of(group: int) -> int:
    """Resident bytes of all processes of the process group."""
    total = 0
    for place in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            words = (place / "stat").read_text().rpartition(")")[2].split()
            if place.name.isdigit() and int(words[2]) == group:
                total += int(words[21]) * os.sysconf("SC_PAGE_SIZE")
    return total


def highest_while(group: int, work: Callable[[], int]) -> tuple[int, int, float]:
    """The highest memory while ``work`` ran, what it gave, and its seconds."""
    seen, going = [memory_of(group)], True

    def watch() -> None:
        while going:
            seen.append(memory_of(group))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    begun = time.monotonic()
    try:
        given = work()
    finally:
        seconds = time.monotonic() - begun
        going = False
        watcher.join()
    return max(seen), given, seconds


def taken(sender: Sender, address: str) -> int:
    with sender.browser.get(address, stream=True, timeout=600) as answer:
        return sum(len(piece) for piece in answer.iter_content(MEGABYTE))


class Body:
    """A body of ``size`` zeros with its length, so that it is not sent in chunks."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.size = size

    def __len__(self) -> int:
        return self.size

    def read(self, size: int = MEGABYTE) -> bytes:
        count = min(size, self.left)
        self.left -= count
        return bytes(count)


def sent(sender: Sender, address: str, size: int) -> int:
    """The status of the answer; 0 when the server hung up on what was too much."""
    kind = {"Content-Type": "multipart/form-data; boundary=x", "Referer": address}
    try:
        body = Body(size)
        return sender.browser.post(address, data=body, headers=kind, timeout=600).status_code
    except requests.ConnectionError:
        return 0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run(home, "prepare")
        code = FILL.format(files=FILES)
        subprocess.run([sys.executable, "-c", code], env=environment(home), check=True)
        site = Served(home)
        site.start()
        try:
            sender = Sender(site)
            sender.sign_in()
            group = site.process.pid
            page = f"{site.address}/tasks/4/"
            sender.browser.get(page, timeout=60)
            print(f"at rest: {memory_of(group) / MEGABYTE:.0f} MB")
            high, size, seconds = highest_while(group, lambda: taken(sender, f"{page}evidence.zip"))
            print(f"{size / MEGABYTE:.0f} MB out: {high / MEGABYTE:.0f} MB, {seconds:.1f} s")
            for size in (50 * MEGABYTE, 2048 * MEGABYTE):
                send = partial(sent, sender, f"{page}report/", size)
                high, status, seconds = highest_while(group, send)
                print(
                    f"{size / MEGABYTE:.0f} MB in: answer {status}, "
                    f"{high / MEGABYTE:.0f} MB, {seconds:.1f} s"
                )
        finally:
            site.kill()


if __name__ == "__main__":
    main()
