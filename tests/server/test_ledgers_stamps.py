"""Which matters a reader sees, and at which versions, is read anew as soon as anything changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from pilotage_server.ledgers import actions, kept
from pilotage_server.ledgers.rights import visible

from .ledgers_support import at, member, under_way

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _no_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a site, where a page reads in no transaction; a test runs in one."""
    outside = SimpleNamespace(in_atomic_block=False, cursor=connection.cursor)
    monkeypatch.setattr(kept, "connection", outside)


def test_the_stamps_are_those_of_each_circle_after_each_act(
    cast: SimpleNamespace, django_assert_num_queries: Queries
) -> None:
    matters = under_way(cast)
    posts = [member(who) for who in (cast.office, cast.commerce, cast.transport)]

    def agree() -> None:
        for post in posts:
            rows = visible(post).order_by("pk").values_list("pk", "version", "plan_id")
            assert kept.stamps(visible(post)) == tuple(rows)

    agree()
    with django_assert_num_queries(len(posts)):
        for post in posts:
            kept.stamps(visible(post))
    assert kept.stamps(visible(posts[0])) != kept.stamps(visible(posts[1]))
    actions.sign(matters["1"], posts[2], posting=at(3, 16))
    agree()
    actions.report(matters["1"], posts[2], claimed=30, text="已启动", posting=at(3, 16))
    agree()
