"""A new edition is previewed and applied: who may, what is refused, what becomes of the tasks."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from pilotage.ledger import Act, Answer, Method, MoveKind, Step
from pilotage.plan import Role
from pilotage.ruling import Question
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.actions import ActRefusedError, apply_edition, issue
from pilotage_server.ledgers.actions import apply_edition as _act
from pilotage_server.ledgers.editions import preview_of
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.plans import findings
from pilotage_server.plans import store as plans
from pilotage_server.plans.actions import rule, waive
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.problems import RefusalError

from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import member
from .plans_support import uploaded

Queries = Callable[[int], AbstractContextManager[Any]]

HEAD = "# Implementation Plan for the Port of Donggang\n\n## I. Key Tasks\n\n"
BERTH = """### 1. Build the northern berth

Dredge the northern channel and build two berths for container ships by December 2031. \
(Lead unit: Municipal Transportation Bureau; supporting unit: Municipal Bureau of Commerce)

"""
CLEARANCE = """### 2. Make customs papers electronic

Let importers hand in every customs declaration once, over one window, by December 2031. \
(Lead unit: Municipal Bureau of Commerce)

"""
FAIR = """### 3. Hold the autumn seafood fair

Invite seafood traders from Incheon and Osaka to a yearly exhibition by October 2031. \
(Lead unit: Municipal Bureau of Commerce)

"""
FERRY = """### 4. Reopen the passenger ferry

Put a night ferry on the route to Incheon and renew the passenger terminal by June 2031. \
(Lead unit: Municipal Transportation Bureau)

"""
BOTH = """### 2. Electronic papers and the seafood fair

Let importers hand in every customs declaration once, over one window, by December 2031. \
Invite seafood traders from Incheon and Osaka to a yearly exhibition by October 2031. \
(Lead unit: Municipal Bureau of Commerce)

"""
FIRST = HEAD + BERTH + CLEARANCE + FAIR + FERRY
MOVED = BERTH.replace("December 2031", "June 2032").replace(
    "Bureau of Commerce)", "Bureau of Commerce, Dalian Customs)"
)
HOTEL = """### 3. Open the sailors' hotel

Turn the old signal house into rooms for ship crews by May 2031. \
(Lead unit: Municipal Bureau of Commerce)

"""
SECOND = HEAD + MOVED + BOTH + HOTEL


def _draft(office: User, text: str) -> PlanRow:
    return PlanRow.objects.get(document=uploaded(office, text, "plan.md"))


def edition(office: User, text: str) -> PlanRow:
    """A draft of the plan with nothing standing in the way."""
    row = _draft(office, text)
    for finding in findings.gate_of(row).blocking:
        waive(row, finding, "stands so in the text", member(office), version=row.version)
    return row


@pytest.fixture
def first(cast: SimpleNamespace) -> PlanRow:
    """Edition 1 in force: the berth signed for and half verified, the rest dispatched."""
    row = edition(cast.office, FIRST)
    issue(row, member(cast.office))
    berth, lead = the("berth"), member(cast.transport)
    actions.sign(berth, lead)
    actions.report(berth, lead, claimed=60, text="the channel is dredged")
    actions.verify(berth, member(cast.office), verified=50, method=Method.VISIT, text="seen")
    return row


@pytest.fixture
def second(first: PlanRow, cast: SimpleNamespace) -> PlanRow:
    """Edition 2 as a draft that can be applied."""
    return edition(cast.office, SECOND)


def the(words: str) -> MatterRow:
    return MatterRow.objects.get(heading_en__contains=words)


def address(row: PlanRow) -> str:
    return f"/editions/{row.pk}/"


def form(client: Any, row: PlanRow, token: str = "a-token") -> dict[str, Any]:
    facts = client.get(address(row)).context
    return {"seen": facts["seen"], "say": facts["said"], "post_token": token}


def everything() -> list[tuple[object, ...]]:
    """All that could have been written."""
    plans = PlanRow.objects.order_by("pk").values_list("pk", "state", "adopted", "version")
    matters = MatterRow.objects.order_by("pk").values_list()
    return [*plans, *matters, *EntryRow.objects.order_by("pk").values_list("pk", "act")]


def test_the_preview_shows_every_step_and_writes_nothing(
    second: PlanRow, cast: SimpleNamespace
) -> None:
    before = everything()
    answer = signed_in(cast.office).get(address(second))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert [group.slug for group in answer.context["groups"]] == [
        "cancel",
        "merge",
        "limit",
        "new",
    ]
    for words in ("30 Jun 2032", "31 Dec 2031", "Reopen the passenger ferry", "sailors"):
        assert words in page
    assert "Apply edition 2" in page
    assert answer.context["can_apply"]
    assert everything() == before


def test_applied_the_matters_go_on_in_the_new_edition_with_all_that_was_entered(
    second: PlanRow, first: PlanRow, cast: SimpleNamespace
) -> None:
    entries = list(EntryRow.objects.order_by("pk").values())
    client = signed_in(cast.office)
    answer = client.post(address(second), form(client, second), follow=True)
    assert answer.redirect_chain == [("/tasks/", 302)]
    assert "Edition 2 is in force: 2 tasks go on, 1 are new" in answer.content.decode()

    kept = EntryRow.objects.filter(pk__in=[one["id"] for one in entries]).order_by("pk")
    assert list(kept.values()) == entries
    second.refresh_from_db()
    assert second.is_adopted
    berth = the("berth")
    assert (berth.plan, berth.step, berth.verified) == (second, Step.IN_PROGRESS, 50)
    assert (berth.limit, berth.original_limit) == (date(2032, 6, 30), date(2031, 12, 31))
    told = [(row.name, row.signed_on is not None) for row in berth.units.all()]
    assert [name for name, _ in told][-1] == "Dalian Customs"
    assert [signed for _, signed in told] == [True, False, False]
    ferry = the("ferry")
    assert (ferry.plan, ferry.step, ferry.ended_on is not None) == (first, Step.CANCELLED, True)
    merged = MatterRow.objects.get(step=Step.MERGED)
    assert merged.plan == first
    assert merged.merged_into == the("Electronic papers")
    assert the("hotel").step == Step.DISPATCHED
    for matter in MatterRow.objects.all():
        state = store.state_of(matter)
        assert store.columns(state) == {
            name: getattr(matter, name) for name in store.columns(state)
        }
        assert matter.version == EntryRow.objects.filter(matter=matter).count()


def test_what_ended_is_neither_late_nor_open_and_says_its_own_word(
    second: PlanRow, cast: SimpleNamespace
) -> None:
    apply_edition(second, member(cast.office))
    MatterRow.objects.filter(step__in=("cancelled", "merged")).update(limit=date(2020, 1, 1))
    client = signed_in(cast.office)
    assert [line.heading for line in client.get("/tasks/").context["lines"] if line.ended] == []
    ended = client.get("/tasks/?view=ended").context["lines"]
    assert sorted(line.state for line in ended) == ["Cancelled", "Merged"]
    assert {line.light.value for line in ended} == {"ended"}
    assert {line.of_plan for line in ended} == {"edition 1"}
    assert not any(line.late or line.waits_for_office or line.waits_for_unit for line in ended)
    assert {line.quiet for line in ended} == {True}
    assert client.get("/tasks/?step=cancelled").context["lines"][0].state == "Cancelled"
    overview = client.get("/overview/").context
    assert overview["running"] == 3
    assert sum(one.count for one in overview["counts"]) == 3
    assert overview["late"] == []
    assert [line.ended for line in overview["limited"]] == [False] * 3
    todo = signed_in(cast.transport).get("/to-do/").context
    assert "ferry" not in " ".join(duty.line.heading for duty in todo["duties"])
    assert todo["led"] == 1
    page = client.get(f"/tasks/{the('ferry').pk}/").content.decode()
    assert "Cancelled by authority of" in page
    assert not client.get(f"/tasks/{the('ferry').pk}/").context["offers"].usual
    into = the("Electronic papers")
    assert (
        f'href="/tasks/{into.pk}/"'
        in client.get(f"/tasks/{MatterRow.objects.get(step='merged').pk}/").content.decode()
    )


def test_a_light_of_every_kind_has_its_word_its_letter_and_its_place() -> None:
    from pilotage.rulepack import Light
    from pilotage_server.ledgers.lights import ORDER
    from pilotage_server.reports import heat, limits
    from pilotage_server.units.templatetags.pilotage import SYMBOLS, light_word

    assert set(ORDER) == set(limits.LETTERS) == set(heat.LETTER) == set(Light)
    assert set(SYMBOLS) == {light.value for light in Light}
    assert len({light_word(light) for light in Light}) == len(Light)


def test_a_target_ruled_for_the_new_edition_is_a_change_of_its_task(
    second: PlanRow, cast: SimpleNamespace
) -> None:
    """The words are the same in both, so its figure is said beside them."""
    plan = plans.plan_of(second)
    berth = next(task for task in plan.tasks if "berth" in task.heading)
    words = "build two berths for container ships"
    said = {"text": words, "quantity": 3, "unit": "berths", "comparison": ">=", "by": None}
    rule(
        second,
        [(berth.id, Question.TARGETS, {"targets": [said]})],
        member(cast.office),
        version=second.version,
    )
    [target] = plans.plan_of(second).task(berth.id).targets
    assert target.span
    assert target.span.quote(plan.text) == words
    page = signed_in(cast.office).get(address(second)).content.decode()
    assert "Target" in page
    assert words in page
    for finding in findings.gate_of(second).blocking:
        waive(second, finding, "stands so", member(cast.office), version=second.version)
    apply_edition(second, member(cast.office))
    second.refresh_from_db()
    [kept] = plans.plan_of(second).task(berth.id).targets
    assert (kept.figure, kept.ruled_by) == ("≥ 3 berths", "Supervision office")
    matter = MatterRow.objects.get(plan=second, task_id=berth.id)
    for who in (cast.office, cast.leader):
        shown = signed_in(who).get(f"/tasks/{matter.pk}/").content.decode()
        assert words in shown
        assert "≥ 3 berths" in shown
    told = signed_in(cast.office).get(f"/api/v1/tasks/{matter.pk}").json()["targets"]
    assert told == [said]


@pytest.mark.parametrize(
    ("who", "read", "sent"),
    [
        ("office", 200, 302),
        ("administrator", 200, 403),
        ("leader", 404, 404),
        ("commerce", 404, 404),
        ("drafter", 404, 404),
    ],
)
def test_only_the_office_applies_an_edition(
    who: str, read: int, sent: int, second: PlanRow, cast: SimpleNamespace
) -> None:
    good = form(signed_in(cast.office), second)
    before = everything()
    client = signed_in(getattr(cast, who))
    assert client.get(address(second)).status_code == read
    assert client.post(address(second), good).status_code == sent
    assert (everything() == before) is (sent != 302)


def test_an_office_of_some_units_does_not_touch_the_tasks_of_the_others(
    first: PlanRow, cast: SimpleNamespace
) -> None:
    """It may draft and see its own draft; what the draft would do to all tasks is not shown."""
    user = account("district", Standing.OFFICE)
    MembershipRow.objects.filter(user=user).update(within="dl-commerce")
    row = edition(user, SECOND)
    good = form(signed_in(cast.office), row)
    before = everything()
    client = signed_in(user)
    assert client.get(f"/plans/{row.pk}/").status_code == 200
    assert client.get(address(row)).status_code == 403
    assert client.post(address(row), good).status_code == 403
    assert everything() == before
    assert signed_in(cast.office).post(address(row), good).status_code == 302


def test_sent_twice_it_is_applied_once(second: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    good = form(client, second)
    assert client.post(address(second), good).status_code == 302
    after = everything()
    assert client.post(address(second), good).status_code == 302
    assert everything() == after
    again = client.post(address(second), good | {"post_token": "another"})
    assert again.status_code == 409
    assert everything() == after
    assert client.get(address(second)).status_code == 302


def test_a_page_older_than_a_matter_is_refused_and_shown_anew(
    second: PlanRow, cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    good = form(client, second)
    actions.report(the("berth"), member(cast.transport), claimed=70, text="one berth stands")
    before = everything()
    answer = client.post(address(second), good)
    assert answer.status_code == 409
    assert "Something was entered after this page was shown" in answer.content.decode()
    assert everything() == before
    assert client.post(address(second), form(client, second)).status_code == 302


def test_a_page_older_than_the_draft_is_refused(second: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    good = form(client, second)
    PlanRow.objects.filter(pk=second.pk).update(version=second.version + 1)
    assert client.post(address(second), good).status_code == 409


def test_what_has_to_be_settled_refuses_the_whole_and_names_it(
    second: PlanRow, cast: SimpleNamespace
) -> None:
    actions.ask_extension(
        the("berth"), member(cast.transport), until=date(2032, 3, 31), reason="ice"
    )
    client = signed_in(cast.office)
    before = everything()
    page = client.get(address(second))
    assert [one.was for one in page.context["refused"]] == ["1"]
    assert not page.context["can_apply"]
    for slug in ("extend", "refuse-extension"):
        assert f'href="/tasks/{the("berth").pk}/{slug}/"' in page.content.decode()
    answer = client.post(address(second), form(client, second))
    assert answer.status_code == 422
    assert "An extension to 2032-03-31 has been asked" in answer.content.decode()
    assert everything() == before
    actions.refuse_extension(the("berth"), member(cast.office), reason="the new edition decides")
    assert client.post(address(second), form(client, second)).status_code == 302


def test_a_heading_stands_in_the_readers_language_while_it_says_the_same(
    second: PlanRow, cast: SimpleNamespace
) -> None:
    MatterRow.objects.filter(pk=the("berth").pk).update(heading_zh="建设北区泊位")
    for language, said in (("zh-hans", "建设北区泊位"), ("en", the("berth").heading_en)):
        page = signed_in(cast.office, language).get(address(second)).content.decode()
        mark = "zh-CN" if language == "zh-hans" else "en"
        assert re.search(f'<th scope="row" lang="{mark}"><a class="name"[^>]*>{said}</a>', page)


def test_an_open_finding_refuses_it(first: PlanRow, cast: SimpleNamespace) -> None:
    row = _draft(cast.office, SECOND.replace(" by May 2031", ""))
    client = signed_in(cast.office)
    page = client.get(address(row))
    assert page.context["standing"] >= 1
    assert not page.context["can_apply"]
    before = everything()
    assert client.post(address(row), form(client, row)).status_code == 422
    assert everything() == before


def test_when_one_step_fails_nothing_is_done(second: PlanRow, cast: SimpleNamespace) -> None:
    """The last of the entries is refused by the database itself."""
    before = everything()
    last = MatterRow.objects.get(heading_en__contains="ferry")
    from django.db import connection

    body = f"WHEN NEW.matter_id = {last.pk} BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "CREATE FUNCTION stop_ferry() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'stopped'; END $$"
            )
            body = f"FOR EACH ROW WHEN (NEW.matter_id = {last.pk}) EXECUTE FUNCTION stop_ferry()"
        cursor.execute(f"CREATE TRIGGER stop_ferry BEFORE INSERT ON ledgers_entryrow {body}")
    try:
        with pytest.raises(DatabaseError, match="stopped"):
            _act(second, member(cast.office))
    finally:
        with connection.cursor() as cursor:
            on = " ON ledgers_entryrow" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER stop_ferry{on}")
    assert everything() == before
    second.refresh_from_db()
    assert not second.is_adopted
    _act(second, member(cast.office))
    assert the("ferry").step == Step.CANCELLED


def test_a_closed_task_asked_again_is_answered_on_the_page(
    first: PlanRow, cast: SimpleNamespace
) -> None:
    berth, lead, desk = the("berth"), member(cast.transport), member(cast.office)
    actions.report(berth, lead, claimed=100, text="both stand", done=True)
    actions.verify(berth, desk, verified=100, method=Method.VISIT, text="seen")
    actions.close(berth, desk, text="both in use")
    row = edition(cast.office, SECOND)
    client = signed_in(cast.office)
    page = client.get(address(row))
    assert not page.context["can_apply"]
    (one,) = page.context["refused"]
    assert [choice.word for choice in one.choices] == ["Stays closed", "Taken up again"]
    for choice, step in zip(one.choices, (Step.CLOSED, Step.IN_PROGRESS), strict=True):
        chosen = client.get(choice.url)
        assert chosen.context["can_apply"]
        sent = {
            "seen": chosen.context["seen"],
            "say": chosen.context["said"],
            "post_token": f"t-{step}",
        }
        with transaction.atomic():
            assert client.post(address(row), sent).status_code == 302
            assert the("berth").step == step
            transaction.set_rollback(True)
    assert client.get(f"{address(row)}?say=nonsense&say=x.perhaps").status_code == 200


def test_undo_is_a_further_edition(second: PlanRow, first: PlanRow, cast: SimpleNamespace) -> None:
    """1 → 2 → 1': every matter is back with its task, its step and its whole history."""
    desk = member(cast.office)
    before = {row.pk: (row.heading_en, row.step, row.verified) for row in MatterRow.objects.all()}
    apply_edition(second, desk)
    third = edition(cast.office, FIRST)
    assert third.edition == 3
    kinds = [move.kind for move in preview_of(third).moves]
    assert kinds.count(MoveKind.REOPEN) == 2
    apply_edition(third, desk)
    after = MatterRow.objects.filter(plan=third)
    assert {row.pk: (row.heading_en, row.step, row.verified) for row in after} == before
    assert the("hotel").step == Step.CANCELLED
    assert the("hotel").plan == second
    ferry = the("ferry")
    acts = EntryRow.objects.filter(matter=ferry).values_list("act", flat=True)
    assert list(acts) == [Act.DISPATCH, Act.CANCEL, Act.REOPEN, Act.CARRY]
    assert MatterRow.objects.filter(merged_into__isnull=False).count() == 0
    berth = store.state_of(the("berth"))
    assert (berth.limit, berth.original_limit) == (date(2031, 12, 31), date(2031, 12, 31))
    assert len(berth.limit_changes) == 2


def test_the_edition_before_stays_readable_and_says_what_took_its_place(
    second: PlanRow, first: PlanRow, cast: SimpleNamespace
) -> None:
    adopted = first.adopted
    apply_edition(second, member(cast.office))
    first.refresh_from_db()
    assert first.adopted == adopted
    page = signed_in(cast.leader).get(f"/plans/{first.pk}/")
    assert page.status_code == 200
    assert "edition 2 took its place" in page.content.decode()
    assert "Reopen the passenger ferry" in page.content.decode()


def test_an_edition_older_than_the_one_in_force_is_not_applied(
    first: PlanRow, cast: SimpleNamespace
) -> None:
    older = edition(cast.office, SECOND)
    apply_edition(edition(cast.office, HEAD + MOVED + BOTH + FAIR), member(cast.office))
    answer = signed_in(cast.office).get(address(older))
    assert answer.status_code == 422
    assert "Edition 3, which is newer, is in force." in answer.content.decode()
    with pytest.raises(RefusalError):
        apply_edition(older, member(cast.office))


def test_without_an_edition_in_force_there_is_nothing_to_preview(cast: SimpleNamespace) -> None:
    row = edition(cast.office, FIRST)
    assert signed_in(cast.office).get(address(row)).status_code == 422


def test_a_person_cannot_take_an_act_of_an_edition_on_one_task(
    first: PlanRow, cast: SimpleNamespace
) -> None:
    client, berth = signed_in(cast.office), the("berth")
    for slug in ("carry", "merge", "cancel", "reopen"):
        assert client.get(f"/tasks/{berth.pk}/{slug}/").status_code == 404
    offered = client.get(f"/tasks/{berth.pk}/").context["offers"]
    acts = [one.act for one in (*offered.usual, *offered.more, *offered.final)]
    assert not {Act.CARRY, Act.MERGE, Act.CANCEL, Act.REOPEN} & set(acts)
    from pilotage_server.ledgers.actions.entering import enter

    apply_edition(edition(cast.office, SECOND), member(cast.office))
    with pytest.raises(ActRefusedError):
        enter(the("ferry"), Act.URGE, member(cast.office), {"text": "where is it"})


def test_the_preview_asks_the_database_a_fixed_number_of_times(
    second: PlanRow, cast: SimpleNamespace, django_assert_max_num_queries: Queries
) -> None:
    client = signed_in(cast.office)
    client.get(address(second))
    with django_assert_max_num_queries(18):
        assert client.get(address(second)).status_code == 200


def test_the_page_is_complete_in_chinese(second: PlanRow, cast: SimpleNamespace) -> None:
    page = signed_in(cast.office, "zh-hans").get(address(second)).content.decode()
    for words in ("新版对在办事项的影响", "时限变更", "合并", "取消", "新增", "施行第2版"):
        assert words in page
    assert "What this edition changes" not in page


def test_a_lead_that_the_edition_names_leads(first: PlanRow, cast: SimpleNamespace) -> None:
    swapped = BERTH.replace(
        "Lead unit: Municipal Transportation Bureau; supporting unit: Municipal Bureau of Commerce",
        "Lead unit: Municipal Bureau of Commerce; supporting unit: Municipal Transportation Bureau",
    )
    row = edition(cast.office, HEAD + swapped + CLEARANCE + FAIR + FERRY)
    apply_edition(row, member(cast.office), answers=[("none", Answer.SAME)])
    berth = the("berth")
    assert berth.step == Step.DISPATCHED
    assert [unit.role for unit in berth.units.all()] == [Role.LEAD, Role.SUPPORT]
    actions.sign(berth, member(cast.commerce))
    assert the("berth").step == Step.SIGNED
