"""Search among 500,000 clauses, beside a scan of all of them.

usage: python -m benchmarks.search [--clauses N] [--queries N] [--checked N]

The clauses are made: pieces of the benchmark's own plans in both languages (60 % Chinese),
recombined, a tenth with a document number. The site's own tables are filled by the site's own
calls, and every query goes through the call of the search page, rights included, once for the
office and once for a liaison: the numbers found, how many, and the first 20 passages. All queries
are different. A scan then answers CHECKED random queries without the index, and both must name the
same clauses. Besides the time that passed, which others on the machine lengthen, the computing time
of this process is given. Budget: p95 of 10 ms for 2 to 4 Chinese characters and for an English
word, index at most twice the text (DESIGN §6).
"""

import argparse
import os
import random
import re
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from statistics import median, quantiles
from types import SimpleNamespace
from typing import Any

from .material import plan_text

_PIECE = re.compile(r"[，,；;。.：:（）()\n]+")
_SEED, _PLANS, _CHINESE = 20_200_721, 2_000, 0.6
_BUDGET_MS = 10.0
_WORD = re.compile(r"[a-z0-9]+")


def main() -> None:
    """Build, time, check, and print one line a figure."""
    parser = argparse.ArgumentParser(description="Search among many clauses.")
    parser.add_argument("--clauses", type=int, default=500_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--checked", type=int, default=1_000)
    arguments = parser.parse_args()
    said = [*clauses(arguments.clauses)]
    with tempfile.TemporaryDirectory() as home:
        os.environ["PILOTAGE_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "pilotage_server.settings"
        import django

        django.setup()
        asking = _site()
        _build(said)
        _sizes(said)
        for name, made in KINDS.items():
            for who, request in asking.items():
                _time(name, who, request, _different(made, said, arguments.queries))
        _check(said, asking["office"], arguments.checked)


def clauses(number: int) -> Iterator[str]:
    """Different clauses, each made of two or three pieces of the plans."""
    chance = random.Random(_SEED)
    chinese, english = _pieces("zh"), _pieces("en")
    for place in range(number):
        if chance.random() < _CHINESE:
            text = "，".join(chance.sample(chinese, 3))
            if place % 10 == 0:
                text += f"（大政办发〔{chance.randint(2012, 2025)}〕{chance.randint(1, 300)}号）"
            yield f"{text}。"
        else:
            yield f"{', '.join(chance.sample(english, 2))}."


def _pieces(language: Any) -> list[str]:
    found = (piece.strip() for piece in _PIECE.split(plan_text(language, 400_000)))
    return sorted({piece for piece in found if len(piece) > 3})


def _site() -> dict[str, Any]:
    """An empty site with its accounts; what stands for a request of each."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from pilotage_server.units.models import MembershipRow, Standing

    call_command("migrate", verbosity=0)
    asking = {}
    for name, role in (("office", Standing.OFFICE), ("liaison", Standing.LIAISON)):
        user = User.objects.create_user(name)
        member = MembershipRow.objects.create(user=user, role=role, unit="dl-commerce")
        asking[name] = SimpleNamespace(user=user, member=member)
    return asking


def _build(said: Sequence[str]) -> None:
    """Plans without a text of their own, and their clauses through the call of the site."""
    from pilotage_server import clock
    from pilotage_server.search import keeping
    from pilotage_server.search.models import PassageKind, PassageRow

    moment = clock.now()
    plans = _plans(moment)
    share = len(said) // _PLANS + 1
    start = time.perf_counter()
    keeping.add(
        PassageRow(
            kind=PassageKind.CLAUSE,
            plan_id=plans[place // share],
            place=place % share,
            at=moment,
            text=text,
        )
        for place, text in enumerate(said)
    )
    seconds = time.perf_counter() - start
    print(f"build {len(said):,} clauses   {seconds:8.1f} s  {len(said) / seconds:,.0f} a second")


def _plans(at: Any) -> list[int]:
    from django.contrib.auth.models import User

    from pilotage_server.documents.models import DocumentRow
    from pilotage_server.plans.models import PlanRow, PlanState, ProgrammeRow

    user = User.objects.get(username="office")
    home = ProgrammeRow.objects.create(code="p", name_zh="p", name_en="p", created_at=at)
    DocumentRow.objects.bulk_create(
        DocumentRow(name=str(n), sha256="0", size=1, uploaded_by=user, uploaded_at=at)
        for n in range(_PLANS)
    )
    PlanRow.objects.bulk_create(
        PlanRow(
            programme=home,
            document=document,
            title=document.name,
            state=PlanState.ADOPTED,
            language="zh",
            created_at=at,
        )
        for document in DocumentRow.objects.order_by("pk")
    )
    return list(PlanRow.objects.order_by("pk").values_list("pk", flat=True))


def _sizes(said: Sequence[str]) -> None:
    """What the tables take on the disk, in MB, beside the text."""
    from django.db import connection

    text = sum(len(one.encode()) for one in said) / 1e6
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_size")
        page = cursor.fetchone()[0]
        cursor.execute("SELECT sum(length(block)) FROM search_clause_index_data")
        index = cursor.fetchone()[0] / 1e6
        cursor.execute("PRAGMA page_count")
        whole = cursor.fetchone()[0] * page / 1e6
    print(f"text {text:.0f} MB, index {index:.0f} MB ({index / text:.2f} × the text)")
    print(f"all tables with the text kept {whole:.0f} MB ({whole / text:.2f} × the text)")


def _time(name: str, who: str, request: Any, queries: Sequence[str]) -> None:
    from pilotage.search import read_query
    from pilotage_server.search.finding import find
    from pilotage_server.search.models import PassageKind

    times, computed, counts, ranked = [], [], [], 0
    for words in queries:
        start, busy = time.perf_counter(), time.process_time()
        found = find(request, read_query(words), PassageKind.CLAUSE)
        times.append((time.perf_counter() - start) * 1000)
        computed.append((time.process_time() - busy) * 1000)
        counts.append(found.count)
        ranked += found.ranked
    p95, busy95 = quantiles(times, n=20)[-1], quantiles(computed, n=20)[-1]
    print(
        f"{name:20} {who:8} p50 {median(times):6.2f}  p95 {p95:6.2f} ms"
        f" ({'within' if p95 <= _BUDGET_MS else 'OVER'} {_BUDGET_MS:.0f})"
        f"  computing p50 {median(computed):5.2f}  p95 {busy95:5.2f} ms"
        f"  found p50 {median(counts):.0f}, ranked {ranked} of {len(queries)}",
        flush=True,
    )


Chance = random.Random
Made = Callable[[Chance, str], str]


def _characters(count: int) -> Made:
    def made(chance: Chance, text: str) -> str:
        runs = [run for run in re.findall("[\u4e00-\u9fff]+", text) if len(run) >= count]
        if not runs:
            return ""
        run = chance.choice(runs)
        start = chance.randint(0, len(run) - count)
        return str(run[start : start + count])

    return made


def _words(count: int) -> Made:
    def made(chance: Chance, text: str) -> str:
        found = re.findall(r"[A-Za-z]{3,}", text)
        return " ".join(chance.sample(found, count)) if len(found) >= count else ""

    return made


def _two_terms(chance: Chance, text: str) -> str:
    """Two Chinese terms of one clause, or a term and the number of a document."""
    number = re.search(r"〔\d+〕\d+号", text)
    first, second = _characters(2)(chance, text), _characters(3)(chance, text)
    return f"{first} {number[0] if number else second}" if first and second else ""


KINDS: dict[str, Made] = {
    "2 characters": _characters(2),
    "3 characters": _characters(3),
    "4 characters": _characters(4),
    "English word": _words(1),
    "two English words": _words(2),
    "two terms, numbers": _two_terms,
}


def _different(made: Made, said: Sequence[str], number: int) -> list[str]:
    """Different queries, each of words that stand in some clause."""
    chance = random.Random(_SEED + number)
    found: dict[str, None] = {}
    for _try in range(number * 50):
        if words := made(chance, chance.choice(said)):
            found[words] = None
        if len(found) == number:
            break
    return [*found]


class Scan:
    """All clauses in one string, searched from end to end; nothing of the index is used."""

    def __init__(self, said: Sequence[str]) -> None:
        from pilotage.search import folded, singular

        lines = [_WORD.sub(lambda word: singular(word[0]), folded(one)) for one in said]
        self._text = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)][:-1]

    def lines_with(self, words: str) -> set[int]:
        """The places of the clauses that hold every term of ``words``."""
        found = [self._lines(term) for term in words.split()]
        return set.intersection(*found)

    def _lines(self, term: str) -> set[int]:
        from pilotage.search import folded, singular

        plain = _WORD.sub(lambda word: singular(word[0]), folded(term))
        return {
            self._line(at) for at in self._finds(plain) if self._whole(plain, at, at + len(plain))
        }

    def _whole(self, plain: str, start: int, end: int) -> bool:
        """Whether no word goes on beyond what was found."""
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        return not (
            (_WORD.match(plain[0]) and _WORD.match(before))
            or (_WORD.match(plain[-1]) and _WORD.match(after))
        )

    def _finds(self, plain: str) -> Iterator[int]:
        at = self._text.find(plain)
        while at >= 0:
            yield at
            at = self._text.find(plain, at + 1)

    def _line(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1


def _check(said: Sequence[str], request: Any, number: int) -> None:
    """Answers of the index against those of the scan; the first that differ are printed."""
    from pilotage.search import read_query
    from pilotage_server.search.finding import numbers_of
    from pilotage_server.search.models import PassageKind, PassageRow

    first = PassageRow.objects.order_by("pk").values_list("pk", flat=True)[0]
    scan, wrong, hits = Scan(said), 0, 0
    times: list[float] = []
    queries = [*_random_queries(said, number)]
    for words in queries:
        indexed = set(numbers_of(request, read_query(words), PassageKind.CLAUSE))
        start = time.perf_counter()
        scanned = {first + line for line in scan.lines_with(words)}
        times.append((time.perf_counter() - start) * 1000)
        hits += len(scanned)
        if indexed != scanned:
            wrong += 1
            print(f"  differs: {words!r}: index {len(indexed)}, scan {len(scanned)}")
    print(
        f"{len(queries) - wrong} of {len(queries)} answers equal to the scan "
        f"({hits:,} clauses named; scan p50 {median(times):.0f} ms)"
    )


def _random_queries(said: Sequence[str], number: int) -> Iterator[str]:
    """Of every kind in turn; one in ten asks for words of two clauses at once."""
    chance = random.Random(_SEED + 1)
    kinds = [*KINDS.values()]
    made = 0
    while made < number:
        words = kinds[made % len(kinds)](chance, chance.choice(said))
        if words and made % 10 == 0:
            words += " " + _characters(2)(chance, chance.choice(said))
        if words:
            made += 1
            yield words.strip()


if __name__ == "__main__":
    main()
