"""Saved views: a filter of the list of tasks under a name, one's own or the office's for everybody.

A view is an address of the list and nothing else: whoever opens it sees what they may see.
"""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.prepared import Prepared
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import RefusalError

from .choosing import Choice, Link, choice_from, chosen
from .listing import Lines
from .models import ViewRow

MOST = 20
"""Views that one person keeps: more tabs than that find nothing."""


_VIEWS = Prepared(
    lambda owner: ViewRow.objects.filter(Q(shared=True) | Q(owner=owner)).order_by(
        "-shared", "name", "pk"
    )[: 2 * MOST]
)


def views_of(member: MembershipRow) -> Sequence[ViewRow]:
    """The views that ``member`` sees: the office's shared ones, then the own ones, by name."""
    return _VIEWS.all(member.user_id)


def tabs(found: Lines, views: Sequence[ViewRow], choice: Choice) -> list[Link]:
    """Each view as a tab with how many lines it has here."""
    here = choice.url()
    return [
        Link(word=one.name, url=one.query, current=one.query == here, count=_count(found, one))
        for one in views
    ]


def _count(found: Lines, view: ViewRow) -> int:
    return len(chosen(found, choice_from(_asked(view.query))))


def _asked(query: str) -> Mapping[str, str]:
    return QueryDict(query.removeprefix("?")).dict()


def save(member: MembershipRow, name: str, query: str, *, shared: bool) -> ViewRow:
    """Keep the filter ``query`` under ``name``; only the office shares. RefusalError (422) without
    a name or a filter, for a name that is taken, and beyond ``MOST``.
    """
    choice, called = choice_from(_asked(query)), " ".join(name.split())
    address = choice.url()
    if not 0 < len(called) <= 40:
        raise RefusalError(
            422, _("A view needs a name."), _("Give it one of at most 40 characters.")
        )
    if address == Choice().url():
        raise RefusalError(
            422, _("This is the whole list."), _("Choose a filter or an order first, then save.")
        )
    mine = ViewRow.objects.filter(owner=member.user_id)
    if mine.count() >= MOST:
        raise RefusalError(
            422,
            _("You keep %(n)d views already.") % {"n": MOST},
            _("Remove one that you do not use any more."),
        )
    try:
        with transaction.atomic():
            return ViewRow.objects.create(
                owner=member.user,
                name=called,
                query=address,
                shared=shared and member.is_office,
                at=clock.now(),
            )
    except IntegrityError as error:
        raise RefusalError(
            422,
            _("You have a view of the name “%(name)s” already.") % {"name": called},
            _("Choose another name, or remove that view first."),
        ) from error


def may_remove(member: MembershipRow, view: ViewRow) -> bool:
    """Whether ``member`` may remove ``view``: its own, and the office any shared one."""
    return view.owner_id == member.user_id or (view.shared and member.is_office)


def views_to_remove(member: MembershipRow) -> QuerySet[ViewRow]:
    """The views that ``member`` may remove."""
    own = Q(owner=member.user_id)
    return ViewRow.objects.filter(own | Q(shared=True) if member.is_office else own)
