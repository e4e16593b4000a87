"""The page of what stood green: what it counts, as of which day, and for whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from pilotage.ledger import Method
from pilotage_server.ledgers import actions, kept
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.reports import turned
from pilotage_server.reports.history import folded, weeks_to
from pilotage_server.reports.page_turned import COUNTED
from pilotage_server.rulepacks.store import rule_book

from .conftest import signed_in
from .ledgers_support import at, member, under_way

pytestmark = pytest.mark.django_db
MARCH_17 = date(2021, 3, 17)


def checked(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """Task 5, checked by the office in January, is red since its limit, 26 February 2021."""
    found = under_way(cast)
    actions.report(found["5"], member(cast.commerce), claimed=90, text="在办", posting=at(1, 4))
    actions.verify(
        found["5"],
        member(cast.office),
        verified=90,
        method=Method.DESK,
        text="查看材料",
        posting=at(1, 6),
    )
    return found


GROUND = checked


def test_it_counts_what_every_week_of_the_ledger_says(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    """The week ends are those of the overview, which folds everything without remembering."""
    weeks, book = weeks_to(MARCH_17, 26), rule_book()
    rows = list(MatterRow.objects.all())
    found = turned.ends_of(kept.stamps(MatterRow.objects.all()), weeks, book)
    for key, moments in folded(rows, weeks, book).items():
        assert [end.light.value for end in found[key]] == [moment.light for moment in moments]


@pytest.mark.usefixtures("committed")
def test_what_a_process_keeps_of_it_is_what_it_would_count_anew(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    rows, book = MatterRow.objects.all(), rule_book()
    spans = [weeks_to(MARCH_17, 26), weeks_to(MARCH_17, 13), weeks_to(date(2021, 2, 28), 26)]
    before = [turned.spells(rows, weeks, book) for weeks in spans]
    assert before[0] != before[2] != []
    lead, desk, five = member(cast.commerce), member(cast.office), matters["5"]
    actions.report(five, lead, claimed=100, done=True, text="办结", posting=at(3, 15))
    actions.verify(five, desk, verified=100, method=Method.DESK, text="属实", posting=at(3, 16))
    actions.close(five, desk, text="办结", posting=at(3, 17))
    known = [turned.spells(rows, weeks, book) for weeks in spans]
    assert [one for one in known[0] if one.closed]
    kept.forget()
    assert known == [turned.spells(rows, weeks, book) for weeks in spans]


@pytest.mark.usefixtures("committed")
def test_another_span_folds_nothing_again(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    client = signed_in(cast.office)
    client.get("/overview/turned/")
    with django_assert_max_num_queries(8):
        client.get("/overview/turned/?weeks=13")


def test_a_limit_passed_shows_who_led_and_who_had_checked(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    answer = signed_in(cast.office).get(
        "/overview/turned/?until=2021-03-17&by=unit&of=dl-commerce&what=red"
    )
    assert answer.status_code == 200
    told = {one.code: one for one in answer.context["opened"]}
    assert told["5"].spell.turned_on == date(2021, 2, 28)
    assert told["5"].checker == "Supervision office"
    rows = {row.name: row for row in answer.context["units"]}
    figures = dict(zip(COUNTED, rows["Bureau of Commerce"].figures, strict=True))
    assert figures["red"][0] == len(told)
    for name, (count, url) in figures.items():
        listed = signed_in(cast.office).get("/overview/turned/" + url.split("#")[0])
        assert len(listed.context["opened"]) == count, name


def test_as_of_a_day_it_knows_nothing_that_was_entered_later(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    def red(until: str) -> int:
        answer = signed_in(cast.office).get(f"/overview/turned/?until={until}")
        found: int = answer.context["all"].red
        return found

    assert red("2021-02-26") == 0
    after = red("2021-03-17")
    assert after > 0
    matter = matters["5"]
    until = MARCH_17 + timedelta(days=200)
    actions.ask_extension(
        matter, member(cast.commerce), until=until, reason="等批复", posting=at(3, 17)
    )
    actions.extend(matter, member(cast.office), until=until, posting=at(3, 17))
    assert red("2021-03-17") <= after
    assert red("2021-03-14") == after, "the week before had ended red already"


def test_who_reads_it_and_what_means_nothing_is_passed_over(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    page = "/overview/turned/"
    assert signed_in(cast.leader, "zh-hans").get(page).status_code == 200
    assert signed_in(cast.commerce).get(page).status_code == 404
    for odd in ("?until=x", "?until=2999-01-01", "?until=0001-01-01", "?weeks=7", "?by=x&what=y"):
        assert signed_in(cast.office).get(page + odd).status_code == 200
