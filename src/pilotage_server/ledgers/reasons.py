"""Why a light is lit: the facts its rule used, and who entered each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from pilotage.base import Language
from pilotage.ledger import Act
from pilotage.rulepack import FACTS, Verdict
from pilotage_server.units.templatetags.pilotage import channel_word

from .models import EntryRow

Row = Callable[[EntryRow], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTold:
    """A fact with its value, and the entry that set it; what was derived has none."""

    word: str
    value: str
    post: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One channel as the page of a task tells it."""

    channel: str
    verdict: Verdict
    sentence: str
    facts: list[FactTold]

    @property
    def url(self) -> str:
        """Where its rule stands, in the edition that decided."""
        return rule_url(self.verdict)


def rule_url(verdict: Verdict) -> str:
    """The place of the rule that decided, on the page of its pack."""
    page = reverse("rulepacks:pack", args=[verdict.pack.id])
    return f"{page}?edition={verdict.edition}#r-{verdict.rule}"


def reasons(
    verdicts: Sequence[Verdict], rows: Sequence[EntryRow], language: Language, *, claims: bool
) -> list[Reason]:
    """The channels with all that was judged; ``rows`` are the entries, the oldest first.

    Without ``claims`` what the lead claimed is left to the office.
    """
    return [
        Reason(
            channel=channel_word(one.channel or ""),
            verdict=one,
            sentence=one.sentence(language),
            facts=_facts(one, rows, language, claims=claims),
        )
        for one in verdicts
    ]


def _facts(
    verdict: Verdict, rows: Sequence[EntryRow], language: Language, *, claims: bool
) -> list[FactTold]:
    found = []
    for name in verdict.pack.wanted:
        value = verdict.facts.get(name)
        if value in (None, ()) or (name == "claimed" and not claims):
            continue
        entry = _setter(name, rows)
        found.append(
            FactTold(
                word=FACTS[name].label(language),
                value=FACTS[name].phrase(value, language),
                post=entry.post(language) if entry else "",
                at=entry.at if entry else None,
            )
        )
    return found


def _setter(name: str, rows: Sequence[EntryRow]) -> EntryRow | None:
    """The last entry that set the fact ``name``."""
    sets = _SETTERS.get(name)
    return next((row for row in reversed(rows) if sets and sets(row)), None)


def _is(*acts: Act) -> Row:
    return lambda row: row.act in acts


def _says(act: Act, field: str) -> Row:
    return lambda row: row.act == act and bool(row.payload.get(field))


_SETTERS: Mapping[str, Row] = {
    "limit": lambda row: row.act == Act.EXTEND or _says(Act.DISPATCH, "limit")(row),
    "dispatched": _is(Act.DISPATCH),
    "milestones": _says(Act.DISPATCH, "milestones"),
    "claimed": _is(Act.REPORT),
    "verified": _is(Act.VERIFY),
    "forecast": _says(Act.REPORT, "forecast"),
    "expected": _says(Act.REPORT, "expected"),
    "judgement": _says(Act.VERIFY, "judgement"),
    "since": _is(Act.SUSPEND),
    "closed": _is(Act.CLOSE),
}
