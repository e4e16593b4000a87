"""The demo shows every light and was entered through the acts of the site.

It is built once a language; these tests only read it (``test_demo_building.py`` builds others).
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from pilotage.base import Language
from pilotage.ledger import WORKFLOW, Act, Step, code_of
from pilotage.plan import Role
from pilotage.rulepack import Channel, WorkCalendar
from pilotage_server import clock
from pilotage_server.audit.verify import verify
from pilotage_server.demo import CLOCK_START, build_demo
from pilotage_server.demo.proofs import make_proof
from pilotage_server.demo.sample import ZONE, ProofSpec, events
from pilotage_server.ledgers import lights, slips, store
from pilotage_server.ledgers.editions import preview_of
from pilotage_server.ledgers.evidence import path_of
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow, SubtaskRow
from pilotage_server.plans import store as plans
from pilotage_server.plans.chain import chain_of, uppers_of
from pilotage_server.plans.findings import gate_of
from pilotage_server.plans.models import PlanRow, PlanState, RulingRow, WaiverRow
from pilotage_server.rulepacks.store import rule_book

pytestmark = pytest.mark.django_db
SAMPLE = {"zh": "示例", "en": "sample"}
UNDATED = {
    "zh": ["供电接入函.pdf", "申请书草稿.txt"],
    "en": ["Power connection letter.pdf", "Draft application.txt"],
}
LEADS = {
    "1": "dl-transport",
    "2": "dl-port-office",
    "3": "dl-ftz-mc",
    "3.1": "dl-customs",
    "3.2": "dl-fin-dev",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The demo in a language, and the folder of its files."""

    language: Language
    files: Path


@pytest.fixture(scope="module", params=["zh", "en"])
def built(
    request: pytest.FixtureRequest,
    bare_ground: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Built]:
    """The demo, rolled back after the last test that reads it."""
    found = Built(language=request.param, files=tmp_path_factory.mktemp("demo"))
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=str(found.files), PASSWORD_HASHERS=quick):
            assert build_demo(language=found.language)
        yield found
        transaction.set_rollback(True)


def test_the_lights_are_those_of_the_picture(built: Built) -> None:
    today, book = CLOCK_START.date(), rule_book()
    found = [lights.lights(store.state_of(one), today, book) for one in MatterRow.objects.all()]
    shown = Counter(one.light.value for one in found)
    lit = {"red": 3, "yellow": 5, "green": 6, "suspended": 1, "closed": 2, "none": 1, "ended": 1}
    assert shown == lit
    for channel in Channel:
        seen = {one.light.value for lit in found for one in lit.each if one.channel is channel}
        assert {"yellow", "green", "none", "suspended", "closed"} <= seen, channel
    decides = {one.decides.channel for one in found if one.light.value == "yellow"}
    assert decides == {"limit"}, "every yellow of the picture is near its limit"


def test_slips_of_two_colours_are_due_and_one_was_sent(built: Built) -> None:
    with clock.standing_at(CLOCK_START):
        due = {
            matter.code("en"): slip.gives
            for matter in MatterRow.objects.all()
            if (slip := slips.due_for(matter))
        }
    assert due == {"1": "blue", "2": "orange", "11": "blue"}
    sent = [row.payload for row in EntryRow.objects.filter(act="urge") if "colour" in row.payload]
    assert [(one["colour"], one["rule"]) for one in sent] == [("orange", "urging/1/5.5")]


def test_the_columns_say_what_the_entries_say(built: Built) -> None:
    today, book = CLOCK_START.date(), rule_book()
    for matter in MatterRow.objects.all():
        listed, folded = (
            lights.lights(state, today, book)
            for state in (store.present(matter), store.state_of(matter))
        )
        assert listed.each == folded.each or [one.rule for one in listed.each] == [
            one.rule for one in folded.each
        ]


def test_leads_and_headings_are_there_in_both_languages(built: Built) -> None:
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


def test_limits_and_leads_were_ruled_and_the_rest_waived_before_issue(built: Built) -> None:
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


def test_the_second_edition_waits_with_one_thing_to_decide_and_one_to_say(built: Built) -> None:
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
        for move in preview.moves
        if move.old and move.refusals
    }
    assert told == {"5": ["W114"], "12": ["W402"]}


def test_three_levels_stand_above_the_plan_with_links_to_judge(built: Built) -> None:
    row = PlanRow.objects.get(state=PlanState.ADOPTED)
    chain = chain_of(row, uppers_of(row))
    assert [above.row.level for above in chain.above] == ["capital", "province", "city"]
    assert {link.verdict for link in chain.links if link.verdict} == {"confirmed", "refused"}
    assert chain.uncovered
    assert chain.coverage.unmandated
    assert chain.through
    assert any(not link.asserted and not link.verdict for link in chain.links)
    assert chain.lapsed == ()


def test_every_act_of_the_ledger_occurs_and_columns_agree_with_the_entries(built: Built) -> None:
    acts = {act.value for act in Act if not WORKFLOW[act].by_edition}
    assert set(EntryRow.objects.values_list("act", flat=True)) == acts
    for matter in MatterRow.objects.all():
        state = store.state_of(matter)
        assert store.columns(state) == {
            name: getattr(matter, name) for name in store.columns(state)
        }
        assert (state.verified or 0) <= (state.claimed or 0)
    assert MatterRow.objects.get(kind="safeguard", ordinal=5).step == Step.REGISTERED


def test_one_task_is_broken_down_into_a_part_that_goes_on_and_one_that_is_withdrawn(
    built: Built,
) -> None:
    parts = [(row.above.code("en"), row.matter) for row in SubtaskRow.objects.order_by("pk")]
    steps = [(above, part.code("en"), part.step) for above, part in parts]
    assert steps == [("3", "3.1", Step.WITHDRAWN), ("3", "3.2", Step.IN_PROGRESS)]
    checked = EntryRow.objects.get(matter=parts[1][1], act=Act.VERIFY)
    assert checked.unit == "dl-ftz-mc", "the lead of the task above checks its part"


def test_history_happened_in_office_hours_before_the_demo_begins(built: Built) -> None:
    calendar = WorkCalendar()
    for entry in EntryRow.objects.all():
        at = entry.at.astimezone(ZONE)
        assert at < CLOCK_START
        assert calendar.is_working_day(at.date()), at
        assert time(8, 30) <= at.time() <= time(17, 30), at


def test_two_builds_say_the_same() -> None:
    told = [(event.at, event.task, event.act, event.by) for event in events("zh")]
    assert told == [(event.at, event.task, event.act, event.by) for event in events("en")]
    for kind in ("pdf", "csv", "png", "txt"):
        spec = ProofSpec(kind=kind, name="场地踏勘报告", dated=date(2021, 3, 11))
        assert make_proof(spec, "市商务局", "已完成", "zh") == make_proof(
            spec, "市商务局", "已完成", "zh"
        )


def test_evidence_is_real_files_that_say_they_are_samples(built: Built, settings: Settings) -> None:
    settings.MEDIA_ROOT = str(built.files)
    proofs = list(EvidenceRow.objects.all())
    assert {proof.media_type for proof in proofs} == {"application/pdf", "image/png", "text/plain"}
    for proof in proofs:
        data = path_of(proof.digest).read_bytes()
        assert len(data) == proof.size
        if proof.media_type == "text/plain":
            assert SAMPLE[built.language] in data.decode("utf-8-sig").lower()
    assert [proof.name for proof in proofs if proof.dated is None] == UNDATED[built.language]


def test_a_picture_is_a_whole_png() -> None:
    spec = ProofSpec(kind="png", name="Hall opening day", dated=None)
    data = make_proof(spec, "Bureau of Commerce", "", "en").data
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT") + 4
    (size,) = struct.unpack(">I", data[start - 8 : start - 4])
    assert len(zlib.decompress(data[start : start + size])) == (width + 1) * height


def test_the_time_zone_of_the_sample_is_that_of_the_site() -> None:
    assert ZONE.key == site.TIME_ZONE


def test_a_pdf_says_where_each_of_its_objects_begins() -> None:
    spec = ProofSpec(kind="pdf", name="Site survey report", dated=date(2021, 3, 11))
    data = make_proof(spec, "Bureau of Commerce", "Survey finished.", "en").data
    places = [int(line[:10]) for line in data.split(b"\n") if line.endswith(b" n ")]
    assert [data[place : place + 7] for place in places] == [
        b"%d 0 obj" % number for number in range(1, 8)
    ]
    start = int(data.split(b"startxref\n")[1].split(b"\n")[0])
    assert data[start : start + 4] == b"xref"


def test_the_record_of_the_demo_is_found_whole(built: Built) -> None:
    assert [flaw.fault for flaw in verify().flaws] == []
