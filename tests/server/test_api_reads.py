"""Reading is recorded as on the page: every operation that reads, beside its page."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from pilotage_server.audit.models import RecordRow

from .api_support import ALL, Program, token_of
from .permissions_support import ROLES, World, session_of, world
from .test_api_permissions import TWINS, Twin, addresses
from .test_api_permissions import _status as answered
from .test_permissions import TABLE, Line

LESS = {
    "evidence": "what is known of a file; its bytes are evidence_file",
    "plan": "how far a plan is; its words are plan_text",
    "record_head": "how long the record is and its last sum; its rows are list_record",
}
"""Operations that show less than the page, so little that nobody has to know who asked."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(cast: SimpleNamespace) -> World:
    return world(cast)


def test_a_program_that_reads_leaves_the_record_that_its_page_leaves(site: World) -> None:
    apart: dict[str, Any] = {}
    askers: dict[User, tuple[Client, Program]] = {}
    for name, twin in TWINS.items():
        method, _path = addresses()[name]
        user = _reader(site, twin)
        if method != "GET" or user is None:
            continue
        page = reverse(twin.page, args=[site.things.get(one, one) for one in _line(twin).args])
        if user not in askers:
            askers[user] = session_of(user), Program(token_of(user, *ALL))
        person, program = askers[user]
        shown = _left(partial(_opened, person, page))
        told = _left(partial(answered, site, name, twin, program, site.things))
        if shown != told:
            apart[name] = (shown, told)
    assert apart.keys() == LESS.keys(), apart
    assert not any(told for _shown, told in apart.values())


def _opened(person: Client, page: str) -> int:
    return person.get(page).status_code


def _line(twin: Twin) -> Line:
    return TABLE[twin.page][twin.number]


def _reader(site: World, twin: Twin) -> User | None:
    """The first to whom the page of ``twin`` opens on its own business."""
    if not twin.page or _line(twin).form is not None:
        return None
    open_to = (
        role for role, cell in zip(ROLES, _line(twin).cells.split(), strict=True) if cell[0] == "2"
    )
    role = next(open_to, None)
    return site.people[role][0] if role else None


def _left(read: Callable[[], int]) -> set[tuple[str, str, int | None]]:
    """What ``read`` leaves in the record; it is taken back."""
    before, known = transaction.savepoint(), RecordRow.objects.count()
    assert read() == 200
    rows = RecordRow.objects.order_by("sequence")[known:]
    found = {(one.what, one.kind, one.key) for one in rows}
    transaction.savepoint_rollback(before)
    return found
