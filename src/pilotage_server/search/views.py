"""The page of results; everything it shows is in its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pilotage.base import Language, PilotageError
from pilotage.search import MOST_CHARACTERS, Query, read_query
from pilotage_server.plans.access import visible_plans
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language

from .finding import COUNTED, Found, find
from .models import PassageKind
from .showing import Line, line_of
from .units import units_found

A_PAGE = 20
A_GROUP = 5
PAGES = COUNTED // A_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the address asks for; what means nothing is passed over."""

    q: str = ""
    kind: str = ""
    programme: str = ""
    page: int = 1

    def url(self, **changes: object) -> str:
        """The query string of this choice with ``changes``, on its first page if none is named."""
        given = {"q": self.q, "kind": self.kind, "programme": self.programme} | changes
        if given.get("page") == 1:
            del given["page"]
        return "?" + urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The results of one kind: a page of them, or the first few."""

    kind: PassageKind
    found: Found
    lines: list[Line]
    url: str

    @property
    def count(self) -> str:
        return _count(self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tab or a filter."""

    word: str | Promise
    url: str
    current: bool = False
    count: str = ""


@require_GET
@for_roles()
def search(request: MemberRequest) -> HttpResponse:
    """What was found, by kind; a query that cannot be asked gets its sentence (422)."""
    choice = _choice(request.GET)
    facts: dict[str, Any] = {"choice": choice, "longest": MOST_CHARACTERS}
    if not choice.q:
        return render(request, "search/results.html", facts)
    language = reader_language()
    try:
        query = read_query(choice.q)
    except PilotageError as error:
        facts["what"], facts["remedy"] = error.told(language)
        return render(request, "search/results.html", facts, status=422)
    groups = [_group(request, query, kind, choice, language) for kind in PassageKind]
    shown = [one for one in groups if one.lines]
    first = not choice.kind and not choice.programme
    facts |= {
        "tabs": _tabs(groups, choice),
        "groups": shown,
        "units": units_found(request.member, choice.q, language) if first else [],
        "total": sum(one.found.count for one in groups),
        "programmes": _programmes(request, choice, language),
        "pages": _pages(groups, choice),
    }
    return render(request, "search/results.html", facts)


def _choice(asked: Mapping[str, str]) -> Choice:
    page = asked.get("page", "")
    kind = asked.get("kind", "")
    return Choice(
        q=asked.get("q", "").replace("\0", " ").strip(),
        kind=kind if kind in PassageKind.values else "",
        programme=asked.get("programme", "").replace("\0", "")[:80],
        page=min(max(int(page[:9]), 1), PAGES) if page.isascii() and page.isdigit() else 1,
    )


def _group(
    request: MemberRequest, query: Query, kind: PassageKind, choice: Choice, language: Language
) -> Group:
    whole = choice.kind == kind
    shown = A_PAGE if whole else 0 if choice.kind else A_GROUP
    first = (choice.page - 1) * A_PAGE if whole else 0
    found = find(request, query, kind, programme=choice.programme, first=first, shown=shown)
    lines = [line_of(passage, query, language) for passage in found.passages]
    return Group(kind=kind, found=found, lines=lines, url=choice.url(kind=kind.value))


def _tabs(groups: list[Group], choice: Choice) -> list[Link]:
    found = [
        Link(
            word=one.kind.label, url=one.url, current=choice.kind == one.kind.value, count=one.count
        )
        for one in groups
    ]
    return [Link(word=_("All kinds"), url=choice.url(kind=""), current=not choice.kind), *found]


def _count(found: Found) -> str:
    return _("%(n)d and more") % {"n": found.count} if found.more else str(found.count)


def _programmes(request: MemberRequest, choice: Choice, language: Language) -> list[Link]:
    """The programmes to narrow the search to, when there are several; the set one takes it off."""
    rows = ProgrammeRow.objects.filter(plans__in=visible_plans(request).values("pk")).distinct()
    known = list(rows.order_by("-created_at"))
    if len(known) < 2 and not choice.programme:
        return []
    return [
        Link(
            word=row.name(language),
            url=choice.url(programme="" if row.code == choice.programme else row.code),
            current=row.code == choice.programme,
        )
        for row in known
    ]


def _pages(groups: list[Group], choice: Choice) -> dict[str, Any]:
    """Where this page stands among those of its kind; empty when it is the only one."""
    of_kind = next((one.found for one in groups if choice.kind == one.kind.value), None)
    last = -(-of_kind.count // A_PAGE) if of_kind else 1
    if last < 2:
        return {}
    before = choice.url(page=min(choice.page - 1, last)) if choice.page > 1 else ""
    after = choice.url(page=choice.page + 1) if choice.page < last else ""
    return {"at": choice.page, "last": last, "before": before, "after": after}
