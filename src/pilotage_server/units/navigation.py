"""The rooms each standing sees, in the order of the second line of the top bar."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import MembershipRow, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room: its first page, its word, its icon in the phone's tabs, the apps of its pages.

    ``views`` are pages of other apps that belong here.
    """

    view: str
    word: str | Promise
    icon: str
    apps: tuple[str, ...] = ()
    views: tuple[str, ...] = ()

    def url(self) -> str | None:
        """Its address; None while the app that serves it is not installed."""
        try:
            return reverse(self.view)
        except NoReverseMatch:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A room as one page shows it. ``current`` is a value of ``aria-current``, or empty."""

    url: str
    word: str | Promise
    icon: str
    current: str
    count: int


OVERVIEW = Room(view="reports:overview", word=_("Overview"), icon="home", apps=("reports",))
WEEK = Room(view="reports:overview", word=_("This week"), icon="home", apps=("reports",))
PLANS = Room(
    view="plans:list",
    word=_("Plans"),
    icon="file",
    apps=("plans", "documents"),
    views=("ledgers:edition",),
)
_DAILY = ("ledgers", "answers", "rulepacks", "ledgerfiles", "evidence")
TASKS = Room(view="ledgers:tasks", word=_("Tasks"), icon="list", apps=_DAILY)
RECORD = Room(view="audit:record", word=_("Record"), icon="clock", apps=("audit",))
TO_DO = Room(view="ledgers:todo", word=_("To do"), icon="home")
OUR_TASKS = Room(view="ledgers:tasks", word=_("Our tasks"), icon="list", apps=_DAILY)

NOTICES = Room(view="notices:index", word=_("Notices"), icon="bell", apps=("notices",))
TO_CHECK = Room(view="ledgers:checking", word=_("To check"), icon="check")
ACCOUNTS = Room(view="units:accounts", word=_("Accounts"), icon="list")

ROOMS: dict[str, tuple[Room, ...]] = {
    Standing.OFFICE: (OVERVIEW, PLANS, TASKS),
    Standing.LIAISON: (TO_DO, OUR_TASKS, NOTICES),
    Standing.UNIT_HEAD: (TO_DO, OUR_TASKS, NOTICES),
    Standing.CHECKER: (TO_CHECK, TASKS),
    Standing.LEADER: (WEEK, TASKS),
    Standing.DRAFTER: (PLANS,),
    Standing.AUDITOR: (OVERVIEW, PLANS, TASKS, RECORD),
    Standing.ADMINISTRATOR: (OVERVIEW, PLANS, TASKS, ACCOUNTS, RECORD),
}

_counts: dict[str, Callable[[MembershipRow], int]] = {}


def count_with(view: str, waiting: Callable[[MembershipRow], int]) -> None:
    """Show beside the room with first page ``view`` how much work waits for a person.

    Apps above this one call it when they start (``AppConfig.ready``).
    """
    _counts[view] = waiting


def rooms(role: str) -> list[Room]:
    """The rooms of a standing that this installation serves."""
    return [room for room in ROOMS.get(role, ()) if room.url()]


def entries(member: MembershipRow, at: ResolverMatch | None) -> list[Entry]:
    """The navigation for ``member`` on the page at ``at``."""
    return [_entry(room, member, at) for room in rooms(member.role)]


def _entry(room: Room, member: MembershipRow, at: ResolverMatch | None) -> Entry:
    waiting = _counts.get(room.view)
    return Entry(
        url=room.url() or "",
        word=room.word,
        icon=room.icon,
        current=_current(room, member, at),
        count=waiting(member) if waiting else 0,
    )


def _current(room: Room, member: MembershipRow, at: ResolverMatch | None) -> str:
    """ "page" on the first page of the room, "true" on its other pages."""
    if at is None:
        return ""
    if at.view_name == room.view:
        return "page"
    if at.view_name in room.views:
        return "true"
    others = ROOMS.get(member.role, ())
    elsewhere = any(at.view_name in (other.view, *other.views) for other in others)
    return "true" if not elsewhere and at.namespace in room.apps else ""
