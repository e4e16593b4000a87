"""How fast each reader turns a file into text, and a Word file beside markitdown.

usage: python -m benchmarks.readers [--rounds N] [--peers PYTHON]

The same made-up plan of some 300,000 characters in every format; CPU seconds, medians. Budgets
(DESIGN §6): a .docx at least 5 × faster than markitdown; ten times the plain text in at most
eleven times the time. ``--peers`` names a Python that has markitdown.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from pilotage.document import read_document
from tests.document.made import laid_out, ofd, pdf

from .material import plan_text, write_docx

_CHARACTERS = 300_000
_PEER = Path(__file__).with_name("material") / "peers.py"


def main() -> None:
    """Print a line for every format, then the two budgets."""
    parser = argparse.ArgumentParser(description="Speed of the readers.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=sys.executable, help="a Python with markitdown")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "long.docx")
        write_docx(file, times=30)
        for name, data in samples(file).items():
            tell(name, data, arguments.rounds)
        beside_markitdown(file, arguments.rounds, arguments.peers)
    linear(arguments.rounds)


def samples(word: Path) -> dict[str, bytes]:
    """The plan in every format that can be made without another program."""
    text = plan_text("zh", 3 * _CHARACTERS)
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    sheets = laid_out(text)
    return {
        "plan.txt": text.encode(),
        "gb18030.txt": text.encode("gb18030"),
        "plan.md": text.encode(),
        "plan.html": f"<html><body>{paragraphs}</body></html>".encode(),
        "plan.docx": word.read_bytes(),
        "plan.pdf": pdf(sheets),
        "plan.ofd": ofd(sheets),
    }


def seconds(act: Callable[[], object], rounds: int) -> float:
    """The median CPU seconds of an act."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return median(times)


def tell(name: str, data: bytes, rounds: int) -> None:
    """One line: the file, its text, the time and the rate."""
    characters = len(read_document(data, name)[0].text)
    taken = seconds(lambda: read_document(data, name), rounds)
    print(
        f"{name:12} {len(data) / 1e6:5.2f} MB {characters:9,} characters {taken:6.3f} s "
        f"{characters / taken / 1e6:6.2f} M characters/s"
    )


def beside_markitdown(file: Path, rounds: int, python: str) -> None:
    """Reading a Word file beside markitdown's conversion of it to Markdown."""
    ours = seconds(lambda: read_document(file.read_bytes(), file.name), rounds)
    names = file.with_suffix(".names.json")
    names.write_text("[]", encoding="utf-8")
    command = [python, str(_PEER), "markitdown", "zh", str(file), str(names)]
    run = subprocess.run(command, check=False, capture_output=True)
    if run.returncode:
        print("markitdown: not installed, left out")
        return
    theirs = float(json.loads(run.stdout))
    print(
        f"markitdown ÷ reading a .docx: {theirs:.2f} s ÷ {ours:.3f} s = {theirs / ours:.1f} "
        "(budget: at least 5)"
    )


def linear(rounds: int) -> None:
    """Ten times the plain text beside one time."""
    times = []
    for megabytes in (1, 10):
        data = plan_text("zh", megabytes * 1_000_000).encode()
        times.append(seconds(partial(read_document, data, "plan.txt"), rounds))
    print(f"plain text, 10 MB ÷ 1 MB: {times[1] / times[0]:.1f} (budget: at most 11)")


if __name__ == "__main__":
    main()
