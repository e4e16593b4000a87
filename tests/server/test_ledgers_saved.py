"""Saved views: an address of the list under a name, one's own or the office's for everybody."""

from datetime import datetime
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from pilotage_server.ledgers.models import MatterRow, ViewRow

from .conftest import signed_in
from .ledgers_support import CHINA

pytestmark = pytest.mark.django_db
RED = "?light=red&sort=days"


@pytest.fixture
def matters(matters: dict[str, MatterRow], settings: Settings) -> dict[str, MatterRow]:
    settings.PILOTAGE_CLOCK_START = datetime(2021, 3, 17, 9, tzinfo=CHINA)
    return matters


def save(user: User, name: str, query: str = RED, **more: str) -> Any:
    form = {"name": name, "query": query, "post_token": f"{user.username}-{name}-{query}", **more}
    return signed_in(user).post("/tasks/views/", form)


def remove(user: User, key: int) -> Any:
    form = {"post_token": f"{user.username} removes {key}"}
    return signed_in(user).post(f"/tasks/views/{key}/remove/", form)


def tabs(user: User, query: str = "") -> dict[str, int]:
    found = signed_in(user).get(f"/tasks/{query}").context["saved"]
    return {tab.word: tab.count for tab in found}


def test_a_view_is_a_tab_of_its_owner_alone_and_counts_what_it_opens(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    answer = save(cast.commerce, " 红灯 在先 ")
    assert (answer.status_code, answer.url) == (302, f"/tasks/{RED}")
    page = signed_in(cast.commerce).get(answer.url)
    assert tabs(cast.commerce) == {"红灯 在先": len(page.context["lines"])} == {"红灯 在先": 1}
    current = [tab.word for tab in [*page.context["tabs"], *page.context["saved"]] if tab.current]
    assert current == ["红灯 在先"]
    assert "Save this view" not in page.content.decode()
    assert "Remove the view “红灯 在先”" in unescape(page.content.decode())
    assert tabs(cast.office) == tabs(cast.leader) == {}


def test_only_the_office_shares_and_every_reader_sees_its_own_tasks_in_it(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    save(cast.commerce, "Ours", "?unit=dl-commerce", shared="1")
    save(cast.office, "Transport", "?unit=dl-transport", shared="1")
    assert ViewRow.objects.get(name="Ours").shared is False
    assert set(tabs(cast.leader)) == {"Transport"}
    office, commerce = tabs(cast.office)["Transport"], tabs(cast.commerce)["Transport"]
    assert office > commerce
    assert set(tabs(cast.commerce)) == {"Ours", "Transport"}


def test_a_view_goes_by_its_owner_or_if_shared_by_the_office(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    save(cast.commerce, "Ours")
    save(cast.office, "All red", shared="1")
    ours, shared = ViewRow.objects.get(name="Ours").pk, ViewRow.objects.get(shared=True).pk
    assert [remove(who, ours).status_code for who in (cast.office, cast.transport)] == [404, 404]
    assert remove(cast.commerce, shared).status_code == 404
    assert remove(cast.commerce, ours).status_code == 302
    assert remove(cast.office, shared).status_code == 302
    assert not ViewRow.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("", RED, "A view needs a name."),
        ("x" * 41, RED, "A view needs a name."),
        ("All", "?page=2&light=mauve", "This is the whole list."),
        ("Taken", RED, "You have a view of the name “Taken” already."),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    name: str,
    query: str,
    sentence: str,
) -> None:
    save(cast.office, "Taken", "?view=office")
    answer = save(cast.office, name, query)
    assert answer.status_code == 422
    assert sentence in unescape(answer.content.decode())
    assert ViewRow.objects.count() == 1
