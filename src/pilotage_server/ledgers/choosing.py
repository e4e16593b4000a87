"""What a list is asked for: the tab, the filters, the words, the order. All of it is the address.

Values that mean nothing are passed over, so that an old link still opens the list.
"""

from collections.abc import Callable, Iterable, Mapping
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
from pilotage_server.units import names
from pilotage_server.units.templatetags.pilotage import light_word

from . import lights
from .listing import Line
from .models import SUBTASK

NEAR = 10
"""Working days: the tab of limits that are close."""

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

    def url(self, **changes: str) -> str:
        """The query string of this choice with ``changes``."""
        changed = replace(self, **changes)
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
        plan=plan if plan.isascii() and plan.isdigit() else "",
        q=asked.get("q", "").strip()[:100],
        sort=_among(asked.get("sort", ""), [*SORTS, *(f"-{name}" for name in SORTS)]),
    )


def _among(value: str, known: Iterable[str]) -> str:
    return value if value in known else ""


def chosen(found: list[Line], choice: Choice) -> list[Line]:
    """The lines that ``choice`` asks for, in its order."""
    kept = [
        line
        for line in found
        if VIEWS[choice.view](line) and _passes(line, choice) and _says(line, choice.q)
    ]
    if not choice.sort:
        return kept
    return sorted(kept, key=SORTS[choice.sort.lstrip("-")], reverse=choice.sort.startswith("-"))


def _passes(line: Line, choice: Choice) -> bool:
    return (
        choice.light in ("", line.light.value)
        and choice.step in ("", line.matter.step)
        and choice.kind in ("", line.matter.kind)
        and choice.plan in ("", str(line.matter.plan_id))
        and (not choice.unit or any(row.unit == choice.unit for row in line.units))
    )


def _says(line: Line, words: str) -> bool:
    """Whether every one of ``words`` stands in the number, headings, text or units."""
    if not words:
        return True
    matter = line.matter
    here = [line.code, matter.heading_zh, matter.heading_en, matter.text]
    for row in line.units:
        here += [row.name, *(_names(row.unit) if row.unit else ())]
    text = fold_width("\n".join(here)).casefold()
    return all(word in text for word in fold_width(words).casefold().split())


def _names(unit: str) -> list[str]:
    both: tuple[Language, ...] = ("zh", "en")
    return [name(unit, one) for one in both for name in (names.short_name, names.full_name)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tab, an option of a menu, an active filter, or a column head: plain links all."""

    word: str
    url: str
    current: bool = False
    count: int | None = None
    arrow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A filter: its word and its options."""

    word: str
    options: list[Link]


def tabs(found: list[Line], choice: Choice, *, office: bool) -> list[Link]:
    """The saved views with how many matters each holds."""
    words = {"": _("All"), "late": _("Red and yellow")}
    if office:
        words |= {"office": _("Waiting for the office"), "unit": _("Waiting for a unit")}
    else:
        words |= {"unit": _("Waiting for us"), "office": _("Waiting for the office")}
    words["near"] = _("Limit within %(days)s working days") % {"days": NEAR}
    if office:
        words["nolead"] = _("No lead confirmed")
    some = {"instructed": _("Instruction to answer"), "silent": _("Report missing")}
    words |= {view: word for view, word in some.items() if any(map(VIEWS[view], found))}
    if any(line.ended for line in found):
        words["ended"] = _("Merged, cancelled, withdrawn")
    return [
        Link(
            word=word,
            url=Choice(view=view).url(),
            current=choice.view == view,
            count=sum(map(VIEWS[view], found)),
        )
        for view, word in words.items()
    ]


def menus(found: list[Line], choice: Choice, language: Language) -> list[Menu]:
    """The filters that are not set yet, each with the values that occur."""
    units = {row.unit: names.short_name(row.unit, language) for line in found for row in line.units}
    units.pop("", None)
    steps = {line.matter.step for line in found}
    shown = {line.light for line in found}
    plans = _plans(line for line in found if VIEWS[choice.view](line))
    offered = {
        "plan": (pgettext("filter", "Plan"), list(plans.items()) if len(plans) > 1 else []),
        "unit": (pgettext("filter", "Unit"), sorted(units.items(), key=lambda one: one[1])),
        "light": (
            pgettext("filter", "Light"),
            [(one.value, light_word(one)) for one in lights.ORDER if one in shown],
        ),
        "step": (
            pgettext("filter", "State"),
            [(one.value, step_label(one, language)) for one in Step if one in steps],
        ),
        "kind": (
            pgettext("filter", "Kind"),
            list(_kinds(found).items()),
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


def _kinds(found: Iterable[Line]) -> dict[str, str]:
    """The kinds of matters; sub-tasks only where there are some."""
    words = {"task": _("Key tasks"), "safeguard": _("Safeguards")}
    return words | ({SUBTASK: _("Sub-tasks")} if any(line.matter.is_part for line in found) else {})


def _plans(found: Iterable[Line]) -> dict[str, str]:
    """The plans of the lines by key; of several editions of one, each with its number."""
    plans = {line.matter.plan_id: line.matter.plan for line in found}
    titles = [plan.title for plan in plans.values()]
    return {
        str(key): plan.title
        if titles.count(plan.title) == 1
        else _("%(title)s, edition %(n)s") % {"title": plan.title, "n": plan.edition}
        for key, plan in plans.items()
    }


def active(found: list[Line], choice: Choice, language: Language) -> list[Link]:
    """The filters that are set; each link takes its filter away."""
    plans = _plans(found)
    words: dict[str, Callable[[str], str]] = {
        "plan": lambda value: plans.get(value, "–"),
        "unit": lambda value: names.short_name(value, language),
        "light": light_word,
        "step": lambda value: step_label(Step(value), language),
        "kind": lambda value: _kinds(found).get(value, _("Sub-tasks")),
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
