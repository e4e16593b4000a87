"""What a list is asked for: the tab, the filters, the words, the order. All of it is the address.

Values that mean nothing are passed over, so that an old link still opens the list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilotage.base import Language, fold_width
from pilotage.ledger import Step, step_label
from pilotage.plan import TaskKind
from pilotage.rulepack import Light
from pilotage_server.plans.models import PlanRow
from pilotage_server.units import names
from pilotage_server.units.templatetags.pilotage import light_word

from . import lights
from .listing import Line, Lines
from .models import SUBTASK
from .shelves import Recent

NEAR = 10
"""Working days: the tab of limits that are close."""

A_PAGE = 50
"""Lines on a page of the list."""

_FAR = datetime.min.replace(tzinfo=UTC)
_LETTERS = {
    "r": "red",
    "y": "yellow",
    "g": "green",
    "s": "suspended",
    "c": "closed",
    "e": "ended",
    "o": "none",
}

SORTS: Mapping[str, Callable[[Line], Any]] = {
    "number": lambda line: line.matter.place,
    "name": lambda line: line.heading,
    "light": lambda line: lights.rank(line.light),
    "lead": lambda line: line.lead_name,
    "limit": lambda line: line.matter.limit or date.max,
    "days": lambda line: line.days_left if line.days_left is not None else 10**6,
    "claimed": lambda line: line.matter.claimed if line.matter.claimed is not None else -1,
    "verified": lambda line: line.matter.verified if line.matter.verified is not None else -1,
    "state": lambda line: line.state,
    "last": lambda line: line.matter.last_entry_at or _FAR,
}

VIEWS: Mapping[str, Callable[[Line], bool]] = {
    "": lambda line: not line.ended,
    "late": lambda line: line.light in (Light.RED, Light.YELLOW),
    "office": lambda line: line.waits_for_office,
    "unit": lambda line: line.waits_for_unit,
    "near": lambda line: line.days_left is not None and 0 <= line.days_left <= NEAR,
    "nolead": lambda line: not (line.lead_confirmed or line.ended),
    "instructed": lambda line: bool(line.lights.instructions),
    "silent": lambda line: line.report_missing,
    "ended": lambda line: line.ended,
}
"""The tabs. What a new edition merged or cancelled has one of its own, and is in no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the address asks for; empty means everything."""

    view: str = ""
    light: str = ""
    unit: str = ""
    step: str = ""
    kind: str = ""
    plan: str = ""
    q: str = ""
    sort: str = ""
    page: str = ""

    def url(self, **changes: str) -> str:
        """The query string of this choice with ``changes``, on its first page if none is named."""
        changed = replace(self, **{"page": "", **changes})
        given = {name: getattr(changed, name) for name in self.__dataclass_fields__}
        return "?" + urlencode({name: value for name, value in given.items() if value})

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name; the tab and the order are none."""
        given = {
            "plan": self.plan,
            "light": self.light,
            "unit": self.unit,
            "step": self.step,
            "kind": self.kind,
        }
        return {name: value for name, value in given.items() if value}


def choice_from(asked: Mapping[str, Any]) -> Choice:
    """The choice that a query string makes."""
    plan = str(asked.get("plan", ""))
    light = _LETTERS.get(asked.get("light", ""), asked.get("light", ""))
    step = _among(asked.get("step", ""), [one.value for one in Step])
    ended = light == Light.ENDED or (step and Step(step).is_ended)
    return Choice(
        view="ended" if ended else _among(asked.get("view", ""), VIEWS),
        light=_among(light, [one.value for one in Light]),
        unit=asked.get("unit", "")[:80],
        step=step,
        kind=_among(asked.get("kind", ""), [*(one.value for one in TaskKind), SUBTASK]),
        plan=_digits(plan),
        q=asked.get("q", "").strip()[:100],
        sort=_among(asked.get("sort", ""), [*SORTS, *(f"-{name}" for name in SORTS)]),
        page=_digits(asked.get("page", "")),
    )


def _among(value: str, known: Iterable[str]) -> str:
    return value if value in known else ""


def _digits(value: str) -> str:
    return value[:9] if value.isascii() and value.isdigit() else ""


_CHOSEN: Recent[Sequence[Line]] = Recent(256)


def chosen(found: Lines, choice: Choice) -> Sequence[Line]:
    """The lines that ``choice`` asks for, in its order; sought once in each list there is."""
    key = (found.serial, replace(choice, page=""))
    known = _CHOSEN.find(key)
    if known is None:
        of_unit = found.by_unit.get(choice.unit, ()) if choice.unit else found
        known = among(of_unit, choice)
        _CHOSEN.keep(key, known)
    return known


def among(found: Sequence[Line], choice: Choice) -> Sequence[Line]:
    """The same of lines that are no whole list."""
    words = fold_width(choice.q).casefold().split()
    of_view = VIEWS[choice.view]
    kept = [line for line in found if of_view(line)]
    if choice.filters:
        kept = [line for line in kept if _passes(line, choice)]
    if words:
        kept = [line for line in kept if _says(line, words)]
    if not choice.sort:
        return kept
    return sorted(kept, key=SORTS[choice.sort.lstrip("-")], reverse=choice.sort.startswith("-"))


def _passes(line: Line, choice: Choice) -> bool:
    return (
        choice.light in ("", line.light.value)
        and choice.step in ("", line.matter.step)
        and choice.kind in ("", line.matter.kind)
        and choice.plan in ("", str(line.matter.plan_id))
        and (not choice.unit or choice.unit in line.parts)
    )


def _says(line: Line, words: Sequence[str]) -> bool:
    """Whether every one of ``words`` stands in the number, headings, text or units."""
    return all(word in line.words for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tab, an option of a menu, an active filter, or a column head: plain links all."""

    word: str
    url: str
    current: bool = False
    count: int | None = None
    arrow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a list: its lines, their places in the whole, the pages before and after it."""

    lines: Sequence[Line]
    first: int
    last: int
    of: int
    before: str = ""
    after: str = ""


def page_of(found: Sequence[Line], choice: Choice) -> Page:
    """The page of ``found`` that ``choice`` asks for, or the last one there is."""
    pages = max(1, -(-len(found) // A_PAGE))
    at = min(max(int(choice.page or 1), 1), pages)
    first = (at - 1) * A_PAGE
    return Page(
        lines=found[first : first + A_PAGE],
        first=first + 1,
        last=min(first + A_PAGE, len(found)),
        of=len(found),
        before=choice.url(page=str(at - 1)) if at > 1 else "",
        after=choice.url(page=str(at + 1)) if at < pages else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A filter: its word and its options."""

    word: str
    options: list[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a list holds, for its tabs and menus: counted once for each list there is."""

    counts: Mapping[str, int]
    plans: Mapping[str, Mapping[int, PlanRow]]
    units: frozenset[str]
    steps: frozenset[str]
    lights: frozenset[Light]
    parts: bool


_HELD: Recent[Held] = Recent(32)


def held(found: Lines) -> Held:
    """What ``found`` holds; by tab, how many lines and which plans."""
    known = _HELD.find(found.serial)
    if known is None:
        known = _held(found)
        _HELD.keep(found.serial, known)
    return known


def _held(found: Sequence[Line]) -> Held:
    in_view = {view: [line for line in found if fits(line)] for view, fits in VIEWS.items()}
    return Held(
        counts={view: len(lines) for view, lines in in_view.items()},
        plans={view: _plans(lines) for view, lines in in_view.items()},
        units=frozenset[str]().union(*(line.parts for line in found)),
        steps=frozenset(line.matter.step for line in found),
        lights=frozenset(line.light for line in found),
        parts=any(line.matter.is_part for line in found),
    )


def _plans(found: Iterable[Line]) -> dict[int, PlanRow]:
    first = {line.matter.plan_id: line.matter for line in found}
    return {key: matter.plan for key, matter in first.items()}


def tabs(holds: Held, choice: Choice, *, office: bool, at: bool = True) -> list[Link]:
    """The tabs with how many matters each holds; none is current where a saved view is (``at``)."""
    words = {"": _("All"), "late": _("Red and yellow")}
    if office:
        words |= {"office": _("Waiting for the office"), "unit": _("Waiting for a unit")}
    else:
        words |= {"unit": _("Waiting for us"), "office": _("Waiting for the office")}
    words["near"] = _("Limit within %(days)s working days") % {"days": NEAR}
    if office:
        words["nolead"] = _("No lead confirmed")
    some = {"instructed": _("Instruction to answer"), "silent": _("Report missing")}
    words |= {view: word for view, word in some.items() if holds.counts[view]}
    if holds.counts["ended"]:
        words["ended"] = _("Merged, cancelled, withdrawn")
    return [
        Link(
            word=word,
            url=Choice(view=view).url(),
            current=at and choice.view == view,
            count=holds.counts[view],
        )
        for view, word in words.items()
    ]


def menus(holds: Held, choice: Choice, language: Language) -> list[Menu]:
    """The filters that are not set yet, each with the values that occur."""
    units = {key: names.short_name(key, language) for key in holds.units}
    plans = _named(holds.plans[choice.view])
    offered = {
        "plan": (pgettext("filter", "Plan"), list(plans.items()) if len(plans) > 1 else []),
        "unit": (pgettext("filter", "Unit"), sorted(units.items(), key=lambda one: one[1])),
        "light": (
            pgettext("filter", "Light"),
            [(one.value, light_word(one)) for one in lights.ORDER if one in holds.lights],
        ),
        "step": (
            pgettext("filter", "State"),
            [(one.value, step_label(one, language)) for one in Step if one in holds.steps],
        ),
        "kind": (
            pgettext("filter", "Kind"),
            list(_kinds(holds).items()),
        ),
    }
    return [
        Menu(
            word=word,
            options=[Link(word=say, url=choice.url(**{name: value})) for value, say in values],
        )
        for name, (word, values) in offered.items()
        if name not in choice.filters
    ]


def _kinds(holds: Held) -> dict[str, str]:
    """The kinds of matters; sub-tasks only where there are some."""
    words = {"task": _("Key tasks"), "safeguard": _("Safeguards")}
    return words | ({SUBTASK: _("Sub-tasks")} if holds.parts else {})


def _named(plans: Mapping[int, PlanRow]) -> dict[str, str]:
    """The plans by key; of several editions of one, each with its number."""
    titles = Counter(plan.title for plan in plans.values())
    return {
        str(key): plan.title
        if titles[plan.title] == 1
        else _("%(title)s, edition %(n)s") % {"title": plan.title, "n": plan.edition}
        for key, plan in plans.items()
    }


def active(holds: Held, choice: Choice, language: Language) -> list[Link]:
    """The filters that are set; each link takes its filter away."""
    plans = _named({key: plan for each in holds.plans.values() for key, plan in each.items()})
    words: dict[str, Callable[[str], str]] = {
        "plan": lambda value: plans.get(value, "–"),
        "unit": lambda value: names.short_name(value, language),
        "light": light_word,
        "step": lambda value: step_label(Step(value), language),
        "kind": lambda value: _kinds(holds).get(value, _("Sub-tasks")),
    }
    return [
        Link(word=words[name](value), url=choice.url(**{name: ""}))
        for name, value in choice.filters.items()
    ]


def heads(choice: Choice) -> dict[str, Link]:
    """The sorting link of each column; a second click turns the order round."""
    found = {}
    for name in SORTS:
        current = choice.sort.lstrip("-") == name
        down = choice.sort == f"-{name}"
        found[name] = Link(
            word=name,
            url=choice.url(sort=f"-{name}" if choice.sort == name else name),
            current=current,
            arrow=("down" if down else "up") if current else "",
        )
    return found
