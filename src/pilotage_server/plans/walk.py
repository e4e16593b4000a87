"""The chain as a net that can be walked: what stands on the way up and down from one point.

Columns are the levels of the documents above that there are, then the plan's tasks, then the units
that lead them. A point is a document ("B"), an item above ("B3"), a task ("t4", a section of tasks
"s2") or a unit ("u-dl-commerce").
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pilotage.plan import Duty, Task
from pilotage.trace import Provision

from .chain import LEVELS, Chain, Item, item_of

PLAN, UNIT = "plan", "unit"
MOST_ITEMS, MOST_TASKS, MOST_UNITS, MOST_OWN = 14, 40, 24, 60
"""So many of a column are shown one by one; more are gathered under their document or section, and
of units the last stand together. Those of the point itself are shown up to the last figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One thing in a column: its key, its words, and the key of what it belongs to.

    ``gap``: an item above that nothing answers, a task that answers nothing.
    """

    key: str
    column: str
    label: str
    words: str
    within: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """All stops in the order of their texts, which leads down to which, and each item's key."""

    stops: Mapping[str, Stop]
    groups: Mapping[str, Stop]
    down: Mapping[str, Sequence[str]]
    columns: tuple[str, ...]
    keys: Mapping[Item, str]

    def members(self, key: str) -> list[str]:
        """The stops that a key stands for: itself, or all that belong to it."""
        if key in self.stops:
            return [key]
        return [stop.key for stop in self.stops.values() if stop.within == key]

    def knows(self, key: str) -> bool:
        return key in self.stops or key in self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown: stops and groups by column, the weight of each way between two of them, and
    how many of the point's own found no room."""

    columns: Mapping[str, Sequence[Stop]]
    ways: Mapping[tuple[str, str], int]
    counts: Mapping[str, int]
    left_out: int = 0


@dataclass(slots=True)
class _Builder:
    chain: Chain
    stops: dict[str, Stop] = field(default_factory=dict)
    groups: dict[str, Stop] = field(default_factory=dict)
    down: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[Item, str] = field(default_factory=dict)

    def net(self, unit_words: Mapping[str, str], all_units_of: str) -> Net:
        self._documents()
        self._tasks()
        for link in self.chain.links:
            if link.asserted:
                self.down[self._key(link.upper)].append(self._key(link.lower))
        self._units(unit_words, all_units_of)
        used = {stop.column for stop in self.stops.values()}
        columns = (*(level.value for level in LEVELS), PLAN, UNIT)
        return Net(
            stops=self.stops,
            groups=self.groups,
            down=self.down,
            columns=tuple(one for one in columns if one in used),
            keys=self.keys,
        )

    def _key(self, provision: Provision) -> str:
        return self.keys[item_of(provision)]

    def _documents(self) -> None:
        open_items = {item_of(one) for one in self.chain.uncovered}
        for above in self.chain.above:
            level, letter = above.row.level, above.letter
            title = above.row.plan.title
            self.groups[letter] = Stop(key=letter, column=level, label=letter, words=title)
            for place, one in enumerate(above.provisions):
                key = above.label(place)
                identity = item_of(one)
                self.keys[identity] = key
                self.stops[key] = Stop(
                    key=key,
                    column=level,
                    label=key,
                    words=words_of(one),
                    within=letter,
                    gap=identity in open_items,
                )

    def _tasks(self) -> None:
        sections: dict[str, str] = {}
        bare = {one.mark for one in self.chain.coverage.unmandated} if self.chain.above else set()
        for place, one in enumerate(self.chain.coverage.lowers, 1):
            name = one.path[-1] if one.path else ""
            section = sections.setdefault(name, f"s{len(sections) + 1}")
            self.groups[section] = Stop(key=section, column=PLAN, label="", words=name)
            self.keys[item_of(one)] = f"t{place}"
            self.stops[f"t{place}"] = Stop(
                key=f"t{place}",
                column=PLAN,
                label=self.chain.label(one),
                words=words_of(one),
                within=section,
                gap=one.mark in bare,
            )

    def _units(self, unit_words: Mapping[str, str], all_units_of: str) -> None:
        for place, task in enumerate(self.chain.plan.tasks, 1):
            key = f"t{place}"
            for duty in task.units if key == all_units_of else answerable(task):
                unit = unit_key(duty)
                words = unit_words.get(duty.unit or "", duty.name)
                self.stops.setdefault(unit, Stop(key=unit, column=UNIT, label="", words=words))
                if unit not in self.down[key]:
                    self.down[key].append(unit)


def net_of(chain: Chain, unit_words: Mapping[str, str], at: str = "") -> Net:
    """The net of ``chain``; of the task ``at`` all units are in it, of the others who leads.

    ``unit_words`` names the units of the register.
    """
    return _Builder(chain).net(unit_words, at)


def answerable(task: Task) -> list[Duty]:
    """Who leads the task; where nobody is said to, the unit listed first."""
    leads = [duty for duty in task.units if duty.role.value == "lead"]
    return leads or list(task.units[:1])


def unit_key(duty: Duty) -> str:
    """The point of a unit: its id, or its name when the register lacks it."""
    return f"u-{duty.unit or duty.name}"


def words_of(provision: Provision) -> str:
    """An item in its own words: its heading, else how it begins."""
    said = provision.heading or provision.text
    number = provision.number or ""
    return " ".join(said.removeprefix(number).split())


def view_of(net: Net, at: str = "") -> View:
    """What to show of ``net`` from the point ``at``; of all of it when that is empty."""
    own = net.members(at) if at else []
    shown = _reached(net, own) if own else set(net.stops)
    kept = own[:MOST_OWN]
    place: dict[str, str] = {}
    columns: dict[str, list[Stop]] = {}
    for column in net.columns:
        here = [s for s in net.stops.values() if s.column == column and s.key in shown]
        columns[column] = _column(net, column, here, set(kept), place)
    ways: Counter[tuple[str, str]] = Counter()
    for upper, lowers in net.down.items():
        for lower in lowers:
            if upper in place and lower in place and upper in shown and lower in shown:
                ways[place[upper], place[lower]] += 1
    counts = Counter(place.values())
    return View(columns=columns, ways=ways, counts=counts, left_out=len(own) - len(kept))


def _column(
    net: Net, column: str, here: Sequence[Stop], own: set[str], place: dict[str, str]
) -> list[Stop]:
    """The stops of a column as they are shown; ``place`` learns where each ends up."""
    most = {PLAN: MOST_TASKS, UNIT: MOST_UNITS}.get(column, MOST_ITEMS)
    others = [stop for stop in here if stop.key not in own]
    gathered = len(others) > most and column != UNIT
    found: dict[str, Stop] = {}
    for stop in here:
        group = net.groups.get(stop.within)
        shown = group if gathered and group and stop.key not in own else stop
        place[stop.key] = shown.key
        found[shown.key] = shown
    return [*found.values()][: MOST_OWN if column != UNIT else MOST_UNITS]


def _reached(net: Net, own: Iterable[str]) -> set[str]:
    """The stops on every way up and on every way down from those given."""
    up: dict[str, list[str]] = defaultdict(list)
    for upper, lowers in net.down.items():
        for lower in lowers:
            up[lower].append(upper)
    return _along(own, net.down) | _along(own, up)


def _along(start: Iterable[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [*start]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(ways.get(key, ()))
    return found
