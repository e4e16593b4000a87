"""The gate: what is ruled, what is waived with a reason, and that nothing else is issued."""

import json
from types import SimpleNamespace

import pytest
from django.test import Client

from pilotage.plan import from_json
from pilotage_server import clock
from pilotage_server.documents.actions import receive
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans import actions, findings, store
from pilotage_server.plans.actions.found_programme import found_numbered, found_programme
from pilotage_server.plans.models import PlanRow, WaiverRow
from pilotage_server.units.names import short_name
from pilotage_server.units.problems import RefusalError

from .audit_support import flaws
from .conftest import signed_in
from .plans_support import PLAN_EN, PLAN_ZH, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: SimpleNamespace) -> PlanRow:
    return drafted(cast.office)


def open_codes(row: PlanRow) -> list[str]:
    return sorted(finding.code for finding in findings.gate_of(row).blocking)


def waive(client: Client, row: PlanRow, code: str, reason: str = "Settled by telephone.") -> int:
    found = next(f for f in findings.gate_of(row).blocking if f.code == code)
    form = {"code": code, "task": found.task, "words": found.words, "reason": reason}
    form |= {"version": str(row.version), "post_token": f"{code}{row.version}"}
    status = client.post(f"/plans/{row.pk}/waive/", form).status_code
    row.refresh_from_db()
    return status


def clear(row: PlanRow, client: Client) -> None:
    for code in open_codes(row):
        assert waive(client, row, code) == 302


def test_what_stands_in_the_way_is_counted_by_code(row: PlanRow, cast: SimpleNamespace) -> None:
    assert open_codes(row) == ["L101", "L102", "L104"]
    page = signed_in(cast.office).get(f"/plans/{row.pk}/").content.decode()
    assert "0 of 3 findings are settled; 3 stand between this plan and issue" in page
    assert "1 task has no limit (L101)" in page
    assert 'aria-disabled="true" aria-describedby="gate-why"' in page


def test_notes_do_not_stand_in_the_way(row: PlanRow) -> None:
    notes = [f for f in findings.gate_of(row).findings if f.is_note]
    assert {f.code for f in notes} == {"L110"}
    assert not any(f.is_open for f in notes)


def test_a_waiver_needs_a_reason(row: PlanRow, cast: SimpleNamespace) -> None:
    assert waive(signed_in(cast.office), row, "L104", reason=" ") == 422
    assert not WaiverRow.objects.exists()


def test_a_reason_on_a_stale_page_is_given_back(row: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    found = findings.gate_of(row).blocking[0]
    form = {"code": found.code, "task": found.task, "words": found.words, "post_token": "t"}
    reason = "Settled with the <bureau> by telephone."
    answer = client.post(f"/plans/{row.pk}/waive/", form | {"reason": reason, "version": "7"})
    assert answer.status_code == 409
    assert 'value="Settled with the &lt;bureau&gt; by telephone."' in answer.content.decode()
    assert "<h1>Review the plan</h1>" in answer.content.decode()


def test_a_reason_too_short_comes_back_beside_its_field(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    form = {"code": "L104", "all": "1", "reason": "no", "version": row.version, "post_token": "t"}
    answer = signed_in(cast.office).post(f"/plans/{row.pk}/waive/", form)
    assert answer.status_code == 422
    assert "A waiver needs a reason that others can understand later." in answer.content.decode()
    assert "<h1>Review the plan</h1>" in answer.content.decode()
    assert not WaiverRow.objects.exists()


def test_a_waived_finding_is_settled_and_can_be_held_again(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    assert waive(client, row, "L104") == 302
    assert open_codes(row) == ["L101", "L102"]
    page = client.get(f"/plans/{row.pk}/findings/").content.decode()
    assert "Settled by telephone." in page
    assert "Waived by Supervision office" in page
    waiver = WaiverRow.objects.get()
    form = {"version": row.version, "post_token": "back"}
    client.post(f"/plans/{row.pk}/waivers/{waiver.pk}/", form)
    assert "L104" in open_codes(row)


def test_all_findings_of_a_code_are_waived_for_one_reason(cast: SimpleNamespace) -> None:
    row = drafted(cast.office, PLAN_ZH + "（二）强化督查。每月通报进展。\n")
    assert open_codes(row) == ["L101", "L102", "L104", "L104"]
    form = {"code": "L104", "all": "1", "reason": "The office sees to both.", "version": "1"}
    client = signed_in(cast.office)
    assert client.post(f"/plans/{row.pk}/waive/", form | {"post_token": "a"}).status_code == 302
    row.refresh_from_db()
    assert open_codes(row) == ["L101", "L102"]
    assert row.version == 2
    assert client.post(f"/plans/{row.pk}/waive/", form | {"post_token": "a"}).status_code == 302
    assert client.post(f"/plans/{row.pk}/waive/", form | {"post_token": "b"}).status_code == 409
    assert WaiverRow.objects.count() == 2


def test_findings_of_equal_words_are_waived_together(cast: SimpleNamespace) -> None:
    sections = "".join(
        f"{roman}. Work {roman}\n"
        f"1. Dredge the channel {roman}. Do it. (Lead unit: Municipal Bureau of Commerce)\n"
        f"1. Build the berth {roman}. Do it. (Lead unit: Municipal Bureau of Commerce)\n"
        for roman in ("I", "II")
    )
    row = drafted(cast.office, f"Implementation Plan for the Port\n{sections}")
    repeated = [f for f in findings.gate_of(row).blocking if f.code == "L108"]
    assert len(repeated) == 2
    actions.waive_all(row, repeated, "Printed so.", cast.office.membership, version=1)
    assert "L108" not in open_codes(row)


def test_a_waiver_lapses_when_the_words_change(row: PlanRow, cast: SimpleNamespace) -> None:
    waive(signed_in(cast.office), row, "L104")
    same = drafted(cast.office, PLAN_ZH.replace("推进通关便利化", "推进通关一体化"))
    changed = drafted(cast.office, PLAN_ZH.replace("落实责任", "压实责任"))
    assert "L104" not in open_codes(same)
    assert "L104" in open_codes(changed)


def test_a_drafter_rules_on_their_draft_and_waives_nothing(cast: SimpleNamespace) -> None:
    row = drafted(cast.drafter)
    client = signed_in(cast.drafter)
    task = store.plan_of(row).tasks[0].id
    form = {"task": task, "version": 1, "post_token": "t"}
    assert client.post(f"/plans/{row.pk}/rule/lead/", form).status_code == 302
    row.refresh_from_db()
    assert waive(client, row, "L104") == 404
    assert client.get(f"/plans/{row.pk}/issue/").status_code == 404


def test_a_plan_with_open_findings_is_not_adopted(row: PlanRow, cast: SimpleNamespace) -> None:
    with pytest.raises(RefusalError) as refused:
        actions.adopt(row, cast.office.membership)
    assert refused.value.status == 422
    row.refresh_from_db()
    assert not row.is_adopted


def test_only_the_office_adopts(row: PlanRow, cast: SimpleNamespace) -> None:
    clear(row, signed_in(cast.office))
    for user in (cast.drafter, cast.leader, cast.transport, cast.administrator):
        with pytest.raises(RefusalError) as refused:
            actions.adopt(row, user.membership)
        assert refused.value.status == 403


def test_an_adopted_plan_is_frozen_with_its_rulings(row: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    task = store.plan_of(row).tasks[0].id
    client.post(f"/plans/{row.pk}/rule/lead/", {"task": task, "version": 1, "post_token": "t"})
    row.refresh_from_db()
    clear(row, client)
    plan = actions.adopt(row, cast.office.membership)
    assert from_json(json.loads(row.adopted)) == store.plan_of(row)
    assert plan.tasks[0].lead
    with pytest.raises(RefusalError) as refused:
        actions.adopt(row, cast.office.membership)
    assert refused.value.status == 409
    form = {"task": task, "kind": "ongoing", "version": row.version, "post_token": "late"}
    assert client.post(f"/plans/{row.pk}/rule/limit/", form).status_code == 409


def test_an_adopted_plan_is_read_by_all_with_a_standing(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    clear(row, signed_in(cast.office))
    actions.adopt(row, cast.office.membership)
    for user in (cast.office, cast.transport, cast.leader, cast.drafter, cast.administrator):
        page = signed_in(user).get(f"/plans/{row.pk}/")
        assert page.status_code == 200
        assert "The plan as issued" in page.content.decode()
        assert '<form method="post" action="/plans' not in page.content.decode()
    assert signed_in(cast.stranger).get(f"/plans/{row.pk}/").status_code == 404


def test_issuing_asks_once_more_and_then_opens_the_ledger(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    clear(row, client)
    page = client.get(f"/plans/{row.pk}/issue/").content.decode()
    assert "Issuing makes this edition final, opens 2 tasks and 1 safeguards" in page
    form = {"version": row.version, "post_token": "issue"}
    assert client.post(f"/issue/{row.pk}/", form).status_code == 302
    row.refresh_from_db()
    assert row.is_adopted


def test_an_adopted_ruling_is_not_changed_by_a_later_one(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    clear(row, client)
    actions.adopt(row, cast.office.membership)
    later = drafted(cast.office, PLAN_ZH + "\n")
    task = store.plan_of(later).tasks[0].id
    client.post(f"/plans/{later.pk}/rule/lead/", {"task": task, "version": 1, "post_token": "l"})
    assert store.plan_of(later).tasks[0].lead
    assert store.plan_of(row).tasks[0].lead is None


def test_the_office_gives_a_programme_its_short_names(row: PlanRow, cast: SimpleNamespace) -> None:
    address = f"/programmes/{row.programme.pk}/rename/"
    form = {"name_zh": "东港方案", "name_en": "Donggang plan", "post_token": "r"}
    assert signed_in(cast.drafter).post(address, form).status_code == 404
    assert signed_in(cast.office).post(address, form).status_code == 302
    page = signed_in(cast.office).get(f"/plans/{row.pk}/").content.decode()
    assert "<span>Donggang plan</span>" in page
    empty = form | {"name_en": " ", "post_token": "s"}
    assert signed_in(cast.office).post(address, empty).status_code == 422


def test_a_programme_is_opened_under_a_code_people_can_say(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    year = clock.today().year
    assert row.programme.code == f"{year}-1"
    other = drafted(cast.office, PLAN_EN)
    assert other.programme.code == f"{year}-2"
    found_programme(f"{year}-x7", "乙", "B")
    found_programme(f"{year}-11", "丙", "C")
    assert found_numbered("丁").code == f"{year}-12"


def test_the_code_is_set_by_the_office_until_a_plan_is_issued(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    client, address = signed_in(cast.office), f"/programmes/{row.programme.pk}/rename/"
    form = {"name_zh": "东港方案", "name_en": "Donggang plan"}

    def sent(code: str) -> int:
        token = {"code": code, "post_token": f"{code}{row.programme.code}"}
        status = client.post(address, form | token).status_code
        row.programme.refresh_from_db()
        return status

    assert f'value="{row.programme.code}"' in client.get("/plans/").content.decode()
    found_programme("taken", "乙", "B")
    assert (sent("taken"), sent("two words"), sent("a" * 81)) == (422, 422, 422)
    assert (sent("donggang"), row.programme.code) == (302, "donggang")
    row.document.refresh_from_db()
    assert flaws() == []
    waiting = receive("x.txt", [b"What is to be read."], cast.office, programme="donggang")
    assert sent("other") == 422
    waiting.delete()
    clear(row, client)
    actions.adopt(row, cast.office.membership)
    assert (sent("other"), row.programme.code) == (422, "donggang")
    assert 'name="code"' not in client.get("/plans/").content.decode()


def test_a_second_edition_of_a_plan_in_force_is_refused_beforehand_and_at_issue(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    clear(row, client)
    form = {"version": row.version, "post_token": "first"}
    assert client.post(f"/issue/{row.pk}/", form).status_code == 302
    opened = MatterRow.objects.count()
    later = drafted(cast.office, PLAN_ZH + "\n")
    clear(later, client)
    assert later.edition == 2
    for address in (f"/plans/{later.pk}/", f"/plans/{later.pk}/issue/"):
        page = client.get(address).content.decode()
        assert "Edition 1 of this plan is in force." in page
        assert "its tasks go on in the new edition" in page
        assert f'href="/editions/{later.pk}/"' in page
        assert f'action="/issue/{later.pk}/"' not in page
    answer = client.post(f"/issue/{later.pk}/", {"version": later.version, "post_token": "second"})
    assert answer.status_code == 422
    assert "Edition 1 of this plan is in force." in answer.content.decode()
    assert MatterRow.objects.count() == opened
    later.refresh_from_db()
    assert not later.is_adopted


TWO_SPELLINGS = """\
Implementation Plan for the Port
I. Key Tasks
1. Build the berth by 2027. Do it. (Lead unit: Municipal Bureau of Commerce)
2. Dredge the channel by 2027. Do it. (Responsible units: Municipal Commerce Bureau; \
Municipal Transportation Bureau; Harbour Board)
"""


def test_confirming_a_lead_settles_nothing_but_the_lead(cast: SimpleNamespace) -> None:
    row = drafted(cast.office, TWO_SPELLINGS)
    assert open_codes(row) == ["L102", "L105", "L106"]
    client = signed_in(cast.office)
    found = findings.gate_of(row)
    first, second = store.plan_of(row).tasks
    assert not found.is_settled(first.id)
    waive(client, row, "L106")
    form = {"task": second.id, "version": row.version, "post_token": "lead"}
    assert client.post(f"/plans/{row.pk}/rule/lead/", form).status_code == 302
    row.refresh_from_db()
    gate = findings.gate_of(row)
    assert [f.code for f in gate.settled] == ["L102", "L106"]
    assert [f.code for f in gate.settled if f.ruled] == ["L102"]
    assert [f.code for f in gate.blocking] == ["L105"]
    assert not gate.is_settled(first.id)
    assert not gate.is_settled(second.id)


def test_a_ruling_on_one_task_is_not_told_of_another(cast: SimpleNamespace) -> None:
    row = drafted(cast.office, TWO_SPELLINGS)
    client = signed_in(cast.office)
    first = store.plan_of(row).tasks[0].id
    names = {"name_0": "Bureau of Commerce", "role_0": "lead"}
    form = {"task": first, "version": row.version, "post_token": "units"} | names
    assert client.post(f"/plans/{row.pk}/rule/units/", form).status_code == 302
    row.refresh_from_db()
    gate = findings.gate_of(row)
    assert not any(f.ruled for f in gate.findings)
    assert gate.is_settled(first)
    page = client.get(f"/plans/{row.pk}/").content.decode()
    assert page.count('class="cnt done"') == 2


def test_before_issue_the_office_reads_for_which_units_nobody_can_sign(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    clear(row, client)
    words = "Nobody can sign yet for these units"
    assert words not in client.get(f"/plans/{row.pk}/issue/").content.decode()
    cast.transport.is_active = False
    cast.transport.save()
    page = client.get(f"/plans/{row.pk}/issue/").content.decode()
    told = page.partition(words)[2].partition("</div>")[0]
    assert short_name("dl-transport", "en") in told
    assert short_name("dl-commerce", "en") not in told
    chinese = signed_in(cast.office, "zh-hans").get(f"/plans/{row.pk}/").content.decode()
    assert "暂时无人签收" in chinese
    assert "暂时无人签收" not in signed_in(cast.drafter).get(f"/plans/{row.pk}/").content.decode()
