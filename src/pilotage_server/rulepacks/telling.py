"""A pack as its page tells it: rules with their conditions, cases with what they give, editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilotage.base import Language
from pilotage.rulepack import (
    FACTS,
    Case,
    Pack,
    PackKind,
    Rule,
    WorkCalendar,
    condition_told,
    failed_cases,
    load_pack,
)

from . import store
from .models import NOTICE, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pack in the list. ``coming`` are adoptions of its place that wait for their day."""

    slot: str
    pack: Pack
    title: str
    about: str
    coming: Sequence[store.Adopted] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTold:
    """A rule as a row; ``gives`` is worded, ``light`` and ``slip`` say how it is drawn."""

    rule: Rule
    gives: str
    light: str
    slip: str
    when: list[str]
    says: str
    source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTold:
    """A case as a row; ``fails`` says what comes out in its stead."""

    number: int
    case: Case
    source: int
    facts: list[str]
    gives: str
    fails: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTold:
    """An edition: since when, what it changed, who put it in force and why."""

    name: str
    in_force_from: date
    changed: list[str]
    reason: str = ""
    post: str = ""
    at: datetime | None = None


def slot_word(slot: str) -> str:
    """What a pack is in force for."""
    words: dict[str, str] = {
        Slot.LIMIT: _("Light: limit"),
        Slot.PROGRESS: _("Light: progress"),
        Slot.FORECAST: _("Light: forecast"),
        Slot.SLIP: _("Slips"),
        NOTICE: pgettext("rules", "Notices"),
        Slot.DAYS: _("Default limits"),
    }
    return words[slot]


def gives_word(pack: Pack, gives: str, language: Language, days: int | None = None) -> str:
    """What a rule gives, in a word."""
    if pack.kind is PackKind.LIGHT:
        return FACTS["progress_light"].phrase(gives, language)
    if pack.kind is PackKind.SLIP:
        return FACTS["last_slip"].phrase(gives, language)
    if pack.kind is PackKind.NOTICE:
        return FACTS["last_notice"].phrase(gives, language)
    return {
        "calendar": _("%(days)s days"),
        "working": _("%(days)s working days"),
        "monthly": _("by day %(days)s of the month"),
        "none": pgettext("limit", "none"),
    }[gives] % {"days": days}


def rules_told(pack: Pack, language: Language) -> list[RuleTold]:
    """The rules of ``pack`` in the order in which they are tried."""
    return [
        RuleTold(
            rule=rule,
            gives=gives_word(pack, rule.gives, language, rule.days),
            light=rule.gives if pack.kind is PackKind.LIGHT else "",
            slip=rule.gives if pack.kind is PackKind.SLIP and rule.gives != "none" else "",
            when=[condition_told(one, language) for one in rule.when] or [_("otherwise")],
            says=_template(pack, rule, language),
            source=_place(pack, rule.source),
        )
        for rule in pack.rules
    ]


def _place(pack: Pack, source: str) -> int:
    """The number of a source on the page."""
    return list(pack.sources).index(source) + 1


def _template(pack: Pack, rule: Rule, language: Language) -> str:
    """The sentence of a rule with its numbers put in, and its facts left as "…"."""
    blanks = dict.fromkeys(FACTS, "…")
    numbers = {name: str(one.value) for name, one in pack.parameters.items()}
    return rule.wording.say(language, blanks | numbers)


def cases_told(pack: Pack, language: Language) -> list[CaseTold]:
    """The cases of ``pack``, each run now."""
    failing = {one.number: one for one in failed_cases(pack, WorkCalendar(), words=False)}
    days = {rule.id: rule.days for rule in pack.rules}
    found = []
    for number, case in enumerate(pack.cases, start=1):
        failure = failing.get(number)
        fails = ""
        if failure:
            got = failure.verdict
            fails = gives_word(pack, got.gives, language, got.decided.days)
        found.append(
            CaseTold(
                number=number,
                case=case,
                source=_place(pack, case.source),
                facts=[
                    f"{FACTS[name].label(language)} {FACTS[name].phrase(value, language)}"
                    for name, value in case.facts.items()
                ],
                gives=gives_word(pack, case.gives, language, days.get(case.rule)),
                fails=fails,
            )
        )
    return found


def editions_told(name: str, book: store.RuleBook, language: Language) -> list[EditionTold]:
    """The shipped edition and all that were adopted, the newest first."""
    shipped = load_pack(name)
    first = EditionTold(
        name=shipped.edition, in_force_from=shipped.in_force_from, changed=[_("as it is shipped")]
    )
    adopted = [
        EditionTold(
            name=row.edition,
            in_force_from=row.in_force_from,
            changed=changes(shipped, row.numbers, language) or [_("as it is shipped")],
            reason=row.reason,
            post=row.post(language),
            at=row.at,
        )
        for row in (store.editions(name) if book.adopted else [])
    ]
    return [*reversed(adopted), first]


def changes(shipped: Pack, numbers: dict[str, int], language: Language) -> list[str]:
    """What differs from the shipped pack: "yellow from this many …: 10 → 5"."""
    colon = "：" if language == "zh" else ": "
    return [
        f"{shipped.parameters[name].meaning.of(language)}{colon}"
        f"{shipped.parameters[name].value} → {value}"
        for name, value in numbers.items()
        if name in shipped.parameters and shipped.parameters[name].value != value
    ]
