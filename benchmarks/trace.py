"""Trace one plan of 60 tasks against 200,000 provisions, beside brute-force cosine.

usage: python -m benchmarks.trace [--provisions N] [--tasks N] [--language zh|en]

The provisions are made: headings and clauses of the benchmark's own plans, filled up with words
drawn as often as they stand there, so that every one is different and words are spread as in plans.
The reference counts the same terms and takes the cosine of every task with every provision, on a
sample of the tasks; its time is scaled up to all of them. Times are CPU seconds of one process.
Budget (DESIGN §6): at most 1 s after indexing.
"""

import argparse
import math
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator
from statistics import median

from pilotage.base import Language, Span
from pilotage.compile import compile_document
from pilotage.trace import Library, Provision, find_links, provisions_of, terms_of

from .material import plan_text

_CLAUSE = re.compile(r"[，,；;。.：:\n]+")
_SAMPLE, _ROUNDS = 2, 3
_SEED = 20_200_721


def main() -> None:
    """Measure and print one line a figure."""
    parser = argparse.ArgumentParser(description="Time and memory of tracing one plan.")
    parser.add_argument("--provisions", type=int, default=200_000)
    parser.add_argument("--tasks", type=int, default=60)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    arguments = parser.parse_args()
    language: Language = arguments.language
    made = [*provisions(language, arguments.provisions + arguments.tasks)]
    uppers, lowers = made[arguments.tasks :], made[: arguments.tasks]
    before = _resident()
    start = time.process_time()
    library = Library(uppers, language)
    print(f"{language} index of {len(uppers):,} provisions  {time.process_time() - start:6.2f} s")
    print(f"{language} memory of the index      {_resident() - before:8.0f} MB")
    rounds = [_timed(library, lowers) for _ in range(_ROUNDS)]
    ours = median(rounds)
    print(f"{language} {len(lowers)} tasks traced          {ours:10.2f} s  {told(rounds)}")
    theirs = brute_force(uppers, lowers[:_SAMPLE]) / _SAMPLE * len(lowers)
    print(f"{language} brute-force cosine       {theirs:10.2f} s  ({theirs / ours:.0f} × ours)")


def _timed(library: Library, lowers: list[Provision]) -> float:
    start = time.process_time()
    find_links(library, lowers)
    return time.process_time() - start


def told(rounds: list[float]) -> str:
    """The rounds one by one."""
    return "(" + ", ".join(f"{seconds:.2f}" for seconds in rounds) + ")"


def provisions(language: Language, number: int) -> Iterator[Provision]:
    """As many different provisions: the sentences of compiled items, recombined."""
    chance = random.Random(_SEED)
    plan = compile_document(plan_text(language, 400_000).encode(), "material.txt")
    items = provisions_of(plan)
    clauses = sorted({c for item in items for said in item.body for c in _CLAUSE.split(said) if c})
    counted = Counter(term for item in items for term in terms_of(item).elements())
    words, often = [*counted], [*counted.values()]
    join, stop = (" ", ", ") if language == "en" else ("", "，")
    for place in range(number):
        item = items[place % len(items)]
        drawn = chance.choices(words, often, k=64)
        own = (join.join(drawn[at : at + 4]) for at in range(0, 64, 4))
        body = (item.heading, stop.join((*chance.sample(clauses, 2), *own)))
        text = "".join(body)
        yield Provision(
            document=f"plan-{place // 50}",
            title=plan.title or "",
            language=language,
            task=str(place),
            number=None,
            heading=item.heading,
            path=item.path,
            text=text,
            span=Span(0, len(text)),
            body=body,
            safeguard=False,
            owned=True,
        )


def brute_force(uppers: list[Provision], lowers: list[Provision]) -> float:
    """Seconds for the cosine of each lower provision with every upper one, terms counted before."""
    above = [terms_of(one) for one in uppers]
    norms = [math.sqrt(sum(n * n for n in counts.values())) for counts in above]
    start = time.process_time()
    for lower in lowers:
        mine = terms_of(lower)
        best = 0.0
        for counts, norm in zip(above, norms, strict=True):
            best = max(best, _dot(mine, counts) / norm)
    return time.process_time() - start


def _dot(one: Counter[str], other: Counter[str]) -> float:
    return sum(count * other[term] for term, count in one.items() if term in other)


def _resident() -> float:
    """Peak memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
