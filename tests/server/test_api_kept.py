"""What a process keeps of the lists for programs is what it would say anew."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from pilotage_server.ledgers import actions, kept, shelves
from pilotage_server.plans.models import ProgrammeRow

from .api_support import Program, token_of
from .ledgers_support import at, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_committed")]
Queries = Callable[[int], AbstractContextManager[Any]]

LISTS = (
    "/tasks",
    "/tasks?open=true&unit=dl-commerce&sort=-last&limit=5",
    "/tasks?step=reported",
    "/tasks?kind=task&sort=limit&limit=3",
)


@pytest.fixture
def _committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a site, where what is read is committed; a test runs in one transaction."""
    monkeypatch.setattr(shelves, "on_commit", lambda keep: keep())


def all_of(asker: Program) -> list[Any]:
    return [asker.get(path) for path in LISTS]


def test_readers_and_languages_are_told_apart(cast: Any, matters: Any) -> None:
    """All ask twice, the second time of what the others left; then of nothing."""
    who = (cast.office, cast.leader, cast.commerce)
    askers = [Program(token_of(one), language) for one in who for language in ("en", "zh-hans")]
    told = [all_of(one) for one in askers]
    assert told == [all_of(one) for one in askers]
    anew = []
    for one in askers:
        kept.forget()
        anew.append(all_of(one))
    assert told == anew
    claims = [{item["claimed"] for item in lists[0]["items"]} for lists in told]
    assert 82 in claims[0]
    assert claims[2] == {None}


def test_an_act_and_a_name_are_seen_at_once(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    before = {one["id"]: one for one in office.get("/tasks")["items"]}
    actions.sign(matters["1"], member(cast.transport), posting=at(3, 16))
    after = {one["id"]: one for one in office.get("/tasks")["items"]}
    key = matters["1"].pk
    assert (before[key]["step"], after[key]["step"]) == ("dispatched", "signed")
    assert {k: v for k, v in after.items() if k != key} == {
        k: v for k, v in before.items() if k != key
    }
    ProgrammeRow.objects.update(name_en="Renamed")
    assert {one["programme"]["name"] for one in office.get("/tasks")["items"]} == {"Renamed"}


def test_a_list_asked_for_again_costs_three_queries(
    cast: Any, matters: Any, django_assert_num_queries: Queries
) -> None:
    """The token, the rules in force, the keys and versions."""
    office = Program(token_of(cast.office))
    for path in LISTS:
        office.get(path)
        with django_assert_num_queries(3):
            office.get(path)


def test_the_cost_of_one_task_and_of_an_act_is_bounded(
    cast: Any, matters: Any, django_assert_max_num_queries: Queries
) -> None:
    """Of a test each transaction is two more, its savepoint and its release."""
    office, key = Program(token_of(cast.office)), matters["4"].pk
    office.get("/tasks")
    with django_assert_max_num_queries(12):
        office.get(f"/tasks/{key}")
    with django_assert_max_num_queries(7):
        office.get(f"/tasks/{key}")
    said = {"verified": 70, "method": "desk", "text": "Read."}
    with django_assert_max_num_queries(16):
        assert office.post(f"/tasks/{key}/verify", said).status_code == 201
