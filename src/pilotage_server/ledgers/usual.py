"""The default limits in force, as they are offered to whoever dispatches a task."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pilotage.base import Language
from pilotage.rulepack import FACTS, Verdict, judge, until
from pilotage_server.rulepacks.models import Slot
from pilotage_server.rulepacks.store import RuleBook

from .lights import calendar
from .reasons import rule_url

ASKED = "usual"
"""The name under which an address, and the form, carries the rule whose limit is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The usual limit of one kind of matter dispatched today, its rule and where that comes from.

    ``rule`` is what the entry keeps: "default-limits/1/7.1". ``take`` fills the form with it.
    """

    rule: str
    words: str
    source: str
    day: date
    url: str
    take: str


def usual_limits(book: RuleBook, today: date, language: Language) -> list[Usual]:
    """One for each kind of matter that the pack in force has a rule for."""
    pack = book.pack(Slot.DAYS, today)
    found = []
    for matter in FACTS["matter"].labels:
        urgencies = FACTS["urgency"].labels if matter == "instruction" else [None]
        for urgency in urgencies:
            facts = {"today": today, "matter": matter, "urgency": urgency}
            verdict = judge(pack, facts, calendar())
            day = until(verdict, calendar())
            if day:
                found.append(_usual(verdict, day, language))
    return found


def _usual(verdict: Verdict, day: date, language: Language) -> Usual:
    rule = f"{verdict.pack.id}/{verdict.edition}/{verdict.rule}"
    return Usual(
        rule=rule,
        words=verdict.sentence(language),
        source=verdict.pack.sources[verdict.decided.source].of(language),
        day=day,
        url=rule_url(verdict),
        take=f"?{urlencode({ASKED: rule})}",
    )


def taken(book: RuleBook, today: date, rule: str, language: Language) -> Usual | None:
    """The usual limit of that rule today; None for a rule that gives none."""
    return next((one for one in usual_limits(book, today, language) if one.rule == rule), None)
