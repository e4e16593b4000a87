"""Compile plain text of 5 MB to a Plan, beside one pass of a regular expression over the same text.

usage: python -m benchmarks.compile [--megabytes N] [--rounds N] [--peers PYTHON]

The yardstick "re20" is one ``re.finditer`` pass of 20 alternatives over the text: what a script
that only looks for the words of plans would cost. Times are CPU seconds of one process, measured by
turns, and the medians are compared. Budgets (DESIGN §6): at most 2 × re20 in Chinese and in
English, 10 MB at most 11 × 1 MB, memory at most 12 × the text. ``--peers`` names a Python that has
spaCy or markitdown; without it they are looked for in this one, and left out when not there.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pilotage.base import Language
from pilotage.compile import compile_document
from pilotage.document import read_document
from pilotage.unit import example_register

from .material import LANGUAGES, plan_text, write_docx

RE20: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:责任|牵头|主办)(?:单位|部门)[:：]|(?:配合|参加|协办)(?:单位|部门)[:：]"
        r"|由[^，。；]{2,20}牵头|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
        r"|第[一二三四五六七八九十百]+[章条]|\d{1,2}[.．、]|《[^》\n]{2,60}》"
        r"|[\u4e00-\u9fff]{1,8}[〔\[]20\d\d[〕\]]\d{1,3}号"
        r"|(?:到|至|于)?20\d\d年(?:\d{1,2}月)?(?:底?前|末)?"
        r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月底前|(?:今年|明年|当年|每年)?年?底前"
        r"|\d+(?:\.\d+)?(?:%|％|个百分点)|\d+(?:\.\d+)?[万亿]?元|\d+(?:余|多)?[个家项人]"
        r"|[\u4e00-\u9fff]{2,10}(?:局|委|办公室|政府)(?=[、，；）)])|(?:不低于|不少于|超过|达到)\d+"
        r"|(?:力争|确保)[^，。]{2,20}|(?:持续|长期|常态化)(?:推进|坚持)|(?:下同|不再列出)"
    ),
    "en": re.compile(
        r"[Rr]esponsible [Uu]nits?:|[Ll]ead(?:ing)? [Uu]nits?:|[Ss]upporting [Uu]nits?:"
        r"|\b(?:led|headed) by [A-Z]\w+|\b[Dd]eadline:|\b[IVX]{1,5}\. |\b\d{1,3}\. (?=[A-Z])"
        r"|\([a-z]\)|\bArticle \d+|“[^”\n]{2,120}”|\[20\d\d\] No\. \d+"
        r"|\bby (?:the end of )?(?:[A-Z][a-z]+ )?20\d\d|\bwithin \d+ (?:days|months)"
        r"|\b\d+(?:\.\d+)? ?(?:%|per cent)|\$?\b\d+(?:\.\d+)? (?:million|billion)"
        r"|\b(?:[A-Z][\w'’-]+ (?:of |and |the )*){1,6}"
        r"(?:Bureau|Office|Commission|Committee|Government)\b"
        r"|\b(?:at least|more than|up to) \d+|\b(?:no|not) (?:less|more) than \d+"
        r"|\b(?:will|shall|must) \w+|\b(?:each year|annually|ongoing)\b"
    ),
}
"""Labels, numbers of items, cited titles, dates, amounts, unit names, bounds: 20 a language. On the
machine where the reference was first measured such a pass read 4.4 (zh) and 3.8 (en) M characters
a second; what it reads here is printed."""
LINEAR_MB = (1, 10)


def main() -> None:
    """Measure and print one line a figure."""
    parser = argparse.ArgumentParser(description="Time and memory of compiling plain text.")
    parser.add_argument("--megabytes", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=sys.executable, help="a Python with spaCy, markitdown")
    parser.add_argument("--child", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(CHILDREN[arguments.child[0]](Path(arguments.child[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            file = Path(folder, f"{language}.txt")
            file.write_text(plan_text(language, arguments.megabytes * 1_000_000), encoding="utf-8")
            beside_re20(language, file, arguments.rounds)
            peak(language, file)
            peer("spacy", language, file, arguments.peers)
            linear(language, Path(folder), arguments.rounds)
        beside_markitdown(Path(folder), arguments.rounds, arguments.peers)


def cpu(act: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    act()
    return time.process_time() - start


def beside_re20(language: Language, file: Path, rounds: int) -> None:
    """Compile and the yardstick by turns; medians and their ratio."""
    data = file.read_bytes()
    text = data.decode()
    compile_document(data[:20_000].rpartition(b"\n")[0], "warm.txt")
    pairs = [
        (
            cpu(lambda: compile_document(data, file.name)),
            cpu(lambda: sum(1 for _ in RE20[language].finditer(text))),
        )
        for _ in range(rounds)
    ]
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(
        f"{language} {len(data) / 1e6:.0f} MB: compile {ours:.2f} s "
        f"({len(text) / ours / 1e6:.2f} M characters/s), re20 {theirs:.2f} s "
        f"({len(text) / theirs / 1e6:.2f} M/s), ratio {ours / theirs:.2f} (budget 2)",
        flush=True,
    )


def linear(language: Language, folder: Path, rounds: int) -> None:
    """1 MB and 10 MB by turns, each in a process of its own."""
    files = []
    for size in LINEAR_MB:
        file = folder / f"{language}-{size}.txt"
        file.write_text(plan_text(language, size * 1_000_000, seed=size), encoding="utf-8")
        files.append(file)
    runs = [[child("time", file) for file in files] for _ in range(rounds)]
    small, large = (median(column) for column in zip(*runs, strict=True))
    print(
        f"{language} {LINEAR_MB[1]} MB ÷ {LINEAR_MB[0]} MB: {large:.2f} s ÷ {small:.2f} s "
        f"= {large / small:.1f} (budget 11)",
        flush=True,
    )


def peak(language: Language, file: Path) -> None:
    """What compiling adds to the resident memory of a process that has read a small plan."""
    size = file.stat().st_size
    added = child("memory", file)
    print(
        f"{language} {size / 1e6:.0f} MB: peak memory {added / 1e6:.0f} MB above the start, "
        f"{added / size:.1f} × the text (budget 12)",
        flush=True,
    )


def child(kind: str, file: Path) -> float:
    """A figure measured in a new process."""
    command = [sys.executable, "-m", "benchmarks.compile", "--child", kind, str(file)]
    found: float = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def _time(file: Path) -> float:
    data = file.read_bytes()
    compile_document(data[:20_000].rpartition(b"\n")[0], "warm.txt")
    return cpu(lambda: compile_document(data, file.name))


def _memory(file: Path) -> float:
    data = file.read_bytes()
    compile_document(data[:20_000].rpartition(b"\n")[0], "warm.txt")
    before = _high_water()
    plan = compile_document(data, file.name)
    return _high_water() - before if plan.text else 0.0


def _high_water() -> float:
    """Most bytes that this process ever had in memory, its parent's not counted."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024.0 if found else 0.0


CHILDREN = {"time": _time, "memory": _memory}


def peer(name: str, language: Language, file: Path, python: str) -> None:
    """spaCy's blank tokeniser with a ruler over the same text, when that Python has it."""
    theirs = _peer(name, file, python, language)
    if theirs is None:
        print(f"{language} {name}: not installed in {Path(python).name}, left out")
        return
    ours = child("time", file)
    budget = " (budget: at least 4)" if language == "zh" else ""
    print(
        f"{language} spaCy blank + EntityRuler ÷ compile: {theirs:.2f} s ÷ {ours:.2f} s "
        f"= {theirs / ours:.1f}{budget}",
        flush=True,
    )


def beside_markitdown(folder: Path, rounds: int, python: str) -> None:
    """Reading a long .docx, and compiling it, beside markitdown's conversion to Markdown."""
    file = folder / "long.docx"
    write_docx(file, times=30)
    data = file.read_bytes()
    reading = median(cpu(lambda: read_document(data, file.name)) for _ in range(rounds))
    whole = median(cpu(lambda: compile_document(data, file.name)) for _ in range(rounds))
    print(
        f"docx of {len(read_document(data, file.name)[0].text):,} characters: read {reading:.2f} s"
    )
    theirs = _peer("markitdown", file, python, "zh")
    if theirs is None:
        print("markitdown: not installed, left out")
        return
    print(
        f"markitdown ÷ reading: {theirs:.2f} s ÷ {reading:.2f} s = {theirs / reading:.1f} "
        f"(budget: at least 5); ÷ compiling ({whole:.2f} s): {theirs / whole:.1f}"
    )


def _peer(name: str, file: Path, python: str, language: Language) -> float | None:
    """CPU seconds that the peer takes, None when that Python does not have it."""
    names = file.with_suffix(".names.json")
    units = example_register().units.values()
    names.write_text(json.dumps(sorted({unit.full(language) for unit in units})), encoding="utf-8")
    script = Path(__file__).with_name("material") / "peers.py"
    command = [python, str(script), name, language, str(file), str(names)]
    run = subprocess.run(command, check=False, capture_output=True)
    return float(json.loads(run.stdout)) if run.returncode == 0 else None


if __name__ == "__main__":
    main()
