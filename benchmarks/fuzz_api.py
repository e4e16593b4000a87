"""Schemathesis over the API of a site that runs, by three accounts in turn: no answer of the 500s,
none that the document does not describe.

usage: python -m benchmarks.fuzz_api [--minutes N]
       python -m tools.postgres python -m benchmarks.fuzz_api     # the same on PostgreSQL

The site is the example plan under way; afterwards its record is checked as a whole.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

from tests.server.api_running import SERVER, site
from tools.fuzz_api import document_for, fuzz
from tools.reference_api import openapi

ROUND = 120
"""Seconds of one round by one account."""

ASKERS = ("office", "commerce", "administrator")


def main() -> int:
    """Ask for so many minutes; the exit code is 1 when something was wrong."""
    parser = argparse.ArgumentParser(description="Schemathesis over the API.")
    parser.add_argument("--minutes", type=float, default=20.0)
    end = time.monotonic() + parser.parse_args().minutes * 60
    begun, wrong, seed, cases = time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory() as name, site(Path(name)) as found:
        document = document_for(Path(name), openapi())
        while (left := end - time.monotonic()) > 1:
            asker = ASKERS[seed % len(ASKERS)]
            seed += 1
            said = fuzz(
                document,
                found.site.address,
                found.tokens[asker],
                seconds=int(min(ROUND, left)),
                seed=seed,
            )
            cases += _cases(said.stdout)
            wrong += said.returncode != 0
            print(f"round {seed} as {asker}: exit {said.returncode}, {cases} cases so far")
            if said.returncode:
                print(said.stdout[-12_000:], said.stderr[-2_000:])
        found.verify()
    minutes = (time.monotonic() - begun) / 60
    kind = "PostgreSQL" if "://" in SERVER else "SQLite"
    print(f"{kind}: {minutes:.1f} minutes, {cases} cases, {wrong} rounds with something wrong")
    return 1 if wrong else 0


def _cases(said: str) -> int:
    """How many requests a round made, as its summary says."""
    found = re.search(r"([\d,]+) generated", said)
    return int(found[1].replace(",", "")) if found else 0


if __name__ == "__main__":
    sys.exit(main())
