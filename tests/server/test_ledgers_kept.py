"""What a process keeps of the ledgers is never anything else than what it would read anew."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from pilotage.ledger import Method
from pilotage.rulepack import Light
from pilotage_server import clock
from pilotage_server.ledgers import actions, choosing, kept, lights
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.reports import heat, history
from pilotage_server.rulepacks.actions import adopt
from pilotage_server.rulepacks.store import rule_book

from .conftest import signed_in
from .ledgers_support import CHINA, at, member

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
TODAY = date(2021, 3, 17)


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = datetime(2021, 3, 17, 9, tzinfo=CHINA)


def told(line: Line) -> tuple[object, ...]:
    """All that a list says of a matter."""
    return (line.key, line.matter.version, line.light, line.why, line.lead_name, line.state)


def listed(day: date = TODAY) -> list[tuple[object, ...]]:
    return [told(line) for line in lines(MatterRow.objects.all(), day, "en")]


@pytest.mark.usefixtures("committed")
def test_a_second_look_reads_no_matter(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: Queries,
) -> None:
    for who, path, most in [
        (cast.office, "/tasks/", 7),
        (cast.office, "/overview/", 7),
        (cast.office, "/checking/", 8),
        (cast.commerce, "/to-do/", 8),
    ]:
        client = signed_in(who)
        client.get(path)
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200


@pytest.mark.usefixtures("committed")
def test_an_act_is_seen_at_once_and_only_its_matter_is_judged(
    cast: SimpleNamespace, matters: dict[str, MatterRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {one[0]: one for one in listed()}
    judged: list[object] = []
    judge = lights.lights

    def counted(*given: Any) -> Any:
        judged.append(given)
        return judge(*given)

    monkeypatch.setattr(lights, "lights", counted)
    actions.sign(matters["1"], transport := member(cast.transport), posting=at(3, 16))
    actions.report(matters["1"], transport, claimed=30, text="已启动", posting=at(3, 16))
    after = {one[0]: one for one in listed()}
    assert [key for key in after if after[key] != before[key]] == [matters["1"].pk]
    assert len(judged) == 1


@pytest.mark.usefixtures("committed")
def test_what_is_kept_is_what_would_be_read_anew(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    desk = member(cast.office)
    acts: list[Callable[[], object]] = [
        lambda: actions.urge(matters["5"], desk, text="请反馈", posting=at(3, 17)),
        lambda: actions.verify(
            matters["4"], desk, verified=80, method=Method.DESK, text="属实", posting=at(3, 17)
        ),
        lambda: adopt("days-left", {"near": 30}, desk, day=TODAY, reason="提前提醒"),
    ]
    for act in acts:
        listed()
        act()
        known = listed()
        kept.forget()
        assert known == listed()


@pytest.mark.usefixtures("committed")
def test_another_day_is_judged_by_itself(matters: dict[str, MatterRow]) -> None:
    here = {one[0]: one[2] for one in listed(TODAY)}
    later = {one[0]: one[2] for one in listed(date(2021, 4, 6))}
    assert here[matters["4"].pk] is Light.YELLOW
    assert later[matters["4"].pk] is Light.RED
    assert {one[0]: one[2] for one in listed(TODAY)} == here


def test_a_version_that_was_rolled_back_is_not_kept(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    desk = member(cast.office)

    def found(verified: int | None = None) -> int | None:
        if verified is not None:
            actions.verify(
                matters["4"],
                desk,
                verified=verified,
                method=Method.DESK,
                text="属实",
                posting=at(3, 17),
            )
        known = lines(MatterRow.objects.all(), TODAY, "en")
        return next(line.matter.verified for line in known if line.key == matters["4"].pk)

    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            assert found(10) == 10
            transaction.set_rollback(True)
        matters["4"].refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        assert found() == 65
    assert found(70) == 70, "the same version as the one that was rolled back"


@pytest.mark.usefixtures("committed")
def test_every_reader_has_the_lines_of_what_it_may_see(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    for user in (cast.office, cast.leader, cast.commerce, cast.transport):
        allowed = visible(member(user))
        assert {line.key for line in lines(allowed, TODAY, "en")} == {row.pk for row in allowed}


@pytest.mark.usefixtures("committed")
def test_a_monday_adds_one_week_to_what_was_known(
    cast: SimpleNamespace, matters: dict[str, MatterRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    def weeks_of(day: date) -> dict[int, tuple[history.Past, ...]]:
        *over, _now = history.weeks_to(day, heat.WEEKS)
        return history.past_of(lines(MatterRow.objects.all(), day, "en"), over, rule_book())

    weeks_of(TODAY)
    actions.urge(matters["5"], member(cast.office), text="请反馈", posting=at(3, 22))
    monday = TODAY + timedelta(days=5)
    with monkeypatch.context() as patch:
        folded: list[object] = []
        past = history._past

        def counted(*given: Any) -> Any:
            folded.append(given)
            return past(*given)

        patch.setattr(history, "_past", counted)
        known = weeks_of(monday)
    assert len(folded) == 1, "only what was entered on since Sunday is folded again"
    kept.forget()
    assert known == weeks_of(monday)


def test_a_long_list_is_shown_by_pages(
    cast: SimpleNamespace, matters: dict[str, MatterRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "A_PAGE", 5)
    client = signed_in(cast.office)
    seen: list[str] = []
    url = "?sort=number"
    while url:
        page = client.get(f"/tasks/{url}").context["page"]
        assert len(page.lines) <= 5
        seen += [line.code for line in page.lines]
        url = page.after
    assert len(seen) == len(set(seen)) == len(matters)
    assert client.get("/tasks/?page=99").context["page"].after == ""
    assert client.get("/tasks/?page=x").status_code == 200
    with clock.standing_at(datetime(2021, 3, 17, 9, tzinfo=CHINA)):
        assert "page=2" not in client.get("/tasks/?page=2").context["heads"]["light"].url


@pytest.mark.usefixtures("committed")
def test_a_row_is_kept_apart_for_who_sees_claims(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    """The office looks first; neither the leader nor another unit is given its row."""
    actions.report(matters["5"], member(cast.commerce), claimed=87, text="在办", posting=at(3, 16))
    seen = {
        who: signed_in(who).get("/tasks/").content.decode()
        for who in (cast.office, cast.leader, cast.commerce)
    }
    assert "claimed 87" in seen[cast.office]
    rows = seen[cast.leader].split("<tbody>")[1]
    assert "87" not in re.sub(r'<(time|script).*?</\1>|(href|id|for|value)="[^"]*"', "", rows)
    assert 'href="/units/dl-transport/"' in seen[cast.office]
    assert 'href="/units/dl-transport/"' not in seen[cast.commerce]
    assert 'href="/units/dl-commerce/"' in seen[cast.commerce]
