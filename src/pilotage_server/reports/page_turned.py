"""The page of what was green: by unit and by checker, each figure leading to what it counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.supervision import Spell, Tally, TurnKind, tallies
from pilotage_server import clock
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units import names
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing

from .history import Week, weeks_to
from .turned import spells
from .turns import picture

READERS = (Standing.OFFICE, Standing.LEADER, Standing.AUDITOR, Standing.ADMINISTRATOR)
SPANS = (13, 26, 52)
RED = (TurnKind.STRAIGHT, TurnKind.WARNED)

COUNTED: Mapping[str, Callable[[Spell], bool]] = {
    "green": lambda one: not one.closed,
    "red": lambda one: one.turn in RED,
    "straight": lambda one: one.turn is TurnKind.STRAIGHT,
    "closed": lambda one: one.closed,
    "reopened": lambda one: one.turn is TurnKind.REOPENED,
}
"""The columns, by the name that an address has for each."""

OF: Mapping[str, Callable[[Spell], str]] = {
    "unit": lambda one: one.lead,
    "checker": lambda one: one.checker,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for: up to which day, how many weeks, and which figure to open."""

    until: date
    span: int
    by: str = ""
    of: str = ""
    what: str = ""

    def url(self, **changes: str) -> str:
        """The address with these changes; the figure that is open is left out unless given."""
        said = {"until": self.until.isoformat(), "weeks": str(self.span)} | changes
        return "?" + urlencode(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit or a checker with its figures, each with its address."""

    name: str
    figures: list[tuple[int, str]]
    share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A spell as the list of a figure tells it."""

    matter: MatterRow
    code: str
    heading: str
    lead: str
    checker: str
    spell: Spell


@for_roles(*READERS)
def turned(request: MemberRequest) -> HttpResponse:
    """How often what was green turned red, and what was closed was taken up again."""
    language, today = reader_language(), clock.today()
    asked = asked_of(request.GET, today)
    weeks, found = counted(request.member, asked)
    posts = posts_called(language)
    open_ = opened(found, asked)
    facts = {
        "asked": asked,
        "today": today,
        "weeks": weeks,
        "spans": [(span, asked.url(weeks=str(span))) for span in SPANS],
        "units": _rows(tallies(found, OF["unit"]), "unit", asked, unit_called(language)),
        "checkers": _rows(tallies(found, OF["checker"]), "checker", asked, posts),
        "all": Tally(of="", spells=tuple(found)),
        "picture": picture(weeks, found, language),
        "opened": told(open_, language, posts) if asked.what else [],
        "opened_word": _word(asked, posts, language) if asked.what else "",
    }
    return render(request, "reports/turned.html", facts)


def counted(member: MembershipRow, asked: Asked) -> tuple[list[Week], list[Spell]]:
    """The weeks that are asked for, and what stood green or was closed in them."""
    weeks = weeks_to(asked.until, asked.span)
    return weeks, spells(visible(member), weeks, rule_book())


def asked_of(given: Mapping[str, str], today: date) -> Asked:
    """What ``given`` asks for; what means nothing is passed over, and no day to come is judged."""
    try:
        until = min(date.fromisoformat(str(given.get("until", ""))), today)
    except ValueError:
        until = today
    span = next((one for one in SPANS if str(one) == given.get("weeks")), SPANS[-1])
    by, what = given.get("by", ""), given.get("what", "")
    known = by in OF and what in COUNTED
    return Asked(
        until=max(until, date(1990, 1, 1)),
        span=span,
        by=by if known else "",
        of=given.get("of", "")[:150] if known else "",
        what=what if known else "",
    )


def opened(found: Sequence[Spell], asked: Asked) -> list[Spell]:
    """Those of ``found`` that the figure counts which is asked for; none without one."""
    if not asked.what:
        return []
    of, counts = OF[asked.by], COUNTED[asked.what]
    return [one for one in found if of(one) == asked.of and counts(one)]


def figures_of(one: Tally) -> dict[str, int]:
    """The figures of a unit or a checker, by the names of their columns."""
    return {what: sum(map(counts, one.spells)) for what, counts in COUNTED.items()}


def _rows(found: Sequence[Tally], by: str, asked: Asked, name: Callable[[str], str]) -> list[Row]:
    return [
        Row(
            name=name(one.of),
            figures=[
                (count, asked.url(by=by, of=one.of, what=what) + "#opened")
                for what, count in figures_of(one).items()
            ],
            share=one.share,
        )
        for one in found
    ]


def unit_called(language: Language) -> Callable[[str], str]:
    """The name of a unit."""
    return lambda unit: names.short_name(unit, language) if unit else _("no lead named")


def posts_called(language: Language) -> Callable[[str], str]:
    """The post of an account; the account itself where it has none any more."""
    rows = MembershipRow.objects.select_related("user")
    known = {row.user.get_username(): row.post(language) for row in rows}
    return lambda name: known.get(name, name) if name else _("nobody had checked")


def told(found: Sequence[Spell], language: Language, posts: Callable[[str], str]) -> list[Told]:
    """``found`` in words, what turned first leading."""
    rows = {row.pk: row for row in MatterRow.objects.filter(pk__in={one.key for one in found})}
    unit = unit_called(language)
    said = [
        Told(
            matter=rows[one.key],
            code=rows[one.key].code(language),
            heading=rows[one.key].heading(language),
            lead=unit(one.lead),
            checker=posts(one.checker),
            spell=one,
        )
        for one in found
    ]
    return sorted(said, key=lambda one: (one.spell.turned_on or date.max, one.matter.place))


def _word(asked: Asked, posts: Callable[[str], str], language: Language) -> str:
    words = {
        "green": _("stood green"),
        "red": _("turned red"),
        "straight": _("turned red without yellow"),
        "closed": _("closed"),
        "reopened": _("taken up again"),
    }
    name = unit_called(language)(asked.of) if asked.by == "unit" else posts(asked.of)
    return _("%(name)s: %(what)s") % {"name": name, "what": words[asked.what]}
