"""Compile 20,000 files to tables with two workers, beside one process without any engine.

usage: python -m benchmarks.corpus [--files N] [--workers N]

One worker is the process itself, without the engine. The files are generated plans in all formats,
variants of real documents where ``../shared/corpus`` is there, and one spoilt file in a hundred.
Printed: wall time of both and their ratio (budget: at least 1.7 on two cores), how the memory of
all processes grows from the first half of the run to the second (budget: not), and whether a build
killed half-way with all its processes and started again has every file once (budget: it has).
Needs pilotage[corpus].
"""

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from pilotage.corpus import summarise

from .material import write_corpus


def main() -> None:
    """Make the files, build three times, print what came of it."""
    parser = argparse.ArgumentParser(description="Many files to tables.")
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    if find_spec("daft") is None:
        print("pilotage[corpus] is not installed: left out")
        return
    with tempfile.TemporaryDirectory() as folder:
        files, root = Path(folder, "files"), Path(folder)
        write_corpus(files, arguments.files)
        size = sum(path.stat().st_size for path in files.rglob("*.*"))
        print(f"{arguments.files:,} files, {size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}")
        many, cpu_many = build(files, root / "many", arguments.workers)
        one, cpu_one = build(files, root / "one", 1)
        print(
            f"one process {one:.0f} s, {arguments.workers} workers {many:.0f} s: "
            f"{one / many:.2f} times as fast (budget 1.7), load {os.getloadavg()[0]:.1f}; CPU "
            f"{cpu_one:.0f} s and {cpu_many:.0f} s: "
            f"{arguments.workers * cpu_one / cpu_many:.2f} times as fast on cores of one's own",
            flush=True,
        )
        killed(files, root / "killed", arguments.workers)
        same(root / "many", root / "killed", arguments.files)


def command(files: Path, out: Path, workers: int) -> list[str]:
    """The command a user would give."""
    run = "from pilotage.cli import main; main(prog_name='pilotage')"
    asked = ["corpus", "build", str(files), "-o", str(out), "--workers", str(workers)]
    return [sys.executable, "-c", run, *asked]


def build(files: Path, out: Path, workers: int) -> tuple[float, float]:
    """Seconds of one build, by the clock and of all its processes' CPU; prints how memory went."""
    start, used = time.perf_counter(), _cpu()
    process = subprocess.Popen(command(files, out, workers), start_new_session=True)
    memory = Memory(process.pid)
    memory.start()
    process.wait()
    seconds, used = time.perf_counter() - start, _cpu() - used
    first, second = memory.halves()
    print(
        f"memory of all processes: at most {first / 1e6:.0f} MB in the first half, "
        f"{second / 1e6:.0f} MB in the second, {second / first:.2f} times",
        flush=True,
    )
    return seconds, used


def _cpu() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def killed(files: Path, out: Path, workers: int) -> None:
    """A build killed with its workers when half of its parts stand, then given again."""
    process = subprocess.Popen(command(files, out, workers), start_new_session=True)
    whole = parts = 0
    while process.poll() is None and (not parts or whole < parts / 2):
        time.sleep(0.05)
        if (out / "corpus.json").exists():
            parts = json.loads((out / "corpus.json").read_bytes())["parts"]
            whole = len(list((out / "parts").glob("*.json")))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    start = time.perf_counter()
    subprocess.run(command(files, out, workers), check=False)
    seconds = time.perf_counter() - start
    print(f"killed with {whole} of {parts} parts whole; the rest took {seconds:.0f} s")


def same(whole: Path, resumed: Path, files: int) -> None:
    """Every file once: among the documents, or as a problem."""
    for place in (whole, resumed):
        found = Counter(documents(place))
        twice = sum(n > 1 for n in found.values())
        print(f"{place.name}: {len(found):,} of {files:,} files, {twice} of them more than once")
    alike = summarise(whole) == summarise(resumed)
    print("the resumed corpus says the same" if alike else "THE RESUMED CORPUS DIFFERS")


def documents(corpus: Path) -> list[str]:
    """The names of all files: those compiled, and those that stand only under problems."""
    import pyarrow.dataset as ds

    compiled = ds.dataset(corpus / "documents").to_table(columns=["document"])
    unusable = ds.dataset(corpus / "problems").to_table(
        columns=["document"], filter=ds.field("code").isin(["B101", "B102"])
    )
    return [*compiled["document"].to_pylist(), *unusable["document"].to_pylist()]


class Memory(threading.Thread):
    """Looks once a second how much memory a session's processes hold together."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._seen: list[int] = []

    def run(self) -> None:
        """Look until the session is empty."""
        while held := sum(_resident(pid) for pid in _in_session(self._session)):
            self._seen.append(held)
            time.sleep(1)

    def halves(self) -> tuple[int, int]:
        """The most held in the first half and in the second; the start of the workers left out."""
        self.join(timeout=5)
        seen = self._seen[len(self._seen) // 10 :]
        middle = len(seen) // 2
        return max(seen[:middle], default=1), max(seen[middle:], default=1)


def _in_session(session: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(place.name))
    return found


def _resident(pid: int) -> int:
    """Bytes that are this process's own; shared pages are counted once in none of them."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
