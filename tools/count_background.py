"""Count in how many provisions each term stands, for the trace room's idea of an everyday word.

usage: python tools/count_background.py FILE… -o src/pilotage/trace/background

Compiles the documents and writes one file a language: the number of provisions, then a line for
each count with the terms that stand in that many. Terms of fewer than two provisions are left out.
Documents whose links are measured (tests/trace) must not be given, or the figures flatter.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage.trace import provisions_of, terms_of

_FEWEST = 2


def main() -> None:
    """Read the files named, write the tables."""
    parser = argparse.ArgumentParser(description="Count everyday words of plans.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    provisions: Counter[str] = Counter()
    for file in arguments.files:
        try:
            plan = compile_document(file.read_bytes(), file.name)
        except PilotageError as error:
            print(f"{file}: {error}")
            continue
        for provision in provisions_of(plan):
            counts[provision.language].update(terms_of(provision).keys())
            provisions[provision.language] += 1
    for language, counted in counts.items():
        table = render(provisions[language], counted)
        (arguments.output / f"{language}.txt").write_text(table, encoding="utf-8")


def render(provisions: int, counted: Counter[str]) -> str:
    """The table as text: a line a count, its terms parted by tabs, the most frequent first."""
    by_count: dict[int, list[str]] = defaultdict(list)
    for term, count in counted.items():
        if count >= _FEWEST:
            by_count[count].append(term)
    lines = ("\t".join([str(count), *sorted(by_count[count])]) for count in sorted(by_count)[::-1])
    return "\n".join([str(provisions), *lines]) + "\n"


if __name__ == "__main__":
    main()
