"""What a corpus says as a whole: whose plans, whose load, and what the tasks leave out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .parquet import check_parquet, read_columns
from .problems import COMPILER_FAULT, UNUSABLE
from .store import Counts, Store


class Issuer(NamedTuple):
    """An issuing body (None: not stated) and what it issued."""

    name: str | None
    plans: int
    tasks: int


class Load(NamedTuple):
    """A unit and the tasks it has a part in, by role.

    ``unit`` is its id in the register, None when the name was left open; then ``name`` is as
    written. ``plans`` are the documents it has tasks in.
    """

    unit: str | None
    name: str
    lead: int
    support: int
    responsible: int
    plans: int

    @property
    def tasks(self) -> int:
        """In any role."""
        return self.lead + self.support + self.responsible


class Unusable(NamedTuple):
    """A file that holds no plan, and why, in both languages."""

    document: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A corpus in figures. ``without_…`` count tasks, safeguards left out."""

    counts: Counts
    parts_missing: int
    tasks: int
    safeguards: int
    without_unit: int
    without_lead: int
    without_limit: int
    without_target: int
    characters: int
    unread: int
    issuers: tuple[Issuer, ...]
    units: tuple[Load, ...]
    problems: tuple[tuple[str, str, int], ...]
    """Code, name and how often, most frequent first."""

    unusable: tuple[Unusable, ...] = ()
    """By name."""


def summarise(folder: Path) -> Summary:
    """The figures of the corpus in ``folder``, read part by part; PilotageError when none is there.

    Parts that are not finished are left out and counted in ``parts_missing``.
    """
    check_parquet()
    store = Store(folder)
    parts = store.manifest().parts
    tally = _Tally()
    finished = store.finished()
    for part, counts in finished.items():
        tally.add(store, part, counts)
    return tally.summary(parts - len(finished))


def unusable_files(folder: Path) -> tuple[Unusable, ...]:
    """The files of the corpus in ``folder`` that could not be used, by name."""
    store = Store(folder)
    return tuple(sorted(one for part in store.finished() for one in _unusable(store, part)))


def _unusable(store: Store, part: str) -> Iterator[Unusable]:
    columns = ("document", "code", "message_en", "message_zh")
    for document, code, en, zh in read_columns(store.table("problems", part), columns):
        if code in (UNUSABLE.code, COMPILER_FAULT.code):
            yield Unusable(str(document), str(en), str(zh))


@dataclass(slots=True)
class _Tally:
    """Running counts; what is held grows with the names met, not with the documents."""

    counts: Counts = field(default_factory=Counts)
    sums: Counter[str] = field(default_factory=Counter)
    plans: Counter[str | None] = field(default_factory=Counter)
    issued_tasks: Counter[str | None] = field(default_factory=Counter)
    roles: Counter[tuple[str | None, str, str]] = field(default_factory=Counter)
    reach: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)
    unusable: list[Unusable] = field(default_factory=list)

    def add(self, store: Store, part: str, counts: Counts) -> None:
        """Count one part. A document's rows are all in one part."""
        self.counts = self.counts.plus(counts)
        self._documents(store.table("documents", part))
        rows = read_columns(store.table("tasks", part), ("document", "task", "kind"))
        tasks = {(document, task) for document, task, kind in rows if kind == "task"}
        self.sums["tasks"] += len(tasks)
        self._units(store.table("units", part), tasks)
        for name in ("limits", "targets"):
            stated = {
                (d, t) for d, t in read_columns(store.table(name, part), ("document", "task"))
            }
            self.sums[f"without {name}"] += len(tasks - stated)
        for code, title in read_columns(store.table("problems", part), ("code", "name")):
            self.problems[str(code), str(title)] += 1
        self.unusable += _unusable(store, part)

    def _documents(self, path: Path) -> None:
        columns = ("issuer", "tasks", "safeguards", "characters", "unread")
        for issuer, tasks, safeguards, characters, unread in read_columns(path, columns):
            name = str(issuer) if issuer else None
            self.plans[name] += 1
            self.issued_tasks[name] += _number(tasks)
            self.sums["safeguards"] += _number(safeguards)
            self.sums["characters"] += _number(characters)
            self.sums["unread"] += _number(unread)

    def _units(self, path: Path, tasks: set[tuple[object, object]]) -> None:
        named, led, reached = set(), set(), set()
        columns = ("document", "task", "unit", "name", "role")
        for document, task, unit, name, role in read_columns(path, columns):
            key = (str(unit), str(unit)) if unit else (None, str(name))
            self.roles[(*key, str(role))] += 1
            reached.add((document, key))
            named.add((document, task))
            if role == "lead":
                led.add((document, task))
        for _document, key in reached:
            self.reach[key] += 1
        self.sums["without unit"] += len(tasks - named)
        self.sums["without lead"] += len(tasks - led)

    def summary(self, parts_missing: int) -> Summary:
        """The counts in order: the most first, then by name."""
        return Summary(
            counts=self.counts,
            parts_missing=parts_missing,
            tasks=self.sums["tasks"],
            safeguards=self.sums["safeguards"],
            without_unit=self.sums["without unit"],
            without_lead=self.sums["without lead"],
            without_limit=self.sums["without limits"],
            without_target=self.sums["without targets"],
            characters=self.sums["characters"],
            unread=self.sums["unread"],
            issuers=tuple(
                Issuer(name, plans, self.issued_tasks[name])
                for name, plans in sorted(
                    self.plans.items(), key=lambda item: (-item[1], item[0] or "")
                )
            ),
            unusable=tuple(sorted(self.unusable)),
            units=self._loads(),
            problems=tuple(
                (code, name, n)
                for (code, name), n in sorted(
                    self.problems.items(), key=lambda item: (-item[1], item[0])
                )
            ),
        )

    def _loads(self) -> tuple[Load, ...]:
        loads = (
            Load(
                unit,
                name,
                lead=self.roles[unit, name, "lead"],
                support=self.roles[unit, name, "support"],
                responsible=self.roles[unit, name, "responsible"],
                plans=plans,
            )
            for (unit, name), plans in self.reach.items()
        )
        return tuple(sorted(loads, key=lambda load: (-load.tasks, load.name)))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
