"""Approval, instructions, suspension, passing on, the rhythm of reports and samples, as pages."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from pilotage.ledger import Act, Every, Method, Rhythm, Step
from pilotage.plan import Basis, Duty, Role
from pilotage.rulepack import Light
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow, SampleRow
from pilotage_server.plans import store as plans_store
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import (
    LEADS,
    LIMITS,
    MARCH_17,
    at,
    form_of,
    issued,
    member,
    page,
    ruled,
)
from .test_ledgers_editions import BERTH, HEAD, HOTEL, edition

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
STUCK: dict[str, Any] = {"reason": "海冰未消", "waits_for": "解冻通航"}
SAID: dict[str, Any] = {"text": "抓紧办", "leader": "市长", "given": date(2021, 3, 1)}


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


def take(user: User, matter: MatterRow, slug: str, **fields: Any) -> Any:
    """Send the form of an act, as a person who has opened its page."""
    client, path = signed_in(user), f"/tasks/{matter.pk}/{slug}/"
    token = f"form-{matter.pk}-{slug}"
    return client.post(path, {**form_of(client, path), **fields, "post_token": token})


def customs() -> User:
    return account("customs", Standing.LIAISON, "dl-customs")


def test_a_suspended_task_stands_on_the_list_and_past_its_review_with_the_office(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter, desk = matters["4"], member(cast.office)
    assert take(cast.office, matter, "suspend", **STUCK, review="2021-03-16").status_code == 422
    assert take(cast.office, matter, "suspend", **STUCK, review="2021-04-15").status_code == 302
    actions.suspend(matters["5"], desk, **STUCK, review=date(2021, 3, 16), posting=at(3, 1))
    found = page(cast.leader, "/suspended/").context
    shown = [(line.code, line.waits_for, line.review_past) for line, _entry in found["found"]]
    assert shown == [("5", "解冻通航", True), ("4", "解冻通航", False)]
    assert {line.light for line, _entry in found["found"]} == {Light.SUSPENDED}
    checking = page(cast.office, "/checking/")
    assert [line.code for line in checking.context["review"]] == ["5"]
    assert "waiting for 解冻通航" in page(cast.office, f"/tasks/{matter.pk}/").content.decode()
    assert page(customs(), "/suspended/").context["found"] == []
    assert take(cast.leader, matter, "resume").status_code == 302
    assert len(page(cast.leader, "/suspended/").context["found"]) == 1


def test_an_instruction_is_red_after_its_day_until_it_is_answered(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter, path = matters["4"], f"/tasks/{matters['4'].pk}/"
    said = {"text": "抓紧办", "leader": "市长", "given": "2021-03-01", "answer_by": "2021-03-16"}
    wrong = take(cast.leader, matter, "instruct", **said | {"answer_by": "2021-02-28"})
    assert wrong.status_code == 422
    assert take(cast.leader, matter, "instruct", **said).status_code == 302
    line = page(cast.office, path).context["line"]
    assert (line.light, "市长" in line.why) == (Light.RED, True)
    duties = page(cast.commerce, "/to-do/").context["duties"]
    asked = [one.instructed.said.text for one in duties if one.kind == "instruction"]
    assert asked == ["抓紧办"]
    checking = page(cast.office, "/checking/").context["instructed"]
    assert [one.code for one in checking] == ["4"]
    tab = page(cast.leader, "/tasks/?view=instructed").context["lines"]
    assert [one.code for one in tab] == ["4"]
    week = page(cast.leader, "/overview/", "zh").content.decode()
    assert "市长的批示尚未回复" in page(cast.leader, "/tasks/", "zh").content.decode()
    assert f'href="/tasks/{matter.pk}/"' in week
    assert take(cast.commerce, matter, "answer", number="1", text="已办结").status_code == 302
    line = page(cast.office, path).context["line"]
    assert line.light is not Light.RED
    assert line.lights.instructions == ()
    assert "已办结" in page(cast.leader, path).content.decode()


def test_whoever_urges_is_told_of_a_fresh_report_and_a_leader_of_no_claim(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    path = f"/tasks/{matters['4'].pk}/urge/"
    office, leader = (page(user, path) for user in (cast.office, cast.leader))
    assert [(one.day, one.claimed) for one in office.context["fresh"]] == [(date(2021, 3, 16), 82)]
    assert [(one.day, one.claimed) for one in leader.context["fresh"]] == [
        (date(2021, 3, 16), None)
    ]
    told = [one.content.decode() for one in (office, leader)]
    assert ["claimed 82" in one for one in told] == [True, False]


def test_what_is_passed_on_is_the_new_leads_and_the_trail_stays(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter = matters["5"]
    asked = take(cast.commerce, matter, "ask-pass-on", reason="非本单位职责")
    assert asked.status_code == 302
    assert [one.code for one in page(cast.office, "/checking/").context["passing"]] == ["5"]
    answer = take(cast.office, matter, "pass-on", lead="dl-commerce", reason="再定")
    assert answer.status_code == 422, "the unit that leads is not offered"
    passed = take(cast.office, matter, "pass-on", lead="dl-customs", reason="职能调整")
    assert passed.status_code == 302
    matter.refresh_from_db()
    assert (matter.step, store.state_of(matter).lead.unit) == (Step.DISPATCHED, "dl-customs")  # type: ignore[union-attr]
    kinds = {d.line.code: d.kind for d in page(customs(), "/to-do/").context["duties"]}
    assert kinds["5"] == "sign"
    assert page(cast.commerce, f"/tasks/{matter.pk}/report/").status_code == 404
    facts = page(cast.office, f"/tasks/{matter.pk}/").context
    assert [one.unit for one in facts["state"].former_leads] == ["dl-commerce"]
    told = page(cast.office, f"/tasks/{matter.pk}/").content.decode()
    assert "Bureau of Commerce led until" in told, (
        "as its reader knows it, not as the plan wrote it"
    )
    assert facts["told_count"] == 4
    assert page(cast.office, "/checking/").context["passing"] == []


def test_a_rhythm_said_at_dispatch_asks_for_its_reports(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter, lead = matters["1"], member(cast.transport)
    actions.decline(matter, lead, reason="另定", posting=at(1, 5))
    slip = {"lead": "dl-transport", "limit": "2021-06-30", "every": "month", "day": "28"}
    bad = take(cast.office, matter, "dispatch", **slip | {"day": "32"})
    assert "from 1 to 31" in bad.content.decode()
    units = [actions.Addressee(unit="dl-transport", name="市交通局", role=Role.LEAD)]
    monthly = Rhythm(every=Every.MONTH, day=28)
    actions.dispatch(
        matter,
        member(cast.office),
        units=units,
        limit=date(2021, 6, 30),
        rhythm=monthly,
        posting=at(1, 6),
    )
    actions.sign(matter, lead, posting=at(1, 7))
    line = page(cast.office, "/tasks/?view=silent").context["lines"]
    assert [(one.code, one.report_due.missed) for one in line] == [("1", 2)]
    duty = page(cast.transport, "/to-do/").context["duties"]
    assert next(one.kind for one in duty if one.line.code == "1") == "report"
    assert [one.code for one in page(cast.office, "/checking/").context["silent"]] == ["1"]
    actions.report(matter, lead, claimed=20, text="已启动", posting=at(3, 2))
    assert page(cast.office, "/checking/").context["silent"] == []


def test_a_check_on_the_spot_carries_its_record_and_its_photographs(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter = matters["4"]
    seen = {"verified": "80", "method": "visit", "text": "场地已清", "went": "核查岗两人"}
    half = take(cast.office, matter, "verify", **seen)
    assert half.status_code == 422
    assert {"place", "visited"} <= set(half.context["form"].errors)
    whole = seen | {"place": "大窑湾", "visited": "2021-03-16"}
    photo = SimpleUploadedFile("现场.png", PNG, "image/png")
    assert take(cast.office, matter, "verify", **whole, photographs=photo).status_code == 302
    entry = EntryRow.objects.filter(matter=matter, act=Act.VERIFY).last()
    assert entry is not None
    assert (entry.payload["place"], entry.payload["visited"]) == ("大窑湾", "2021-03-16")
    assert EvidenceRow.objects.get(entry=entry).dated == date(2021, 3, 16)
    told = page(cast.leader, f"/tasks/{matter.pk}/", "zh").content.decode()
    assert "核查岗两人到大窑湾核查，照片1张" in told
    assert "现场拍摄" in told


def test_where_it_is_asked_nothing_is_dispatched_before_another_hand_approved_it(
    cast: SimpleNamespace,
) -> None:
    row, second = ruled(cast.office, LEADS, LIMITS), account("office-2", Standing.OFFICE)
    client = signed_in(cast.office)
    asked = client.post(f"/approving/rule/{row.programme_id}/", {"asked": "yes", "post_token": "t"})
    assert asked.status_code == 302
    matters = actions.issue(row, member(cast.office))
    assert {one.step for one in matters} == {Step.PROPOSED}
    mine = page(cast.office, "/approving/").context["proposed"]
    assert all("cannot approve" in one.reason for one in mine)
    chosen = [str(one.pk) for one in matters]
    refused = client.post("/approving/approve/", {"matter": chosen, "post_token": "u"})
    assert refused.status_code == 422
    assert page(cast.leader, "/approving/").context["approved"] == []
    form = {"matter": chosen, "post_token": "v"}
    other = signed_in(second)
    for _time in range(2):
        assert other.post("/approving/approve/", form).status_code == 302
    assert EntryRow.objects.filter(act=Act.APPROVE).count() == len(matters)
    stale = signed_in(cast.leader).post("/approving/approve/", {**form, "post_token": "w"})
    assert stale.status_code == 409
    known = [str(one.pk) for one in matters if one.ordinal in LEADS and one.kind == "task"]
    sent = client.post("/approving/dispatch/", {"matter": known, "post_token": "x"})
    assert sent.status_code == 302
    slips = MatterRow.objects.filter(step=Step.DISPATCHED).order_by("ordinal")
    assert [one.ordinal for one in slips] == sorted(LEADS)
    assert {one.limit for one in slips} == {LIMITS[n] for n in LEADS}
    nothing = client.post("/approving/dispatch/", {"post_token": "y"})
    assert nothing.status_code == 422


def test_a_plan_is_issued_with_a_rhythm_of_reports(cast: SimpleNamespace) -> None:
    row, client = ruled(cast.office, LEADS, LIMITS), signed_in(cast.office)
    form = {"version": row.version, "every": "month"}
    bad = client.post(f"/issue/{row.pk}/", form | {"day": "40"})
    assert bad.status_code == 422
    assert not MatterRow.objects.exists()
    assert client.post(f"/issue/{row.pk}/", form).status_code == 302
    sent = MatterRow.objects.filter(step=Step.DISPATCHED)
    assert sent.exists()
    assert {tuple(one.course["rhythm"]) for one in sent} == {("month", 31)}


def test_a_leader_finds_what_waits_for_approval_on_the_first_page(cast: SimpleNamespace) -> None:
    matters, desk = issued(cast.office, LEADS, LIMITS), member(cast.office)
    actions.ask_approval(matters[0].plan.programme, desk, asked=True)
    waiting = MatterRow.objects.filter(step=Step.PROPOSED).count()
    said = page(cast.leader, "/overview/").content.decode()
    assert f"Approve {waiting} task" in said
    assert 'href="/approving/"' in said


def test_the_page_of_issue_says_that_approval_comes_first(cast: SimpleNamespace) -> None:
    row, desk = ruled(cast.office, LEADS, LIMITS), member(cast.office)
    path = f"/plans/{row.pk}/issue/"
    assert "and dispatches them to their units" in page(cast.office, path).content.decode()
    actions.ask_approval(row.programme, desk, asked=True)
    said = page(cast.office, path).content.decode()
    assert "and puts them up for approval; they are dispatched once leaders have approved" in said
    assert "dispatches them to their units" not in said
    assert 'name="every"' not in said, "how often units report is said at dispatch"


def test_why_a_task_is_not_dispatched_is_true(cast: SimpleNamespace) -> None:
    """An instruction on a task that was never put up for approval does not make it approved."""
    matters = issued(cast.office, LEADS, LIMITS)
    desk, chief = member(cast.office), member(cast.leader)
    here = next(one for one in matters if one.step == Step.REGISTERED)
    said = {"text": "抓紧落实", "leader": "王某", "given": date(2021, 3, 1)}
    actions.instruct(here, chief, **said, answer_by=date(2031, 3, 1))  # type: ignore[arg-type]
    path = "/checking/"
    assert "The text names no unit." in page(cast.office, path).content.decode()
    actions.propose(here, desk)
    actions.approve(here, chief)
    told = page(cast.office, path).content.decode()
    assert "Registered with approval, not dispatched yet." in told


def test_a_new_edition_puts_its_new_tasks_up_for_approval(cast: SimpleNamespace) -> None:
    desk = member(cast.office)
    first = edition(cast.office, HEAD + BERTH)
    actions.issue(first, desk)
    actions.ask_approval(first.programme, desk, asked=True)
    actions.apply_edition(edition(cast.office, HEAD + BERTH + HOTEL), desk)
    steps = {one.heading_zh or one.heading_en: one.step for one in MatterRow.objects.all()}
    assert sorted(steps.values()) == [Step.DISPATCHED, Step.PROPOSED]


def test_asking_no_more_leaves_what_was_put_up_and_lets_the_next_plan_through(
    cast: SimpleNamespace,
) -> None:
    matters, desk = issued(cast.office, LEADS, LIMITS), member(cast.office)
    programme = matters[0].plan.programme
    with pytest.raises(RefusalError):
        actions.ask_approval(programme, member(cast.leader), asked=True)
    first = actions.ask_approval(programme, desk, asked=True)
    assert actions.ask_approval(programme, desk, asked=True).pk == first.pk
    waiting = MatterRow.objects.filter(step=Step.PROPOSED)
    assert waiting.count() == sum(one.step == Step.REGISTERED for one in matters) > 0
    actions.ask_approval(programme, desk, asked=False)
    assert waiting.count() > 0


def test_a_sample_is_drawn_by_unit_and_counts_only_checks_on_the_spot(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    form = {"programme": matters["4"].plan.programme_id, "share": "20", "seed": "三月"}
    drawn = client.post("/samples/", {**form, "post_token": "t"})
    row = SampleRow.objects.get()
    assert drawn["Location"] == f"/samples/{row.pk}/"
    assert row.drawn == [str(matters["4"].pk)], "the only task with a claim"
    facts = client.get(f"/samples/{row.pk}/").context
    assert (facts["repeated"], facts["checked"]) == (True, 0)
    desk, by = member(cast.office), {"verified": 70, "text": "看过"}
    actions.verify(matters["4"], desk, method=Method.VISIT, **by)  # type: ignore[arg-type]
    assert client.get(f"/samples/{row.pk}/").context["checked"] == 0, "no record of the visit"
    record: dict[str, Any] = {"went": "两人", "place": "大窑湾", "visited": date(2021, 3, 17)}
    actions.verify(matters["4"], desk, method=Method.VISIT, **by, **record)  # type: ignore[arg-type]
    facts = client.get(f"/samples/{row.pk}/").context
    assert facts["checked"] == 1
    assert [(one.among, one.drawn, one.checked) for one in facts["strata"]] == [(1, 1, 1)]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledgers_samplerow SET seed = 'x'")


def test_what_waits_for_approval_is_read_at_once(
    cast: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = ruled(cast.office, LEADS, LIMITS)
    actions.ask_approval(row.programme, member(cast.office), asked=True)
    client, waiting = signed_in(cast.office), len(actions.issue(row, member(cast.office)))
    client.get("/approving/")
    with django_assert_max_num_queries(16):
        assert len(client.get("/approving/").context["proposed"]) == waiting == 17


def test_samples_are_counted_at_once(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    programme, desk = matters["4"].plan.programme, member(cast.office)
    record: dict[str, Any] = {"went": "两人", "place": "大窑湾", "visited": date(2021, 3, 17)}
    for seed in "一二三四":
        actions.draw(programme, desk, share=20, seed=seed)
    actions.verify(matters["4"], desk, verified=70, method=Method.VISIT, text="看过", **record)
    for seed in "五六七八":
        actions.draw(programme, desk, share=20, seed=seed)
    client = signed_in(cast.office)
    with django_assert_max_num_queries(12):
        found = client.get("/samples/").context["found"]
    assert [one["checked"] for one in found] == [0, 0, 0, 0, 1, 1, 1, 1]


def test_nothing_to_draw_from_is_one_sentence(cast: SimpleNamespace) -> None:
    matters = issued(cast.office, LEADS, LIMITS)
    form = {"programme": matters[0].plan.programme_id, "share": "20", "seed": "1"}
    answer = signed_in(cast.office).post("/samples/", {**form, "post_token": "t"})
    assert answer.status_code == 422
    assert "No task of this programme has claimed progress yet." in answer.content.decode()


def test_a_lead_that_the_register_does_not_have_is_named_as_the_reason(
    cast: SimpleNamespace,
) -> None:
    matter = next(one for one in issued(cast.office, LEADS, LIMITS) if one.step == Step.REGISTERED)
    path = f"/tasks/{matter.pk}/"
    duty = Duty("市数据局", Role.LEAD, Basis.RULED, None, None, by="市开放办")
    plan = plans_store.plan_of(matter.plan)
    changed = tuple(
        replace(task, units=(duty,)) if task.id == matter.task_id else task for task in plan.tasks
    )
    plans = PlanRow.objects.filter(pk=matter.plan_id)
    plans.update(adopted=plans_store.written(replace(plan, tasks=changed)))
    for one in (path, "/checking/"):
        said = page(cast.office, one).content.decode()
        assert "The register of units does not have 市数据局." in said
