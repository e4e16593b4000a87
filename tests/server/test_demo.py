"""The demo stands in seconds, shows every light, and was entered through the acts of the site."""

import struct
import zlib
from collections import Counter
from datetime import date, time

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from pilotage.base import Language, PilotageError
from pilotage.ledger import WORKFLOW, Act, Step, code_of
from pilotage.plan import Role
from pilotage.rulepack import Channel, WorkCalendar
from pilotage_server import clock
from pilotage_server.audit.verify import verify
from pilotage_server.demo import ACCOUNTS, CLOCK_START, STAGES, announce, build_demo
from pilotage_server.demo.proofs import make_proof
from pilotage_server.demo.sample import ZONE, ProofSpec, events
from pilotage_server.ledgers import lights, slips, store
from pilotage_server.ledgers.editions import preview_of
from pilotage_server.ledgers.evidence import path_of
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.plans import store as plans
from pilotage_server.plans.chain import chain_of, uppers_of
from pilotage_server.plans.findings import gate_of
from pilotage_server.plans.models import PlanRow, PlanState, ProgrammeRow, RulingRow, WaiverRow
from pilotage_server.rulepacks.store import rule_book

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh", "en"]
LEADS = {
    "1": "dl-transport",
    "2": "dl-port-office",
    "3": "dl-ftz-mc",
    "4": "dl-commerce",
    "5": "dl-commerce",
    "6": "dl-commerce",
    "7": "dl-commerce",
    "8": "dl-commerce",
    "9": "dl-jinpu",
    "10": "dl-fin-dev",
    "11": "dl-commerce",
    "12": "dl-fao",
    "S1": "dl-opening-office",
    "S2": "dl-drc",
    "S3": "dl-commerce",
    "S4": "dl-ftz-mc",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lights_are_those_of_the_picture(language: Language) -> None:
    build_demo(language=language)
    today, book = CLOCK_START.date(), rule_book()
    found = [lights.lights(store.state_of(one), today, book) for one in MatterRow.objects.all()]
    shown = Counter(one.light.value for one in found)
    assert shown == {"red": 3, "yellow": 5, "green": 5, "suspended": 1, "closed": 2, "none": 1}
    for channel in Channel:
        seen = {one.light.value for lit in found for one in lit.each if one.channel is channel}
        assert {"yellow", "green", "none", "suspended", "closed"} <= seen, channel
    decides = {one.decides.channel for one in found if one.light.value == "yellow"}
    assert decides == {"limit"}, "every yellow of the picture is near its limit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_slips_of_two_colours_are_due_and_one_was_sent(language: Language) -> None:
    build_demo(language=language)
    with clock.standing_at(CLOCK_START):
        due = {
            matter.code("en"): slip.gives
            for matter in MatterRow.objects.all()
            if (slip := slips.due_for(matter))
        }
    assert due == {"1": "blue", "2": "orange", "11": "blue"}
    sent = [row.payload for row in EntryRow.objects.filter(act="urge") if "colour" in row.payload]
    assert [(one["colour"], one["rule"]) for one in sent] == [("orange", "urging/1/5.5")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_columns_say_what_the_entries_say(language: Language) -> None:
    build_demo(language=language)
    today, book = CLOCK_START.date(), rule_book()
    for matter in MatterRow.objects.all():
        listed, folded = (
            lights.lights(state, today, book)
            for state in (store.present(matter), store.state_of(matter))
        )
        assert listed.each == folded.each or [one.rule for one in listed.each] == [
            one.rule for one in folded.each
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_leads_and_headings_are_there_in_both_languages(language: Language) -> None:
    build_demo(language=language)
    matters = list(MatterRow.objects.prefetch_related("units"))
    leads = {
        matter.code("en"): unit.unit
        for matter in matters
        for unit in matter.units.all()
        if unit.role == Role.LEAD
    }
    assert leads == LEADS
    assert all(matter.heading_zh and matter.heading_en for matter in matters)
    assert all(matter.heading_zh != matter.heading_en for matter in matters)


def test_limits_and_leads_were_ruled_and_the_rest_waived_before_issue() -> None:
    build_demo()
    plan = PlanRow.objects.get(state=PlanState.ADOPTED)
    assert plan.is_adopted
    assert plan.adopted_at
    assert plan.adopted_at.astimezone(ZONE).date() == date(2020, 8, 31)
    assert '"limit": {' not in plan.compiled
    ids = [task.id for task in plans.plan_of(plan).tasks]
    rulings = RulingRow.objects.filter(task__in=ids)
    assert Counter(rulings.values_list("question", flat=True)) == {"units": 15, "limit": 15}
    waived = WaiverRow.objects.filter(task__in=ids)
    assert list(waived.values_list("code", flat=True)) == ["L104", "L104"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_edition_waits_with_one_thing_to_decide_and_one_to_say(
    language: Language,
) -> None:
    build_demo(language=language)
    second = PlanRow.objects.get(edition=2)
    assert not second.is_adopted
    assert gate_of(second).is_clear
    preview = preview_of(second)
    assert Counter(move.kind.value for move in preview.moves) == {
        "add": 1,
        "cancel": 1,
        "absorb": 1,
        "merge": 1,
        "split": 1,
        "part": 1,
        "limit": 4,
        "units": 2,
        "reword": 2,
        "keep": 5,
    }
    told = {
        code_of(move.old): [refusal.code for refusal in move.refusals]
        for move in preview.refused
        if move.old
    }
    assert told == {"5": ["W114"], "12": ["W402"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_levels_stand_above_the_plan_with_links_to_judge(language: Language) -> None:
    build_demo(language=language)
    row = PlanRow.objects.get(state=PlanState.ADOPTED)
    chain = chain_of(row, uppers_of(row))
    assert [above.row.level for above in chain.above] == ["capital", "province", "city"]
    assert {link.verdict for link in chain.links if link.verdict} == {"confirmed", "refused"}
    assert chain.uncovered
    assert chain.coverage.unmandated
    assert chain.through
    assert any(not link.asserted and not link.verdict for link in chain.links)
    assert chain.lapsed == ()


def test_every_act_of_the_ledger_occurs_and_columns_agree_with_the_entries() -> None:
    build_demo()
    acts = {act.value for act in Act if not WORKFLOW[act].by_edition}
    assert set(EntryRow.objects.values_list("act", flat=True)) == acts
    for matter in MatterRow.objects.all():
        state = store.state_of(matter)
        assert store.columns(state) == {
            name: getattr(matter, name) for name in store.columns(state)
        }
        assert (state.verified or 0) <= (state.claimed or 0)
    assert MatterRow.objects.get(kind="safeguard", ordinal=5).step == Step.REGISTERED


def test_history_happened_in_office_hours_before_the_demo_begins() -> None:
    build_demo()
    calendar = WorkCalendar()
    for entry in EntryRow.objects.all():
        at = entry.at.astimezone(ZONE)
        assert at < CLOCK_START
        assert calendar.is_working_day(at.date()), at
        assert time(8, 30) <= at.time() <= time(17, 30), at


def test_a_second_build_changes_nothing() -> None:
    assert build_demo()
    before = EntryRow.objects.count(), User.objects.count(), EvidenceRow.objects.count()
    assert not build_demo()
    assert (EntryRow.objects.count(), User.objects.count(), EvidenceRow.objects.count()) == before


def test_two_builds_say_the_same() -> None:
    told = [(event.at, event.task, event.act, event.by) for event in events("zh")]
    assert told == [(event.at, event.task, event.act, event.by) for event in events("en")]
    for kind in ("pdf", "csv", "png", "txt"):
        spec = ProofSpec(kind=kind, name="场地踏勘报告", dated=date(2021, 3, 11))
        assert make_proof(spec, "市商务局", "已完成", "zh") == make_proof(
            spec, "市商务局", "已完成", "zh"
        )


def test_a_site_with_other_data_is_left_alone() -> None:
    User.objects.create(username="somebody")
    with pytest.raises(PilotageError, match="already holds"):
        build_demo()
    assert not ProgrammeRow.objects.exists()


def test_stages_are_told_in_their_order_and_accounts_sign_in() -> None:
    told: list[str] = []
    build_demo(lambda stage, share: told.append(stage) if 0 <= share <= 1 else None)
    assert list(dict.fromkeys(told)) == list(STAGES)
    for account in ACCOUNTS:
        assert authenticate(username=account.username, password=account.password)


def test_evidence_is_real_files_that_say_they_are_samples() -> None:
    build_demo()
    proofs = list(EvidenceRow.objects.all())
    assert {proof.media_type for proof in proofs} == {"application/pdf", "image/png", "text/plain"}
    for proof in proofs:
        data = path_of(proof.digest).read_bytes()
        assert len(data) == proof.size
        if proof.media_type == "text/plain":
            assert "示例" in data.decode("utf-8-sig")
    assert [proof.name for proof in proofs if proof.dated is None] == [
        "供电接入函.pdf",
        "申请书草稿.txt",
    ]


def test_a_picture_is_a_whole_png() -> None:
    spec = ProofSpec(kind="png", name="Hall opening day", dated=None)
    data = make_proof(spec, "Bureau of Commerce", "", "en").data
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT") + 4
    (size,) = struct.unpack(">I", data[start - 8 : start - 4])
    assert len(zlib.decompress(data[start : start + size])) == (width + 1) * height


def test_the_time_zone_of_the_sample_is_that_of_the_site() -> None:
    assert ZONE.key == settings.TIME_ZONE


def test_the_terminal_is_told_the_tasks_and_every_account() -> None:
    said: list[str] = []
    announce(said.append, language="en")
    told = "\n".join(said)
    assert "S5  Strengthen the prevention of risks" in told
    assert "17 items, 100% of the text" in told
    assert "211 entries" in told
    for account in ACCOUNTS:
        assert account.username in told
        assert account.post_zh in told
    again: list[str] = []
    announce(again.append, language="en")
    assert "211 entries" not in "\n".join(again)


def test_a_pdf_says_where_each_of_its_objects_begins() -> None:
    spec = ProofSpec(kind="pdf", name="Site survey report", dated=date(2021, 3, 11))
    data = make_proof(spec, "Bureau of Commerce", "Survey finished.", "en").data
    places = [int(line[:10]) for line in data.split(b"\n") if line.endswith(b" n ")]
    assert [data[place : place + 7] for place in places] == [
        b"%d 0 obj" % number for number in range(1, 8)
    ]
    start = int(data.split(b"startxref\n")[1].split(b"\n")[0])
    assert data[start : start + 4] == b"xref"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_of_the_demo_is_found_whole(language: Language) -> None:
    build_demo(language=language)
    assert [flaw.fault for flaw in verify().flaws] == []
