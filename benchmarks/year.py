"""A year of notices: every notice the rules ask for is sent once, and none else.

usage: python -m benchmarks.year [--units 40] [--tasks 2000] [--months 12] [--seed 1]

A site of its own in a temporary folder; a clock that is driven day by day; people who sign, report,
check, return, urge, ask and grant extensions, suspend and close, some of them never. Each morning
the real watcher makes its digests and sends them to a real mail server. What it should have told is
worked out beside it by ``Oracle``, which shares no code with the site: it keeps a diary of its own
and counts working days one by one. One file because the world and its oracle are read together.
Printed: whether the two agree, the computing it took, and digests a unit a week as a table. The
site lies in memory where the system offers that: here nothing is pulled out of the wall.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from tools.mail_sink import Sink, mail_sink

CHINA = timezone(timedelta(hours=8))
NEAR, FRESH, HEAD, LEADER = 3, 3, 5, 10
"""The numbers of the pack ``notices``, edition 1, restated for the oracle."""

MEMORY = Path("/dev/shm")
Told = tuple[date, int, str, str, str]
"""A line: day, task, unit (empty: the leader), circle, what."""


@dataclass(slots=True)
class Diary:
    """A task as the oracle knows it."""

    key: int
    lead: str
    supports: list[str]
    start: date
    length: int
    step: str = "registered"
    limit: date | None = None
    signed: set[str] = field(default_factory=set)
    said: dict[str, date] = field(default_factory=dict)
    reported: dict[str, int] = field(default_factory=dict)
    extension: date | None = None
    done: bool = False
    asked: dict[str, tuple[int, date]] = field(default_factory=dict)
    entries: int = 0

    @property
    def units(self) -> list[str]:
        return [self.lead, *self.supports]


class Oracle:
    """What should be told each day, by the wording of the rules and nothing else."""

    def __init__(self) -> None:
        self.told: set[Told] = set()
        self._once: set[tuple[int, str, str]] = set()

    def morning(self, day: date, tasks: list[Diary]) -> None:
        """Add what is to be told on ``day``."""
        if not works(day):
            return
        for task in tasks:
            if task.step in ("dispatched", "signed", "in_progress", "reported", "returned"):
                self._asks(day, task)
                self._limit(day, task)

    def _asks(self, day: date, task: Diary) -> None:
        for act, (number, _on) in task.asked.items():
            for unit in task.units:
                waits = {
                    "dispatch": unit not in task.signed,
                    "return": task.step == "returned" and unit == task.lead,
                    "urge": task.reported.get(unit, 0) < number,
                }[act]
                if waits:
                    self._tell(day, task, unit, "unit", f"asked {act}", once=f"{act} {number}")

    def _limit(self, day: date, task: Diary) -> None:
        if task.limit is None or task.step == "reported" or task.extension:
            return
        late = worked(task.limit, day) if task.limit < day else None
        reported = task.said.get(task.lead)
        fresh = reported is not None and worked(reported, day) < FRESH
        if late is None:
            if not fresh and worked(day, task.limit) <= NEAR:
                for unit in task.units:
                    self._tell(day, task, unit, "unit", "near", once=f"near {task.limit}")
            return
        if fresh and late < HEAD:
            return
        what = "leader" if late >= LEADER else "head" if late >= HEAD else "late"
        self._tell(day, task, task.lead, "unit", what, once=f"late {day}")
        if late >= HEAD:
            self._tell(day, task, task.lead, "head", what, once=f"head {task.limit}")
        if late >= LEADER:
            self._tell(day, task, "", "leader", what, once=f"leader {task.limit}")

    def _tell(
        self, day: date, task: Diary, unit: str, circle: str, what: str, *, once: str
    ) -> None:
        fact = (task.key, unit, once)
        if fact not in self._once:
            self._once.add(fact)
            self.told.add((day, task.key, unit, circle, what))


@cache
def works(day: date) -> bool:
    """Whether offices work that day, asked of the package itself."""
    import chinese_calendar

    return bool(chinese_calendar.is_workday(day))


@cache
def worked(start: date, end: date) -> int:
    """Working days after ``start`` up to and with ``end``, counted one by one."""
    count = 0
    while start < end and count < 60:
        start += timedelta(days=1)
        count += works(start)
    return count


@dataclass(slots=True)
class People:
    """The accounts that act: the office, and a liaison a unit."""

    office: Any
    liaisons: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run."""

    expected: frozenset[Told]
    found: frozenset[Told]
    lines: int
    digests: Counter[tuple[str, date]]
    deliveries: int
    messages: list[tuple[str, str, str]]
    acts: int
    watching: float
    """Seconds of computing that the watcher took."""
    longest: float
    """The same of its longest morning."""
    days: list[date]
    """Those that were lived through."""


def simulate(
    units: int,
    tasks: int,
    first: date,
    last: date,
    *,
    seed: int,
    sink: Sink,
    mails: int,
    heard: Callable[[str], None] = lambda _said: None,
) -> Outcome:
    """Live from ``first`` to ``last`` on the site that Django is set up for.

    The liaisons of the first ``mails`` units want e-mail, and so do heads and the leader. ``heard``
    is told each month how far it is.
    """
    from pilotage_server import clock
    from pilotage_server.notices.watcher import watch_once

    dice = random.Random(seed)
    people, diaries = found_site(units, tasks, first, last, dice, mails=mails)
    world = World(people=people, dice=dice)
    oracle, mornings, day = Oracle(), [0.0], first
    while day <= last:
        oracle.morning(day, diaries)
        began = time.process_time()
        with clock.standing_at(datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)):
            while watch_once():
                continue
        mornings.append(time.process_time() - began)
        if works(day):
            with clock.standing_at(datetime(day.year, day.month, day.day, 10, tzinfo=CHINA)):
                for task in diaries:
                    world.live(task, day)
        if day.day == 1:
            heard(f"{day}: {world.acts:,} acts, {time.process_time():.0f} s")
        day += timedelta(days=1)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return _outcome(oracle, sink, world.acts, mornings, days)


def _outcome(
    oracle: Oracle, sink: Sink, acts: int, mornings: list[float], days: list[date]
) -> Outcome:
    from pilotage_server.notices.models import DeliveryRow, DigestRow, LineRow

    rows = LineRow.objects.values_list("digest__day", "matter", "unit", "circle", "kind", "rule")
    found = [
        (
            day,
            key,
            unit,
            circle,
            f"asked {rule[7:]}" if kind == "asked" else kind,
        )
        for day, key, unit, circle, kind, rule in rows
    ]
    return Outcome(
        expected=frozenset(oracle.told),
        found=frozenset(found),
        lines=len(found),
        digests=Counter(
            (unit, day - timedelta(days=day.weekday()))
            for unit, day in DigestRow.objects.values_list("unit", "day")
        ),
        deliveries=DeliveryRow.objects.count(),
        messages=[
            (str(one["Message-ID"]), str(one["X-Pilotage-Digest"]), str(one["To"]))
            for one in sink.messages
        ],
        acts=acts,
        watching=sum(mornings),
        longest=max(mornings),
        days=days,
    )


def found_site(
    units: int, tasks: int, first: date, last: date, dice: random.Random, *, mails: int
) -> tuple[People, list[Diary]]:
    """Accounts with e-mail, and registered tasks that start and end throughout the time."""
    from django.contrib.auth.models import User

    from pilotage.compile import compile_document
    from pilotage_server.audit.models import What
    from pilotage_server.audit.record import Event, record_all
    from pilotage_server.documents.actions import receive
    from pilotage_server.ledgers.models import MatterRow
    from pilotage_server.notices.models import WishRow
    from pilotage_server.plans.actions import take_up
    from pilotage_server.units.models import MembershipRow, Standing

    def account(name: str, role: Standing, unit: str = "", *, mailed: bool = False) -> Any:
        user = User.objects.create(username=name)
        if mailed or not unit:
            WishRow.objects.create(user=user, address=f"{name}@year.example")
        return MembershipRow.objects.create(
            user=user, role=role, unit=unit, post_zh=name, post_en=name
        )

    names = [f"u{n:02}" for n in range(1, units + 1)]
    people = People(
        office=account("office", Standing.OFFICE),
        liaisons={
            name: account(name, Standing.LIAISON, name, mailed=place < mails)
            for place, name in enumerate(names)
        },
    )
    account("leader", Standing.LEADER)
    for name in names[::2]:
        account(f"head-{name}", Standing.UNIT_HEAD, name, mailed=True)
    text = "一年工作方案\n一、重点任务\n（一）建设港口。（责任单位：市商务局）\n".encode()
    document = receive("year.txt", [text], people.office.user)
    plan = take_up(document, compile_document(text, "year.txt"))
    matters = MatterRow.objects.bulk_create(
        MatterRow(
            plan=plan,
            task_id=f"t{n}",
            kind="task",
            ordinal=n,
            heading_zh=f"任务{n}",
            step="registered",
        )
        for n in range(1, tasks + 1)
    )
    record_all(
        [Event(what=What.REGISTERED, thing=one, by="office") for one in matters]
        + [Event(what=What.ENTERED, thing=one, by="office") for one in WishRow.objects.all()]
    )
    span = (last - first).days
    found = []
    for key in MatterRow.objects.order_by("pk").values_list("pk", flat=True):
        lead, *supports = dice.sample(names, dice.randint(1, 3))
        start = first + timedelta(days=dice.randrange(max(1, span * 3 // 4)))
        found.append(
            Diary(
                key=key,
                lead=lead,
                supports=supports,
                start=start,
                length=dice.randint(5, span // 2),
            )
        )
    return people, found


@dataclass(slots=True)
class World:
    """People at work: each act is taken on the site, and noted in the diary of its task."""

    people: People
    dice: random.Random
    acts: int = 0
    moment: int = 0

    def live(self, task: Diary, day: date) -> None:
        """What happens to ``task`` on ``day``: at most one act of each who may."""
        if task.step == "closed" or (task.step == "registered" and day < task.start):
            return
        getattr(self, f"_{task.step}")(task, day)
        if task.step not in ("registered", "suspended", "closed"):
            self._anytime(task, day)

    def _chance(self, share: float) -> bool:
        return self.dice.random() < share

    def _eager(self, unit: str) -> float:
        """One unit in five hardly ever answers."""
        return 0.02 if int(unit[1:]) % 5 == 0 else 1.0

    def _act(self, task: Diary, name: str, by: Any, **facts: Any) -> None:
        from pilotage_server.ledgers import actions
        from pilotage_server.ledgers.models import MatterRow

        matter = MatterRow.objects.get(pk=task.key)
        getattr(actions, name)(matter, by, **facts)
        self.acts += 1
        task.entries += 1

    def _registered(self, task: Diary, day: date) -> None:
        from pilotage.plan import Role
        from pilotage_server.ledgers.actions import Addressee

        limit = None if self._chance(0.05) else day + timedelta(days=task.length)
        roles = [Role.LEAD, *[Role.SUPPORT] * len(task.supports)]
        units = [
            Addressee(unit=unit, name=unit, role=role)
            for unit, role in zip(task.units, roles, strict=True)
        ]
        self._act(task, "dispatch", self.people.office, units=units, limit=limit)
        task.step, task.limit = "dispatched", limit
        task.asked["dispatch"] = (task.entries, day)

    def _dispatched(self, task: Diary, _day: date) -> None:
        if self._chance(0.4 * self._eager(task.lead)):
            self._act(task, "sign", self.people.liaisons[task.lead])
            task.signed.add(task.lead)
            task.step = "signed"

    def _signed(self, task: Diary, day: date) -> None:
        late = task.limit is not None and task.limit < day
        if self._chance((0.15 if late else 0.05) * self._eager(task.lead)):
            task.done = self._chance(0.35)
            claimed = 100 if task.done else self.dice.randint(1, 99)
            liaison = self.people.liaisons[task.lead]
            self._act(task, "report", liaison, claimed=claimed, text="进展正常", done=task.done)
            task.said[task.lead], task.step = day, "reported"
            task.reported[task.lead] = task.entries
        elif task.limit and not task.extension and self._chance(0.01):
            until = max(task.limit, day) + timedelta(days=self.dice.randint(5, 40))
            liaison = self.people.liaisons[task.lead]
            self._act(task, "ask_extension", liaison, until=until, reason="等待批复")
            task.extension = until

    _in_progress = _returned = _signed

    def _reported(self, task: Diary, day: date) -> None:
        from pilotage.ledger import Method

        office = self.people.office
        if self._chance(0.1):
            self._act(task, "return_", office, reason="缺少佐证")
            task.step, task.asked["return"] = "returned", (task.entries, day)
        elif self._chance(0.4):
            verified = 100 if task.done else 50
            self._act(task, "verify", office, verified=verified, method=Method.DESK, text="已核")
            task.step = "in_progress"
            if task.done and not task.extension:
                self._act(task, "close", office, text="办结")
                task.step = "closed"

    def _suspended(self, task: Diary, _day: date) -> None:
        if self._chance(0.1):
            self._act(task, "resume", self.people.office, reason="")
            task.step = self._before.pop(task.key)

    _before: dict[int, str] = field(default_factory=dict)

    def _anytime(self, task: Diary, day: date) -> None:
        office = self.people.office
        for unit in task.supports:
            working = task.step != "dispatched"
            if working and unit not in task.signed and self._chance(0.2 * self._eager(unit)):
                self._act(task, "sign", self.people.liaisons[unit])
                task.signed.add(unit)
            elif working and unit in task.signed and self._chance(0.01 * self._eager(unit)):
                liaison = self.people.liaisons[unit]
                self._act(task, "report", liaison, claimed=50, text="已配合")
                task.said[unit], task.reported[unit] = day, task.entries
        if task.extension and self._chance(0.3):
            if self._chance(0.7):
                self._act(task, "extend", office, until=task.extension, reason="")
                task.limit = task.extension
            else:
                self._act(task, "refuse_extension", office, reason="理由不足")
            task.extension = None
        elif task.limit and task.limit < day and self._chance(0.03):
            self._act(task, "urge", office, text="请抓紧办理")
            task.asked["urge"] = (task.entries, day)
        elif self._chance(0.001):
            self._before[task.key] = task.step
            stuck = {"waits_for": "上级批复", "review": day + timedelta(days=30)}
            self._act(task, "suspend", office, reason="等待上级", **stuck)
            task.step = "suspended"


def faults(outcome: Outcome) -> list[str]:
    """Where what was told is not what should have been; empty when all is right."""
    found = []
    if missing := outcome.expected - outcome.found:
        found.append(f"{len(missing)} not told, such as {min(missing)}")
    if strange := outcome.found - outcome.expected:
        found.append(f"{len(strange)} told without a rule, such as {min(strange)}")
    if outcome.lines != len(outcome.found):
        found.append(f"{outcome.lines - len(outcome.found)} told twice")
    ids = Counter(message for message, _digest, _to in outcome.messages)
    if len(ids) != outcome.deliveries or sum(ids.values()) != outcome.deliveries:
        found.append(f"{outcome.deliveries} e-mails to send, {sum(ids.values())} came")
    if len({(digest, to) for _id, digest, to in outcome.messages}) != len(outcome.messages):
        found.append("an address was sent one digest twice")
    return found


def main() -> None:
    """Make the site, live, compare, print."""
    parser = argparse.ArgumentParser(description="A simulated year of notices.")
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--tasks", type=int, default=2000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    first = date(2021, 1, 4)
    last = first + timedelta(days=round(asked.months * 30.4))
    memory = str(MEMORY) if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as home, mail_sink() as sink:
        os.environ |= {
            "PILOTAGE_HOME": home,
            "DJANGO_SETTINGS_MODULE": "pilotage_server.settings",
            "PILOTAGE_SMTP": f"smtp://127.0.0.1:{sink.port}",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        gc.freeze()
        began, computed = time.perf_counter(), time.process_time()
        outcome = simulate(
            asked.units,
            asked.tasks,
            first,
            last,
            seed=asked.seed,
            sink=sink,
            mails=asked.units,
            heard=lambda said: print(said, file=sys.stderr, flush=True),
        )
        _print(outcome, time.perf_counter() - began, time.process_time() - computed)
        if wrong := faults(outcome):
            raise SystemExit("\n".join(wrong))


def _print(outcome: Outcome, seconds: float, computed: float) -> None:
    print(f"{outcome.acts:,} acts, {outcome.lines:,} notices in {sum(outcome.digests.values()):,} ")
    print(f"digests, {outcome.deliveries:,} e-mails; the rules ask for {len(outcome.expected):,}")
    kinds = Counter(f"{circle} {what}" for *_rest, circle, what in outcome.found)
    print(", ".join(f"{name} {count:,}" for name, count in sorted(kinds.items())))
    print(
        f"{seconds:.0f} s; computing {computed:.0f} s, the watcher {outcome.watching:.0f} s of it, "
        f"{outcome.longest:.1f} s on its longest morning"
    )
    print("\n".join(table(outcome)))


def table(outcome: Outcome) -> list[str]:
    """Digests a unit: the fewest, the median and the most of any unit, a line a week."""
    units = sorted({unit for unit, _week in outcome.digests if unit})
    found = ["| week from | working days | fewest | median | most | the leader |"]
    found.append("|---|---|---|---|---|---|")
    weeks = Counter[date]()
    for day in outcome.days:
        weeks[day - timedelta(days=day.weekday())] += works(day)
    for week, days in sorted(weeks.items()):
        counts = [outcome.digests[unit, week] for unit in units]
        told = f"{min(counts)} | {median(counts):g} | {max(counts)} | {outcome.digests['', week]}"
        found.append(f"| {week} | {days} | {told} |")
    return found


if __name__ == "__main__":
    main()
