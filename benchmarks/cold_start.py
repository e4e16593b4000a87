"""`pilotage compile` of one plan in a new process, beside `python -c "import re"` in another.

usage: python -m benchmarks.cold_start [FILE] [--runs N]

The two are run by turns, so that a busy machine slows both. Budget (DESIGN §6): 0.35 s wall.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

EXAMPLE = Path(__file__).parents[1] / "examples" / "plan.zh.docx"
BUDGET_SECONDS = 0.35


def seconds(command: list[str]) -> float:
    """Wall time of one run; the output is thrown away, a failure is not."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print one line with the ratio."""
    parser = argparse.ArgumentParser(description="Cold start of `pilotage compile`.")
    parser.add_argument("file", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    ours = [str(Path(sys.executable).with_name("pilotage")), "compile", str(arguments.file)]
    reference = [sys.executable, "-c", "import re"]
    seconds(ours)
    pairs = [(seconds(ours), seconds(reference)) for _ in range(arguments.runs)]
    mine, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(
        f"compile {arguments.file.name}: {mine:.3f} s (budget {BUDGET_SECONDS} s), "
        f"python -c 'import re': {theirs:.3f} s, ratio {mine / theirs:.1f}, "
        f"median of {arguments.runs} runs"
    )


if __name__ == "__main__":
    main()
