"""The index of the site: it finds what a scan finds, and is kept in step with what is written."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotage.base import PilotageError
from pilotage.search import matches, read_query
from pilotage_server.documents import worker
from pilotage_server.ledgers import actions, evidence
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.models import EvidenceRow, MatterRow
from pilotage_server.plans.models import PlanRow
from pilotage_server.search import keeping, readings, rebuild
from pilotage_server.search.models import INDEXES, PassageKind, PassageRow, ReadingRow

from .ledgers_support import EXAMPLES, at, draft, member, under_way

pytestmark = pytest.mark.django_db


def matching(words: str, kind: str = PassageKind.CLAUSE) -> set[int]:
    """The numbers of the passages of a kind that the index finds."""
    found = INDEXES[kind].objects.filter(tokens__matches=read_query(words))
    return set(found.values_list("rowid", flat=True))


def texts(words: str, kind: str = PassageKind.CLAUSE) -> list[str]:
    """What those passages say."""
    rows = PassageRow.objects.filter(pk__in=matching(words, kind)).order_by("pk")
    return list(rows.values_list("text", flat=True))


def kept() -> set[tuple[object, ...]]:
    """All passages, whatever their numbers; each found by the words it begins with."""
    return set(PassageRow.objects.values_list(*PARTS))


PARTS = (
    *("kind", "plan", "matter", "entry", "proof", "task", "ordinal"),
    *("heading", "place", "at", "text"),
)


def answers(words: str) -> set[tuple[object, ...]]:
    """What the four indexes answer, as the passages they name."""
    found = [number for kind in INDEXES for number in matching(words, kind)]
    return set(PassageRow.objects.filter(pk__in=found).values_list(*PARTS))


alphabet = st.sampled_from("推进开放年号第 ，。〔〕（）-2１2aＡb\"'*:^&|!<>\\")
lines = st.lists(st.text(alphabet, min_size=1, max_size=30), min_size=1, max_size=12)
asked = st.lists(st.text(alphabet, min_size=1, max_size=7), min_size=1, max_size=6)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines, asked)
def test_the_index_finds_what_a_scan_finds(office: Any, said: list[str], words: list[str]) -> None:
    keeping.clear()
    plan = PlanRow.objects.first() or draft(office)
    keeping.clear()
    keeping.add(
        PassageRow(kind=PassageKind.CLAUSE, plan=plan, place=n, at=plan.created_at, text=one)
        for n, one in enumerate(said)
    )
    for one in words:
        try:
            query = read_query(one)
        except PilotageError:
            continue
        scanned = {row.pk for row in PassageRow.objects.all() if matches(row.text, query)}
        assert matching(one) == scanned
    keeping.take_out(Q(place__lt=2))
    for one in words:
        try:
            query = read_query(one)
        except PilotageError:
            continue
        scanned = {row.pk for row in PassageRow.objects.all() if matches(row.text, query)}
        assert matching(one) == scanned


def test_every_line_of_a_document_is_found(office: Any) -> None:
    row = draft(office)
    plan_lines = [
        line.strip() for line in (EXAMPLES / "plan.zh.md").read_text(encoding="utf-8").splitlines()
    ]
    assert PassageRow.objects.filter(kind=PassageKind.CLAUSE, plan=row).count() > 30
    assert (
        texts("跨境电商")
        == [
            one
            for one in PassageRow.objects.order_by("pk").values_list("text", flat=True)
            if "跨境电商" in one
        ]
        != []
    )
    for line in plan_lines[:12]:
        words = "".join(c for c in line if "\u4e00" <= c <= "\u9fff")[:2]
        if len(words) == 2 and words in line:
            assert any(words in text for text in texts(words)), line


def with_files(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """The matters, with a report that brings two files the core reads and one it does not."""
    matters = under_way(cast)
    files = [
        proof_of("码头岸线测绘完成，见〔2021〕12号。\n泊位3个".encode(), "测绘纪要.txt"),
        proof_of((EXAMPLES / "plan.en.md").read_bytes(), "Annex.txt"),
        proof_of(b"\x89PNG\r\n\x1a\n" + bytes(40), "现场照片.png"),
    ]
    lead = member(cast.commerce)
    actions.report(
        matters["5"], lead, claimed=30, text="岸线已测绘", proofs=files, posting=at(3, 16)
    )
    return matters


def test_rebuilt_and_kept_in_step_are_the_same(cast: SimpleNamespace) -> None:
    with_files(cast)
    draft(cast.office, "plan.en.md")
    while readings.read_once():
        continue
    words = ["岸线", "踏勘", "测绘纪要", "port", "〔2021〕12号", "牵头", "合同待签", "3个"]
    before, found = kept(), {one: answers(one) for one in words}
    assert {row[0] for row in before} == set(PassageKind.values)
    assert all(found[one] for one in ("岸线", "踏勘", "测绘纪要", "port", "〔2021〕12号"))
    call_command("reindex")
    assert kept() == before
    assert {one: answers(one) for one in words} == found


def test_reindex_counts_texts_that_were_read_not_tries(
    cast: SimpleNamespace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_files(cast)
    broken = EvidenceRow.objects.get(name="Annex.txt")
    path = evidence.path_of(broken.digest)
    path.chmod(0o600)
    path.write_bytes(b"")
    for language, words in (("en", "the text of 1 files"), ("zh", "读出文字的1个")):
        monkeypatch.setenv("PILOTAGE_LANGUAGE", language)
        call_command("reindex")
        assert words in capsys.readouterr().out


def test_what_an_act_says_is_found_at_once_or_not_at_all(cast: SimpleNamespace) -> None:
    matters = under_way(cast)
    assert texts("场地踏勘", PassageKind.ENTRY) == ["场地踏勘完成"]
    assert matching("岸线测量", PassageKind.ENTRY) == set()
    lead = member(cast.commerce)
    actions.report(matters["4"], lead, claimed=90, text="岸线测量结束", posting=at(3, 17))
    assert texts("岸线测量", PassageKind.ENTRY) == ["岸线测量结束"]
    before = kept()
    with pytest.raises(PilotageError):
        actions.report(matters["5"], member(cast.transport), claimed=9, text="别处的报告")
    assert kept() == before


def test_the_words_of_a_task_may_change(cast: SimpleNamespace) -> None:
    matter = under_way(cast)["4"]
    matter.refresh_from_db()
    assert matching("邮轮停靠补给", PassageKind.TASK) == set()
    matter.heading_zh = "建设邮轮停靠补给基地"
    matter.save()
    assert len(matching("邮轮停靠补给", PassageKind.TASK)) == 1
    matter.save()
    assert len(matching("邮轮停靠补给", PassageKind.TASK)) == 1


def test_what_is_deleted_is_not_found(office: Any) -> None:
    row = draft(office)
    assert matching("跨境电商")
    row.delete()
    assert matching("跨境电商") == set()
    assert not PassageRow.objects.exists()


def test_files_are_found_by_name_at_once_and_by_text_when_read(cast: SimpleNamespace) -> None:
    with_files(cast)
    assert texts("测绘纪要", PassageKind.PROOF) == ["测绘纪要.txt"]
    assert matching("泊位", PassageKind.PROOF) == set()
    assert texts("现场照片", PassageKind.PROOF) == ["现场照片.png"]
    assert ReadingRow.objects.count() == 2
    while worker.work_once():
        continue
    assert texts("泊位3个", PassageKind.PROOF) == ["码头岸线测绘完成，见〔2021〕12号。\n泊位3个"]
    assert texts("opening up", PassageKind.PROOF)


def test_a_file_that_cannot_be_read_or_is_marked_is_found_by_name_only(
    cast: SimpleNamespace,
) -> None:
    matters = under_way(cast)
    files = [
        proof_of(b"%PDF-1.7 and nothing more of it", "残缺.pdf"),
        proof_of("机密★1年\n岸线坐标一览".encode(), "坐标.txt"),
    ]
    lead = member(cast.commerce)
    actions.report(matters["5"], lead, claimed=30, text="已测绘", proofs=files, posting=at(3, 16))
    while readings.read_once():
        continue
    assert texts("残缺", PassageKind.PROOF) == ["残缺.pdf"]
    assert matching("岸线坐标", PassageKind.PROOF) == set()
    assert not ReadingRow.objects.filter(state__in=("waiting", "running")).exists()


def test_a_reading_is_bounded_in_time_and_length(tmp_path: Any) -> None:
    path = tmp_path / "long"
    path.write_text("岸线测绘。" * 100_000, encoding="utf-8")
    assert len(readings.text_of(path, "long.txt")) == readings.LONGEST_TEXT
    assert readings.text_of(path, "long.txt", seconds=0.01) == ""


def test_a_reading_that_was_broken_off_is_done_by_another_worker(cast: SimpleNamespace) -> None:
    with_files(cast)
    first = readings._claim()
    assert first
    again = ReadingRow.objects.get(pk=first.pk)
    assert again.begun_at
    ReadingRow.objects.filter(pk=first.pk).update(begun_at=again.begun_at - timedelta(minutes=10))
    while readings.read_once():
        continue
    assert texts("泊位3个", PassageKind.PROOF)
    readings._end(first, "迟到的文字")
    assert matching("迟到", PassageKind.PROOF) == set()


def test_a_site_that_gets_the_index_later_has_it_filled(cast: SimpleNamespace) -> None:
    under_way(cast)
    before = kept()
    keeping.clear()
    rebuild.after_migrating()
    assert kept() == before


def test_long_text_is_cut_where_sentences_end(cast: SimpleNamespace) -> None:
    matters = under_way(cast)
    said = "完成岸线测绘。" * 571
    entry = actions.report(
        matters["4"], member(cast.commerce), claimed=90, text=said, posting=at(3, 17)
    )
    rows = PassageRow.objects.filter(kind=PassageKind.ENTRY, entry=entry).order_by("place")
    parts = list(rows.values_list("text", flat=True))
    assert "".join(parts) == said
    assert len(parts) == 3
    assert all(part.endswith("。") and len(part) <= 2_000 for part in parts)
