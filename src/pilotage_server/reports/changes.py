"""What was entered this week and which lights went over, the newest first, and how many in all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilotage.ledger import Act
from pilotage.rulepack import Verdict
from pilotage.supervision import Lights
from pilotage_server.ledgers import lights, shelves, store
from pilotage_server.ledgers.listing import Line
from pilotage_server.ledgers.models import EntryRow, EvidenceRow
from pilotage_server.ledgers.sentences import ICONS, sentence
from pilotage_server.rulepacks.store import RuleBook
from pilotage_server.units.templatetags.pilotage import channel_word, light_word

from .history import Week

Went = tuple[Line, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened this week: an entry, or a light that went over."""

    line: Line
    at: date
    icon: str
    words: SafeString
    order: datetime | None


def changes(
    lines: Sequence[Line],
    urgent: Sequence[Line],
    week: Week,
    book: RuleBook,
    *,
    claims: bool,
    most: int,
) -> tuple[list[Change], int]:
    """The newest of what was entered on ``lines`` and of the lights that went over since Monday,
    and how many there are in all. ``urgent`` are the red and yellow ones of the lines.
    """
    began = timezone.make_aware(datetime.combine(week.monday, time.min))
    by_key = {line.key: line for line in lines}
    rows = EntryRow.objects.filter(at__gte=began)
    if not claims:
        rows = rows.exclude(act=Act.REPORT)
    # Asked by the moment alone and looked up here: a database that is also given the thousands of
    # tasks of the list goes through the entries of each.
    told = rows.order_by("-at", "-pk").values_list("pk", "matter_id")
    keys = [pk for pk, matter in told if matter in by_key]
    newest = EntryRow.objects.filter(pk__in=keys[:most])
    went = _went_over(urgent, week, book)
    found = [
        *_entered([(by_key[row.matter_id], row) for row in newest]),
        *(_light_change(line, verdict) for line, verdict in _newest(went, most)),
    ]
    ordered = sorted(found, key=lambda one: (one.at, one.order is None, one.order), reverse=True)
    return ordered[:most], len(keys) + len(went)


def _entered(newest: Sequence[tuple[Line, EntryRow]]) -> list[Change]:
    proofs = Counter(
        EvidenceRow.objects.filter(entry__in=[row for _line, row in newest]).values_list(
            "entry_id", flat=True
        )
    )
    return [
        Change(
            line=line,
            at=store.day_of(row.at),
            icon=ICONS[Act(row.act)],
            words=sentence(row, proofs[row.pk], line.language),
            order=row.at,
        )
        for line, row in newest
    ]


def _newest(went: Sequence[Went], most: int) -> list[Went]:
    return sorted(went, key=lambda one: one[1].facts["today"], reverse=True)[:most]


def _went_over(urgent: Sequence[Line], week: Week, book: RuleBook) -> list[Went]:
    """Those of ``urgent`` whose light went over this week, each with its verdict of that day."""
    days = [week.monday - timedelta(days=1)]
    while days[-1] < week.last_day:
        days.append(days[-1] + timedelta(days=1))
    packs = [pack for day in days for pack in book.lights(day).values()]
    shelf = shelves.judged("went over", packs, *days)
    found, new = [], []
    for line in urgent:
        key, version = line.key, line.matter.version
        known = shelf.find(key, version)
        if known is None:
            known = (_went(line, days, book),)
            new.append((key, version, known))
        if (verdict := cast("tuple[Verdict | None]", known)[0]) is not None:
            found.append((line, verdict))
    if new:
        shelf.keep(new)
    return found


def _went(line: Line, days: Sequence[date], book: RuleBook) -> Verdict | None:
    """The verdict of the day of this week on which the light of ``line`` became what it is.

    ``days`` are those of the week so far, after the day before it.
    """
    state = store.present(line.matter)
    after: Lights | None = None
    for day in reversed(days):
        then = lights.lights(state, day, book)
        if then.light is not line.light:
            return after.decides if after else None
        after = then
    return None


def _light_change(line: Line, verdict: Verdict) -> Change:
    word, language = light_word(verdict.light), line.language
    words = format_html(
        _("{channel} light went <b>{word}</b>: {why}"),
        channel=channel_word(verdict.channel or ""),
        word=word.lower() if language == "en" else word,
        why=verdict.sentence(language),
    )
    return Change(line=line, at=verdict.facts["today"], icon="warn", words=words, order=None)
