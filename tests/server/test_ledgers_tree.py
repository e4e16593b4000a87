"""A task broken down: who sees and supervises the sub-tasks, and what its task waits for."""

from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilotage.ledger import Act, Method, Step
from pilotage.plan import Role
from pilotage_server.ledgers import actions, rights, store, tree
from pilotage_server.ledgers.actions import ActRefusedError, Addressee, Part, apply_edition
from pilotage_server.ledgers.models import EntryRow, MatterRow, SubtaskRow
from pilotage_server.ledgers.offers import PAGES
from pilotage_server.ledgers.seen import seen_entries
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

from .audit_support import flaws
from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import at, form_of, member, under_way
from .test_ledgers_editions import BERTH, BOTH, CLEARANCE, FAIR, FERRY, HEAD, HOTEL, edition

pytestmark = pytest.mark.django_db
CUSTOMS = "dl-customs"


@pytest.fixture
def customs(db: None) -> User:
    return account("customs", Standing.LIAISON, CUSTOMS, "海关联络员", "Customs liaison")


@pytest.fixture
def task(cast: SimpleNamespace) -> MatterRow:
    """Task 5, led by commerce, signed for, limit 26 February 2021."""
    return under_way(cast)["5"]


def part(unit: str = CUSTOMS, limit: date | None = date(2021, 2, 1), weight: int = 1) -> Part:
    return Part(
        heading="建设查验场地",
        text="完成查验场地改造并投入使用。",
        units=[Addressee(unit=unit, name="大连海关", role=Role.LEAD)],
        limit=limit,
        weight=weight,
    )


def broken_down(matter: MatterRow, by: User, day: int = 3, **said: Any) -> MatterRow:
    actions.decompose(matter, member(by), part=part(**said), posting=at(9, day, 2020))
    return MatterRow.objects.filter(above_rows__above=matter, above_rows__depth=1).latest("pk")


def refused(match: str) -> AbstractContextManager[Any]:
    """An act refused with that said in English."""
    return pytest.raises(ActRefusedError, check=lambda one: match in one.refusal.message("en"))


def status(user: User, matter: MatterRow, act: Act) -> int:
    return signed_in(user).get(f"/tasks/{matter.pk}/{PAGES[act].slug}/").status_code


def test_a_lead_breaks_its_task_down_and_checks_what_comes_of_it(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    found = broken_down(task, cast.commerce)
    assert (found.code("en"), found.step, found.limit) == ("5.1", "dispatched", date(2021, 2, 1))
    unit, lead = member(customs), member(cast.commerce)
    actions.sign(found, unit, posting=at(9, 4, 2020))
    actions.report(found, unit, claimed=100, text="已建成", done=True, posting=at(9, 5, 2020))
    with pytest.raises(ActRefusedError):
        actions.verify(found, unit, verified=100, method=Method.VISIT, text="x")
    actions.return_(found, lead, reason="缺照片", posting=at(9, 6, 2020))
    actions.report(found, unit, claimed=100, text="补照片", done=True, posting=at(9, 7, 2020))
    said = actions.verify(
        found, lead, verified=100, method=Method.VISIT, text="到场", posting=at(9, 8, 2020)
    )
    assert said.unit == "dl-commerce"
    actions.close(found, lead, text="办结", posting=at(9, 9, 2020))
    assert MatterRow.objects.get(pk=found.pk).step == Step.CLOSED
    assert flaws() == []


def test_a_task_is_not_done_before_its_sub_tasks_are(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    one, two = (broken_down(task, cast.commerce) for _ in range(2))
    lead = member(cast.commerce)
    actions.report(task, lead, claimed=60, text="在办", posting=at(9, 10, 2020))
    with refused("5.1, 5.2"):
        actions.verify(task, member(cast.office), verified=100, method=Method.DESK, text="x")
    with refused("5.1, 5.2") as found:
        actions.report(task, lead, claimed=100, text="办结", done=True)
    assert found.value.field == "claimed"
    assert "子任务5.1、5.2" in found.value.refusal.message("zh")
    actions.withdraw(one, lead, reason="合并办理", posting=at(9, 11, 2020))
    with refused("open: 5.2"):
        actions.report(task, lead, claimed=100, text="办结", done=True)
    actions.withdraw(two, lead, reason="合并办理", posting=at(9, 11, 2020))
    actions.report(task, lead, claimed=100, text="办结", done=True, posting=at(9, 12, 2020))
    assert MatterRow.objects.get(pk=task.pk).step == Step.REPORTED


def test_no_sub_task_has_longer_than_its_task(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    for limit in (date(2021, 3, 1), None):
        with refused("2021-02-26"):
            broken_down(task, cast.commerce, limit=limit)
    found = broken_down(task, cast.commerce)
    actions.sign(found, member(customs), posting=at(9, 4, 2020))
    with refused("task above"):
        actions.ask_extension(found, member(customs), until=date(2021, 3, 1), reason="雨季")
    until = date(2021, 2, 20)
    actions.ask_extension(found, member(customs), until=until, reason="雨季", posting=at(1, 4))
    actions.extend(found, member(cast.commerce), until=until, posting=at(1, 5))
    assert MatterRow.objects.get(pk=found.pk).limit == until


def test_sub_tasks_go_three_levels_down(cast: SimpleNamespace, task: MatterRow) -> None:
    found, by = task, cast.office
    for level in range(3):
        found = broken_down(found, by, 3 + 2 * level, unit="dl-commerce")
        actions.sign(found, member(cast.commerce), posting=at(9, 4 + 2 * level, 2020))
    assert (found.code("en"), found.above_rows.count()) == ("5.1.1.1", 3)
    with refused("3 levels"):
        broken_down(found, by, 20)


def test_a_sub_task_is_not_withdrawn_from_above_its_own_sub_tasks(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    """Else they would be asked for, urged and late under a task that nobody wants any more."""
    lead, unit = member(cast.commerce), member(customs)
    middle = broken_down(task, cast.commerce)
    actions.sign(middle, unit, posting=at(9, 4, 2020))
    deep = broken_down(middle, customs, 5)
    with refused("open sub-tasks of its own: 5.1.1"):
        actions.withdraw(middle, lead, reason="不再需要")
    page = signed_in(cast.commerce).get(f"/tasks/{middle.pk}/withdraw/").content.decode()
    assert "5.1.1" in page
    assert "<textarea" not in page, "nothing is asked for in vain"
    actions.withdraw(deep, unit, reason="不再需要", posting=at(9, 6, 2020))
    actions.withdraw(middle, lead, reason="不再需要", posting=at(9, 7, 2020))
    assert MatterRow.objects.get(pk=middle.pk).step == Step.WITHDRAWN


def test_who_sees_and_who_may_what_on_a_sub_task(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    """Its units act, the lead above supervises, a unit that only supports the task is not told."""
    found = broken_down(task, cast.commerce)
    supports = next(
        row.unit for row in task.units.all() if row.unit not in ("", "dl-commerce", CUSTOMS)
    )
    beside = account("beside", Standing.LIAISON, supports)
    parts = {Act.SIGN, Act.DECLINE, Act.REPORT, Act.ASK_EXTENSION, Act.DECOMPOSE}
    parts |= {Act.ASK_PASS_ON, Act.ANSWER}
    decides = {Act.URGE, Act.EXTEND, Act.REFUSE_EXTENSION, Act.SUSPEND, Act.RESUME, Act.CLOSE}
    above = decides | {Act.DISPATCH, Act.VERIFY, Act.RETURN, Act.WITHDRAW}
    leads = {Act.APPROVE, Act.INSTRUCT}
    desk = {Act.PROPOSE, Act.PASS_ON, Act.REFUSE_PASS_ON, Act.ANSWER, Act.REQUIRE, Act.ARCHIVE}
    expected = {
        customs: parts,
        cast.commerce: above,
        cast.office: above | leads | desk | {Act.DECOMPOSE},
        cast.leader: decides | leads,
        beside: set[Act](),
    }
    wrong = [
        f"{act} as {user}"
        for user, acts in expected.items()
        for act in PAGES
        if (status(user, found, act) == 200) != (act in acts)
    ]
    assert wrong == []
    pages = {user: signed_in(user).get(f"/tasks/{found.pk}/").status_code for user in expected}
    assert [pages[user] for user in expected] == [200, 200, 200, 200, 404]
    assert status(cast.office, task, Act.WITHDRAW) == 404, "a task of the plan is not withdrawn"
    page = signed_in(beside).get(f"/tasks/{task.pk}/")
    assert page.status_code == 200
    assert 'id="parts"' not in page.content.decode()


def test_the_lead_above_reads_the_reports_on_the_page_and_in_the_search(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    found = broken_down(task, cast.commerce)
    actions.sign(found, member(customs), posting=at(9, 4, 2020))
    actions.report(found, member(customs), claimed=40, text="桩基完成", posting=at(9, 5, 2020))
    assert "桩基完成" in signed_in(cast.commerce).get(f"/tasks/{found.pk}/").content.decode()
    rows = EntryRow.objects.filter(matter=found)
    for user in (customs, cast.commerce, cast.transport, cast.office, cast.leader):
        by, lead = member(user), store.present(found, found.units.all()).lead
        assert lead is not None
        sees = {
            row.pk
            for row in rows
            if rights.visible(by).filter(pk=found.pk).exists()
            and rights.sees_entry(by, row, lead.unit, rights.above_of(found))
        }
        assert set(seen_entries(by).filter(matter=found).values_list("pk", flat=True)) == sees


def test_the_page_asks_for_a_sub_task_and_makes_one_of_a_form_sent_twice(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    client, path = signed_in(cast.commerce), f"/tasks/{task.pk}/decompose/"
    given = form_of(client, path) | {"heading": "Inspection yard", "text": "Build it."}
    given |= {"lead": CUSTOMS, "limit": "2021-02-27", "weight": "3", "past": "on"}
    refused = client.post(path, given)
    assert refused.status_code == 422
    assert "lies after the limit of the task above" in refused.content.decode()
    for _ in range(2):
        answer = client.post(path, given | {"limit": "2021-02-25"})
        assert answer.status_code == 302
    row = SubtaskRow.objects.get()
    assert (row.above_id, row.weight, row.matter.heading("en")) == (task.pk, 3, "Inspection yard")
    page = client.get(f"/tasks/{task.pk}/").content.decode()
    assert "sub-task 5.1, Dalian Customs" in page
    assert "How this" not in page
    assert "5.1" in signed_in(cast.commerce, "zh").get(f"/tasks/{row.matter_id}/").content.decode()


def test_progress_rolls_up_with_its_working(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    one = broken_down(task, cast.commerce, weight=3)
    broken_down(task, cast.commerce)
    gone = broken_down(task, cast.commerce)
    lead, unit = member(cast.commerce), member(customs)
    actions.withdraw(gone, lead, reason="不再需要", posting=at(9, 5, 2020))
    actions.sign(one, unit, posting=at(9, 5, 2020))
    actions.report(one, unit, claimed=90, text="在办", posting=at(9, 6, 2020))
    actions.verify(
        one, lead, verified=70, method=Method.DESK, text="查看材料", posting=at(9, 7, 2020)
    )
    page = signed_in(cast.office).get(f"/tasks/{task.pk}/").content.decode()
    assert "Claimed 270 ÷ 4 = 67 %; Verified 210 ÷ 4 = 52 %; rounded down." in page
    assert "not counted" in page
    leader = signed_in(cast.leader).get(f"/tasks/{task.pk}/").content.decode()
    assert "Claimed 270" not in leader
    assert "Verified 210 ÷ 4 = 52 %" in leader
    progress = signed_in(cast.office).get("/progress/")
    units = {one.of: one for one in progress.context["units"]}
    parts = {
        one.code: (one.share.claimed, one.share.verified) for one in units["dl-commerce"].parts
    }
    assert {code: share for code, share in parts.items() if any(share)} == {
        "4": (82, 65),
        "5": (67, 52),
    }
    assert units["dl-commerce"].claimed == (82 + 67) // len(parts)
    assert units["dl-commerce"].verified == (65 + 52) // len(parts)
    assert "5.1" in {one.code for one in units[CUSTOMS].parts}
    programme = progress.context["programmes"][0]
    assert programme.verified == (65 + 52) // len(programme.parts)
    assert signed_in(customs).get("/progress/").context["programmes"] == []


def test_sub_tasks_go_with_their_task_into_a_new_edition(cast: SimpleNamespace) -> None:
    actions.issue(
        edition(cast.office, HEAD + BERTH + CLEARANCE + FAIR + FERRY), member(cast.office)
    )
    first = {one.code("en"): one for one in MatterRow.objects.all()}
    for code, unit in (("1", cast.transport), ("3", cast.commerce), ("4", cast.transport)):
        actions.sign(first[code], member(unit))
        limit = date(2031, 1, 1)
        actions.decompose(first[code], member(unit), part=part(limit=limit))
    deep = MatterRow.objects.get(number="3.1")
    actions.sign(deep, member(account("customs", Standing.LIAISON, CUSTOMS)))
    actions.decompose(deep, member(cast.office), part=part(limit=date(2031, 1, 1)))
    second = edition(
        cast.office,
        HEAD
        + HOTEL.replace("3.", "1.")
        + BERTH.replace("1.", "2.", 1)
        + BOTH.replace("2.", "3.", 1),
    )
    apply_edition(second, member(cast.office))
    now = {one.pk: MatterRow.objects.get(pk=one.pk) for one in MatterRow.objects.all()}
    berth, fair, ferry = (now[first[code].pk] for code in ("1", "3", "4"))
    parts = {row.above_id: row.matter for row in SubtaskRow.objects.filter(depth=1)}
    assert parts[berth.pk].number == f"{berth.code('en')}.1"
    assert parts[berth.pk].plan_id == second.pk
    carrier = fair.merged_into or fair
    assert parts[carrier.pk].number == f"{carrier.code('en')}.1"
    assert now[deep.pk].number == parts[carrier.pk].number
    below = SubtaskRow.objects.filter(matter__number=f"{now[deep.pk].number}.1")
    assert {row.above_id for row in below} == {deep.pk, carrier.pk}
    assert ferry.step == parts[ferry.pk].step == Step.CANCELLED
    assert flaws() == []


def test_the_next_number_is_never_given_twice(cast: SimpleNamespace, task: MatterRow) -> None:
    one = broken_down(task, cast.commerce)
    actions.withdraw(one, member(cast.commerce), reason="不再需要", posting=at(9, 5, 2020))
    assert tree.next_code(task) == "5.2"


STUCK: dict[str, Any] = {"reason": "封冻", "waits_for": "开河", "review": date(2021, 3, 1)}


def steps(*matters: MatterRow) -> list[str]:
    return [MatterRow.objects.get(pk=one.pk).step for one in matters]


def test_a_task_is_suspended_and_resumed_with_its_sub_tasks(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    """One that waits for something of its own stays suspended; a form sent twice acts once."""
    desk, lead = member(cast.office), member(cast.commerce)
    one, own, declined = (broken_down(task, cast.commerce) for _ in range(3))
    actions.sign(one, member(customs), posting=at(9, 4, 2020))
    deep = broken_down(one, customs, 5)
    actions.suspend(own, lead, **STUCK, posting=at(9, 6, 2020))
    actions.decline(declined, member(customs), reason="非本单位职责", posting=at(9, 6, 2020))
    client, path = signed_in(cast.office), f"/tasks/{task.pk}/suspend/"
    english, chinese = (
        signed_in(cast.office, to).get(path).content.decode() for to in ("en", "zh")
    )
    assert "Its open sub-tasks are suspended with it: 5.1, 5.1.1." in english
    assert "未办结的子任务5.1、5.1.1随之挂账" in chinese
    given = form_of(client, path) | {"reason": "Ice.", "waits_for": "thaw", "review": "2031-03-01"}
    for _ in range(2):
        assert client.post(path, given).status_code == 302
    family = (task, one, deep, own, declined)
    assert steps(*family) == [*[Step.SUSPENDED] * 4, Step.REGISTERED]
    said = EntryRow.objects.get(matter=deep, act=Act.SUSPEND)
    assert (said.payload["with_above"], said.payload["waits_for"]) == (True, "thaw")
    assert "with the task above it" in client.get(f"/tasks/{deep.pk}/").content.decode()
    with refused("task above it is suspended"):
        actions.resume(deep, desk)
    stuck = client.get("/suspended/").content.decode()
    assert stuck.count("Goes on with its task") == len((one, deep, own))
    assert f'href="/tasks/{task.pk}/resume/?from=suspended"' in stuck
    assert stuck.count("/resume/?from=suspended") == 1
    page = signed_in(cast.commerce).get(f"/tasks/{own.pk}/resume/").content.decode()
    assert "The task above it is suspended" in page
    with refused("task above it is suspended"):
        actions.dispatch(declined, lead, units=part().units, limit=date(2021, 2, 1))
    path = f"/tasks/{task.pk}/resume/"
    given = form_of(client, path) | {"reason": "Thawed.", "post_token": "another-token"}
    for _ in range(2):
        assert client.post(path, given).status_code == 302
    stood = [task.step, Step.SIGNED, Step.DISPATCHED, Step.SUSPENDED, Step.REGISTERED]
    assert steps(*family) == stood
    assert EntryRow.objects.filter(act=Act.RESUME).count() == 3
    assert flaws() == []


def test_the_lead_above_suspends_what_it_broke_down_and_all_beneath(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    """Commerce stands above 5.1 and not above 5.1.1, which waits all the same."""
    one = broken_down(task, cast.commerce)
    actions.sign(one, member(customs), posting=at(9, 4, 2020))
    deep = broken_down(one, customs, 5, unit="dl-transport")
    lead = member(cast.commerce)
    with pytest.raises(ActRefusedError):
        actions.suspend(deep, lead, **STUCK)
    actions.suspend(one, lead, **STUCK, posting=at(9, 6, 2020))
    assert steps(task, one, deep) == [task.step, Step.SUSPENDED, Step.SUSPENDED]
    actions.resume(one, lead, posting=at(9, 7, 2020))
    assert steps(task, one, deep) == [task.step, Step.SIGNED, Step.DISPATCHED]


def test_the_preview_of_an_edition_shows_what_becomes_of_sub_tasks(cast: SimpleNamespace) -> None:
    desk = member(cast.office)
    actions.issue(edition(cast.office, HEAD + BERTH + CLEARANCE + FAIR + FERRY), desk)
    first = {one.code("en"): one for one in MatterRow.objects.all()}
    unit = member(account("customs", Standing.LIAISON, CUSTOMS))
    for code, lead in (("1", cast.transport), ("3", cast.commerce), ("4", cast.transport)):
        actions.sign(first[code], member(lead))
        limit = date(2031, 6, 1)
        actions.decompose(first[code], member(lead), part=part(limit=limit))
    gone = MatterRow.objects.get(number="4.1")
    actions.sign(gone, unit)
    actions.report(gone, unit, claimed=50, text="在办")
    sooner = BERTH.replace("December 2031", "March 2031")
    second = edition(cast.office, HEAD + sooner + BOTH)
    path, client = f"/editions/{second.pk}/", signed_in(cast.office)
    page = client.get(path)
    rows = {one.was: one for group in page.context["groups"] for one in group.rows}
    told = {
        below.was: (below.kind, below.code, below.ends)
        for one in rows.values()
        for below in one.parts
    }
    assert told["1.1"] == ("along", "1.1", False)
    assert told["3.1"][0] in ("along", "into")
    assert told["4.1"] == ("cancel", "", True)
    (cell,) = rows["1"].parts[0].cells
    assert "2031" in cell.new
    assert [one.was for one in page.context["refused"]] == ["4.1"]
    assert "A sub-task: cancelled with its task." in page.content.decode()
    assert "子任务，随任务取消" in signed_in(cast.office, "zh").get(path).content.decode()
    with pytest.raises(RefusalError):
        apply_edition(second, desk)
    actions.return_(gone, desk, reason="缺照片")
    apply_edition(second, desk)
    carried = MatterRow.objects.get(number="1.1")
    assert carried.limit == MatterRow.objects.get(pk=first["1"].pk).limit == date(2031, 3, 31)
    assert carried.original_limit == date(2031, 6, 1)
    assert steps(gone) == [Step.CANCELLED]
    assert flaws() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_an_act_on_a_sub_task_holds_the_tasks_above_it_first(
    cast: SimpleNamespace, customs: User, task: MatterRow
) -> None:
    """Else it could be resumed in the moment in which its task is suspended."""
    found = broken_down(task, cast.commerce)
    with CaptureQueriesContext(connection) as asked:
        actions.sign(found, member(customs), posting=at(9, 4, 2020))
    locking = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    assert "ledgers_subtaskrow" in locking[0]
    assert 'OF "ledgers_matterrow"' in locking[0]
    assert "ledgers_subtaskrow" not in locking[1]
