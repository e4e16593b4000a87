"""Rule packs on the site: what is in force on a day, forks tried and adopted, slips by rule."""

import re
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.utils import translation
from pytest_django import Settings

from pilotage.base import Language, PilotageError
from pilotage.ledger import Outlook
from pilotage.rulepack import load_pack, pack_names
from pilotage_server import clock
from pilotage_server.ledgers import actions, lights, slips, store
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.rulepacks.actions import adopt
from pilotage_server.rulepacks.models import AdoptionRow, AdoptionsStayError
from pilotage_server.rulepacks.store import adopted_pack, rule_book
from pilotage_server.units.models import MembershipRow

from .conftest import signed_in
from .ledgers_support import MARCH_17, at, form_of, member, page

pytestmark = pytest.mark.django_db
TODAY = MARCH_17.date()


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


def limit_light(matter: MatterRow, day: date) -> tuple[str, str]:
    found = lights.lights(store.present(matter), day, rule_book()).limit
    return found.light.value, found.edition


def test_without_adoptions_the_shipped_packs_are_in_force() -> None:
    packs = rule_book().lights(TODAY)
    assert {channel.value: pack.id for channel, pack in packs.items()} == {
        "limit": "days-left",
        "progress": "points-behind",
        "forecast": "judged-forecast",
    }


def test_an_edition_judges_from_its_day_on_and_older_verdicts_keep_naming_the_old_one(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    near = matters["4"]
    assert limit_light(near, TODAY) == ("yellow", "1")
    adopt("days-left", {"near": 5}, member(cast.office), day=date(2021, 3, 22), reason="会议决定")
    assert limit_light(near, TODAY) == ("yellow", "1")
    assert limit_light(near, date(2021, 3, 19)) == ("yellow", "1")
    assert limit_light(near, date(2021, 3, 22)) == ("green", "1-1")
    adopt("days-left", {}, member(cast.office), day=date(2021, 3, 23), reason="恢复原规则")
    assert limit_light(near, date(2021, 3, 22)) == ("green", "1-1")
    assert limit_light(near, date(2021, 3, 23)) == ("yellow", "1-2")


def test_what_is_adopted_is_kept_whole_and_stays(cast: SimpleNamespace) -> None:
    row = adopt("urging", {"again": 3, "near": 3}, member(cast.office), day=TODAY, reason="r")
    assert (row.slot, row.edition, row.numbers) == ("slip", "1-1", {"again": 3})
    assert (row.by, row.post_en, row.reason) == ("office", "Supervision office", "r")
    kept = adopted_pack(row.pk, row.digest)
    assert kept.parameters["again"].value == 3
    assert kept.cases == load_pack("urging").cases
    row.reason = "other"
    with pytest.raises(AdoptionsStayError):
        row.save()
    with pytest.raises(AdoptionsStayError):
        AdoptionRow.objects.all().delete()
    with pytest.raises(DatabaseError, match="stays as it was made"), connection.cursor() as cursor:
        cursor.execute("UPDATE rulepacks_adoptionrow SET reason = 'other'")


@pytest.mark.parametrize(
    ("numbers", "day", "reason", "sentence"),
    [
        ({}, TODAY - timedelta(days=1), "r", "That day is past"),
        ({}, TODAY, "  ", "No reason is given"),
        ({"far": 3}, TODAY, "r", "has no number “far”"),
        ({"near": -3}, TODAY, "r", "whole number from 0 to 9999"),
    ],
)
def test_what_cannot_be_adopted_is_told(
    numbers: dict[str, int], day: date, reason: str, sentence: str, cast: SimpleNamespace
) -> None:
    with translation.override("en"), pytest.raises(PilotageError, match=sentence):
        adopt("days-left", numbers, member(cast.office), day=day, reason=reason)
    assert not AdoptionRow.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("office", 200), ("commerce", 200), ("leader", 200), ("administrator", 200), ("drafter", 404)],
)
def test_who_reads_the_rules(who: str, status: int, cast: SimpleNamespace) -> None:
    for path in ("/rules/", "/rules/days-left/", "/rules/judged-forecast/"):
        assert page(getattr(cast, who), path).status_code == status
    trial = page(getattr(cast, who), "/rules/days-left/trial/").status_code
    assert trial == (200 if who == "office" else 404)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", pack_names())
def test_a_pack_shows_every_rule_number_source_and_case(
    name: str, language: str, cast: SimpleNamespace
) -> None:
    pack = load_pack(name)
    text = unescape(page(cast.office, f"/rules/{name}/", language).content.decode())
    tongue: Language = "zh" if language == "zh-hans" else "en"
    for rule in pack.rules:
        assert f'id="r-{rule.id}"' in text
    for words in (*pack.sources.values(), *pack.definitions.values()):
        assert words.of(tongue) in text
    for one in pack.parameters.values():
        assert one.meaning.of(tongue) in text
    assert len(re.findall(r'<td class="n num">', text)) == len(pack.cases)
    assert "{" not in re.sub(r"<head>.*?</head>", "", text, flags=re.S)


def test_pages_that_are_not_there(cast: SimpleNamespace) -> None:
    for path in ("/rules/nothing/", "/rules/days-left/?edition=9", "/rules/nothing/trial/"):
        assert page(cast.office, path).status_code == 404


def test_a_fork_is_tried_on_today_and_changes_nothing(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    answer = page(cast.office, "/rules/days-left/trial/?n-near=5")
    assert answer.status_code == 200
    changed = answer.context["changed"]
    assert [(one.line.code, one.before, one.after) for one in changed] == [("4", "yellow", "green")]
    assert answer.context["failing"] > 0
    assert "10 → 5" in unescape(answer.content.decode())
    assert limit_light(matters["4"], TODAY) == ("yellow", "1")
    assert page(cast.office, "/rules/days-left/trial/").context["changed"] == []
    other = page(cast.office, "/rules/points-behind/trial/").context["changed"]
    assert len(other) == 15, "by the other pack every task not begun is red"


def test_a_fork_of_the_slips_is_tried_too(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    changed = page(cast.office, "/rules/urging/trial/?n-near=80&n-again=5").context["changed"]
    assert changed
    assert {one.after for one in changed} == {"blue slip"}


def test_a_wrong_number_is_told_and_the_page_still_stands(cast: SimpleNamespace) -> None:
    answer = page(cast.office, "/rules/days-left/trial/?n-near=soon")
    assert answer.status_code == 422
    assert "No whole number from 0 to 9999" in answer.content.decode()
    beyond = page(cast.office, "/rules/default-limits/trial/?n-list_day=31")
    assert beyond.status_code == 422
    assert "not every month has a day 31" in beyond.content.decode()


def test_adopting_in_the_browser_is_done_once_and_names_who(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    form = {
        "n-near": "5",
        "day": "2021-03-17",
        "reason": "领导小组会议决定",
        "post_token": "a-token-of-a-form",
    }
    past = client.post("/rules/days-left/trial/", form | {"day": "2021-03-16"})
    assert past.status_code == 422
    assert "That day is past" in past.content.decode()
    assert client.post("/rules/days-left/trial/", form | {"reason": ""}).status_code == 422
    first, second = (client.post("/rules/days-left/trial/", form) for _ in range(2))
    assert first["Location"] == second["Location"] == "/rules/days-left/?edition=1-1"
    assert AdoptionRow.objects.filter(pack="days-left").count() == 1
    text = unescape(client.get(first["Location"]).content.decode())
    for words in ("in force today", "10 → 5", "“领导小组会议决定”", "Supervision office", "here: "):
        assert words in text
    assert limit_light(matters["4"], TODAY) == ("green", "1-1")
    listed = client.get(f"/tasks/{matters['4'].pk}/").content.decode()
    assert "Rule 2.5, edition 1-1" in listed


def test_only_the_office_adopts(cast: SimpleNamespace) -> None:
    form = {"n-near": "5", "day": "2021-03-17", "reason": "r", "post_token": "t"}
    for who in ("commerce", "leader", "administrator", "drafter"):
        answer = signed_in(getattr(cast, who)).post("/rules/days-left/trial/", form)
        assert answer.status_code == 404
    assert not AdoptionRow.objects.exists()


@pytest.mark.parametrize("scope", [{"within": "dl-commerce"}, {"programme": 1}])
def test_an_office_of_a_part_tries_rules_and_does_not_adopt_them(
    scope: dict[str, object], cast: SimpleNamespace
) -> None:
    MembershipRow.objects.filter(user=cast.office).update(**scope)
    client = signed_in(cast.office)
    tried = client.get("/rules/days-left/trial/?n-near=5").content.decode()
    assert "Ask an office that is responsible for all of them" in tried
    assert '<form method="post" class="stackform"' not in tried
    form = {"n-near": "5", "day": "2021-03-17", "reason": "r", "post_token": "t"}
    assert client.post("/rules/days-left/trial/", form).status_code == 403
    assert not AdoptionRow.objects.exists()


def test_the_office_sends_a_due_slip_with_one_click(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    shown = client.get("/checking/").context["slips"]
    late = next(one for one in shown if one.line.code == "5")
    assert (late.slip.gives, late.slip.rule) == ("orange", "5.5")
    assert shown[0].slip.gives == "orange", "the gravest stands first"
    sent = {
        "text": late.ask,
        "slip": late.slip.rule,
        "from": "checking",
        "version": str(late.line.matter.version),
        "post_token": "a-token-of-a-form",
    }
    answers = [client.post(f"/tasks/{matters['5'].pk}/urge/", sent) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {"/checking/"}
    (entry,) = EntryRow.objects.filter(matter=matters["5"], act="urge")
    assert entry.payload["colour"] == "orange"
    assert entry.payload["rule"] == "urging/1/5.5"
    told = unescape(client.get(f"/tasks/{matters['5'].pk}/").content.decode())
    assert "with the orange slip, due by rule 5.5 (Urging and slips, edition 1)" in told
    assert "5" not in {one.line.code for one in client.get("/checking/").context["slips"]}
    with clock.standing_at(MARCH_17 + timedelta(days=7)):
        again = slips.due_for(matters["5"])
    assert again
    assert (again.gives, again.rule) == ("red", "5.3")


def test_a_slip_that_is_not_due_is_not_entered_as_one(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    path = f"/tasks/{matters['1'].pk}/urge/"
    form = form_of(client, path) | {"text": "请加快", "slip": "5.3"}
    assert client.post(path, form).status_code == 302
    (entry,) = EntryRow.objects.filter(matter=matters["1"], act="urge")
    assert entry.payload == {"text": "请加快"}


def test_the_lead_forecasts_and_the_checker_judges_apart(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lead, desk = signed_in(cast.commerce), signed_in(cast.office)
    path = f"/tasks/{matters['4'].pk}/"
    asked = unescape(lead.get(path + "report/").content.decode())
    assert load_pack("judged-forecast").definitions["late"].en in asked
    form = form_of(lead, path + "report/") | {"claimed": "84", "text": "x", "forecast": "late"}
    early = lead.post(path + "report/", form | {"expected": "2021-03-30"})
    assert early.status_code == 422
    assert "is not after the limit in force" in early.content.decode()
    alone = lead.post(path + "report/", form | {"forecast": "", "expected": "2021-04-20"})
    assert "only with the forecast" in alone.content.decode()
    assert lead.post(path + "report/", form | {"expected": "2021-04-20"}).status_code == 302
    matters["4"].refresh_from_db()
    said = lights.lights(store.present(matters["4"]), TODAY, rule_book()).forecast
    assert said.en == "The lead expects 20 April 2021, after the limit of 31 March 2021."
    check = form_of(desk, path + "verify/") | {
        "post_token": "another",
        "verified": "66",
        "method": "desk",
        "text": "x",
    }
    assert desk.post(path + "verify/", check | {"judgement": "cannot"}).status_code == 302
    state = store.state_of(matters["4"])
    assert (state.forecast, state.judgement) == (Outlook.LATE, Outlook.CANNOT)
    judged = lights.lights(state, TODAY, rule_book())
    assert (judged.forecast.light.value, judged.forecast.rule) == ("red", "4.7")
    told = unescape(desk.get(path).content.decode())
    assert "forecast: late, expected 20 April 2021" in told
    assert "judged: cannot be done" in told


def test_a_supporting_unit_is_asked_for_no_forecast(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    part = matters["4"].units.exclude(unit="dl-commerce").exclude(unit="")[0]
    support = member(cast.transport)
    support.unit = part.unit
    support.save()
    actions.sign(matters["4"], support, posting=at(3, 17))
    answer = page(cast.transport, f"/tasks/{matters['4'].pk}/report/")
    assert answer.status_code == 200
    assert 'name="forecast"' not in answer.content.decode()


def test_milestones_of_a_slip_take_the_place_of_the_straight_line(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    path = f"/tasks/{matters['S5'].pk}/dispatch/"
    asked = client.get(path)
    assert "Ordinary document: 30 days" in asked.content.decode()
    form = form_of(client, path) | {"lead": "dl-commerce", "limit": "2021-12-31"}
    wrong = client.post(path, form | {"milestones": "soon 40"})
    assert wrong.status_code == 422
    assert "Write a day and a percentage on each line" in wrong.content.decode()
    falling = client.post(path, form | {"milestones": "2021-06-30 60\n2021-09-30 40"})
    assert falling.status_code == 422
    steps = "2021-09-30 80%\n2021-06-30 40"
    assert client.post(path, form | {"milestones": steps}).status_code == 302
    matters["S5"].refresh_from_db()
    state = store.present(matters["S5"])
    assert state.milestones == ((date(2021, 6, 30), 40), (date(2021, 9, 30), 80))
    shown = lights.lights(state, date(2021, 7, 15), rule_book()).progress
    assert (shown.facts["planned"], shown.facts["planned_by"]) == (40, "milestones")
