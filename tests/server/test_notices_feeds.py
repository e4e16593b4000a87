"""Calendars: readable by a calendar program, only what the account may see, ended for good."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from icalendar import Calendar

from pilotage.base import Language
from pilotage_server.ledgers import actions as acts
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.notices import actions
from pilotage_server.notices.feeds import token_of
from pilotage_server.notices.models import FeedOf, FeedRow
from pilotage_server.units.models import MembershipRow

from .conftest import signed_in
from .ledgerfiles_support import other_programme
from .ledgers_support import at, member, under_way

pytestmark = pytest.mark.django_db

POSTED = {"post_token": "a-form-once"}


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    return under_way(cast)


def events(row: FeedRow) -> dict[str, object]:
    """The events by UID, as a calendar program reads them, signed in nowhere."""
    answer = Client().get(f"/feeds/{token_of(row)}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    found = Calendar.from_ical(answer.content)
    return {str(event["uid"]): event for event in found.walk("VEVENT")}


def test_a_person_subscribes_and_ends_it(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.commerce)
    assert client.post("/notices/feeds/", POSTED | {"of": "person"}).status_code == 302
    (shown,) = client.get("/notices/wishes/").context["feeds"]
    path = shown.address.removeprefix("http://testserver")
    answer = Client().get(path)
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    again = Client().get(path, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    signed_in(cast.leader).post(f"/notices/feeds/{shown.row.pk}/end/", POSTED)
    assert Client().get(path).status_code == 200
    client.post(f"/notices/feeds/{shown.row.pk}/end/", {"post_token": "another"})
    assert Client().get(path).status_code == 404


def test_an_event_is_a_whole_day_and_keeps_its_name_when_the_limit_moves(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    row = actions.make_feed(member(cast.commerce), FeedOf.UNIT, "en", unit="dl-commerce")
    before = events(row)
    (uid,) = (key for key in before if key.startswith(f"limit-{matters['5'].pk}@"))
    event = before[uid]
    assert event["dtstart"].dt == date(2021, 2, 26)  # type: ignore[index]
    assert event["dtend"].dt == date(2021, 2, 27)  # type: ignore[index]
    assert str(event["summary"]).startswith("Limit of task 5: ")  # type: ignore[index]
    by, office = member(cast.commerce), member(cast.office)
    until = date(2021, 9, 30)
    acts.ask_extension(matters["5"], by, until=until, reason="等批复", posting=at(3, 17))
    acts.extend(matters["5"], office, until=until, reason="同意", posting=at(3, 18))
    after = events(row)[uid]
    assert after["dtstart"].dt == until  # type: ignore[index]
    assert after["sequence"] == event["sequence"] + 2  # type: ignore[index]
    assert after["last-modified"].dt > event["last-modified"].dt  # type: ignore[index]
    assert len(before) == len(events(row))


def test_it_holds_what_the_account_may_see_now(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    home = matters["5"].plan.programme_id
    mine = actions.make_feed(member(cast.commerce), FeedOf.PERSON, "zh")
    whole = actions.make_feed(member(cast.office), FeedOf.PROGRAMME, "zh", programme=home)
    assert 0 < len(events(mine)) < len(events(whole))
    assert events(mine).keys() < events(whole).keys()
    MembershipRow.objects.filter(user=cast.commerce).update(unit="dl-customs")
    assert events(mine).keys().isdisjoint(f"limit-{matters['5'].pk}")
    MembershipRow.objects.filter(user=cast.commerce).update(programme=999_999)
    assert events(mine) == {}
    User.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert Client().get(f"/feeds/{token_of(whole)}.ics").status_code == 404


def test_nobody_makes_a_calendar_of_what_is_not_theirs(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.commerce)
    for asked in ("unit:dl-customs", "programme:999", "everything", "", "unit:"):
        assert client.post("/notices/feeds/", POSTED | {"of": asked}).status_code == 404
    assert not FeedRow.objects.exists()


def test_an_address_cannot_be_guessed(cast: SimpleNamespace, matters: dict[str, MatterRow]) -> None:
    row = actions.make_feed(member(cast.commerce), FeedOf.PERSON, "zh")
    token = token_of(row)
    wrong = [token[:-1], f"{token}0", f"{row.pk}-", "-", "x", f"{row.pk + 1}{token[1:]}", "9" * 30]
    for one in wrong:
        assert Client().get(f"/feeds/{one}.ics").status_code == 404, one


def test_beside_the_tasks_of_another_programme_an_event_names_its_own(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    row = actions.make_feed(member(cast.commerce), FeedOf.UNIT, "en", unit="dl-commerce")
    home = matters["5"].plan.programme.name_en
    assert not any(home in str(one["description"]) for one in events(row).values())  # type: ignore[index]
    other_programme(cast)
    said = {str(one["description"]).partition("\n")[0] for one in events(row).values()}  # type: ignore[index]
    assert said == {home, "口岸专项"}


@pytest.mark.parametrize("asked", ["", "en", "zh-hans"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Limits of tasks: All my tasks", "Limit of task 5")), ("zh", ("我的全部", "任务5"))],
)
def test_a_calendar_is_of_one_language_whatever_the_client_asks_for(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    language: Language,
    words: tuple[str, ...],
    asked: str,
) -> None:
    row = actions.make_feed(member(cast.commerce), FeedOf.PERSON, language)
    headers = {"accept-language": asked} if asked else {}
    said = Client(headers=headers).get(f"/feeds/{token_of(row)}.ics").content.decode()
    assert all(one in said for one in words)
