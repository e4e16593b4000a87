"""The page of the record: who did and read what, and what the last check found."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pilotage_server import clock
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing

from .choosing import SITE, Choice, choice_from, chosen
from .flaws import from_facts
from .kinds import kind_named
from .models import REMOVALS, HeadRow, RecordRow, What
from .reads import looked_up
from .sentences import flaw_said, thing_said

READERS = (Standing.ADMINISTRATOR, Standing.AUDITOR)
"""Who reads the record: those who act in the programme do not read over one another."""

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the record as the page shows it; ``url`` is empty where nothing can be shown.

    ``now`` is what the thing is called today, where that is not what the row calls it.
    """

    row: RecordRow
    who: str
    what: str
    thing: str
    url: str
    of: str
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the last check found."""

    row: RecordRow
    facts: dict[str, Any]
    flaws: list[str]

    @property
    def more(self) -> int:
        """How many flaws there are besides those kept."""
        return int(self.facts.get("found", 0)) - len(self.flaws)


@require_GET
@for_roles(*READERS)
def record(request: MemberRequest) -> HttpResponse:
    """The newest rows first, by who, what, when and thing; looking is recorded as well."""
    looked_up(request.user)
    choice = choice_from(request.GET)
    rows = list(chosen(choice)[: PAGE + 1])
    posts = _posts()
    now = _called_now(rows[:PAGE])
    lines = [_line(row, posts, choice, now.get(row.sequence, "")) for row in rows[:PAGE]]
    facts = {
        "choice": choice,
        "lines": lines,
        "older": choice.address(upto=rows[PAGE].sequence) if len(rows) > PAGE else "",
        "newest": choice.address(upto=None) if choice.upto else "",
        "thing": lines[0].thing if choice.kind and lines else choice.kind,
        "all_things": choice.address(kind=None, key=None, upto=None),
        "accounts": [(SITE, _("the site")), *sorted(posts.items(), key=lambda one: one[1])],
        "sorts": What.choices,
        "head": HeadRow.objects.filter(pk=HeadRow.ONLY).first(),
        "check": _last_check(),
        "began": clock.began(),
    }
    return render(request, "audit/record.html", facts)


def _posts() -> dict[str, str]:
    """The posts by account, in the reader's language."""
    rows = MembershipRow.objects.select_related("user")
    return {row.user.get_username(): row.post(reader_language()) for row in rows}


def _called_now(rows: Sequence[RecordRow]) -> dict[int, str]:
    """By its place what the thing of a row is called today; one query for all of a sort."""
    asked: dict[Callable[..., Sequence[str]], list[RecordRow]] = defaultdict(list)
    for row in rows:
        kind = kind_named(row.kind)
        if kind and kind.now:
            asked[kind.now].append(row)
    language = reader_language()
    return {
        row.sequence: said
        for now, ones in asked.items()
        for row, said in zip(ones, now([one.facts for one in ones], language), strict=True)
    }


def _line(row: RecordRow, posts: dict[str, str], choice: Choice, now: str) -> Line:
    kind = kind_named(row.kind)
    url = kind.url(row.key, row.facts) if kind and kind.url and row.key else ""
    return Line(
        row=row,
        who=_who(row, posts),
        what=str(What(row.what).label) if row.what in What.values else row.what,
        thing=thing_said(row.kind, row.facts),
        url="" if row.what in REMOVALS else url,
        now=now,
        of="" if choice.kind or not kind else choice.address(kind=row.kind, key=row.key, upto=None),
    )


def _who(row: RecordRow, posts: dict[str, str]) -> str:
    if row.by:
        return posts.get(row.by, row.by)
    return _("no account of this site") if row.what == What.SIGN_IN_FAILED else _("the site")


def _last_check() -> Check | None:
    row = RecordRow.objects.filter(what=What.VERIFIED).order_by("-sequence").first()
    if row is None:
        return None
    flaws = [flaw_said(from_facts(one)) for one in row.facts.get("flaws", [])]
    return Check(row=row, facts=row.facts, flaws=flaws)
