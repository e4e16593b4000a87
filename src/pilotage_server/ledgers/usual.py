"""The default limits in force, as they are offered to whoever dispatches a task."""

from dataclasses import dataclass
from datetime import date

from pilotage.base import Language
from pilotage.rulepack import FACTS, judge, until
from pilotage_server.rulepacks.models import Slot
from pilotage_server.rulepacks.store import RuleBook

from .lights import calendar
from .reasons import rule_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The usual limit of one kind of matter dispatched today, with the place of its rule."""

    words: str
    day: date
    url: str


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
                words = verdict.sentence(language)
                found.append(Usual(words=words, day=day, url=rule_url(verdict)))
    return found
