"""Ledgers kept as files: brought, looked at, mended, entered once."""

from datetime import timedelta
from importlib import import_module
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from pilotage.ledger import Act, Step
from pilotage_server.documents import worker
from pilotage_server.ledgerfiles import actions as ledgerfile_acts
from pilotage_server.ledgerfiles.asking import ask_to_enter
from pilotage_server.ledgerfiles.judging import Outcome
from pilotage_server.ledgerfiles.models import FileState, LedgerFileRow
from pilotage_server.ledgers import actions as acts
from pilotage_server.ledgers.actions import Posting
from pilotage_server.ledgers.auditing import flaws_of_state
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.plans.models import PlanRow, ProgrammeRow
from pilotage_server.plans.store import plan_of
from pilotage_server.search.models import PassageRow

from .audit_support import flaws
from .conftest import signed_in
from .ledgerfiles_support import ENGLISH, MERGED, book
from .ledgers_support import MARCH_17, member

pytestmark = pytest.mark.django_db
_forms = count(1)


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


def bring(user: User, data: bytes, name: str = "台账.xlsx", programme: str = "new") -> Any:
    form = {"file": SimpleUploadedFile(name, data), "programme": programme}
    return signed_in(user, "zh").post("/ledger-files/", form)


def page(user: User, row: LedgerFileRow, language: str = "zh", query: str = "") -> Any:
    return signed_in(user, language).get(f"/ledger-files/{row.pk}/{query}")


def send(user: User, row: LedgerFileRow, act: str, **fields: str) -> Any:
    sent = {"post_token": f"form of {next(_forms)}", "version": str(row.version)} | fields
    return signed_in(user, "zh").post(f"/ledger-files/{row.pk}/{act}/", sent, follow=True)


def brought(user: User, data: bytes = MERGED, **more: str) -> LedgerFileRow:
    assert bring(user, data, **more).status_code == 302
    found: LedgerFileRow = LedgerFileRow.objects.latest("pk")
    return found


def mended(user: User, row: LedgerFileRow) -> None:
    cells = {"m-台账!E7": "2021-06-30", "m-台账!F9": "40"}
    send(user, row, "mend", **cells)
    row.refresh_from_db()


def entered(user: User, row: LedgerFileRow) -> Any:
    answer = send(user, row, "enter")
    worker.work_once()
    row.refresh_from_db()
    return answer


def test_a_ledger_is_shown_before_anything_is_entered(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    shown = page(cast.office, row).content.decode()
    assert "1项新任务" in shown
    assert '<a href="?show=faulty#lines">2行不登记。</a>' in shown
    assert "“尽快”不是可识别的时限" in shown
    assert "“四成”不是0至100%的进度" in shown
    assert "小计或合计行" in shown
    assert "表注" in shown
    assert 'name="m-台账!E7" value="尽快"' in shown
    assert not MatterRow.objects.exists()
    assert not PlanRow.objects.exists()


def test_wrong_cells_are_mended_and_all_is_entered_as_ordinary_acts(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    mended(cast.office, row)
    entered(cast.office, row)
    assert row.state == FileState.ENTERED
    assert row.result == {"new": 3}
    matters = list(MatterRow.objects.order_by("ordinal"))
    assert [one.heading("zh") for one in matters] == [
        "推行提前申报",
        "建设单证窗口",
        "试办跨境结算",
    ]
    assert [str(one.limit) for one in matters] == ["2021-12-31", "2021-06-30", "2021-03-31"]
    assert [one.claimed for one in matters] == [40, 100, 40]
    assert [one.verified for one in matters] == [None, None, None]
    assert {one.step for one in matters} == {Step.REPORTED}
    assert [one.section for one in matters] == ["一、口岸便利"] * 2 + ["二、金融开放"]
    units = [(one.unit, one.role) for one in matters[2].units.all()]
    assert units == [("dl-finance", "lead"), ("dl-commerce", "support")]
    said = EntryRow.objects.get(matter=matters[0], act=Act.REPORT)
    assert (said.by, said.unit, said.payload["via"]) == ("office", "dl-customs", "ledger")
    assert said.payload["text"] == "系统已开发"
    assert "张三" in matters[0].text
    assert PassageRow.objects.filter(entry=said).exists()
    assert list(flaws_of_state()) == []
    assert flaws() == []
    told = signed_in(cast.office, "zh").get(f"/tasks/{matters[0].pk}/").content.decode()
    assert "据台账文件" in told


def test_a_value_without_a_span_has_the_name_of_who_entered_it(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    entered(cast.office, row)
    plan = PlanRow.objects.get()
    (task,) = plan_of(plan).tasks
    text = plan_of(plan).text
    assert text[task.span.start : task.span.end] == task.text
    assert task.limit
    assert (task.limit.span, task.limit.by) == (None, "督查室")
    assert {(one.span, one.by) for one in task.units} == {(None, "督查室")}


def test_what_each_line_became_is_seen_after_entering_and_later(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    entered(cast.office, row)
    shown = page(cast.office, row)
    assert [one.judged.outcome.value for one in shown.context["page"]] == [
        *("new", "refused", "refused")
    ]
    assert [one.made for one in shown.context["page"]] == ["已交办 · 已签收 · 已反馈40%", "", ""]
    ahead = row.at + timedelta(minutes=1)  # the clock of the web server is before the worker's
    LedgerFileRow.objects.filter(pk=row.pk).update(at=ahead)
    shown = page(cast.office, row)
    text = shown.content.decode()
    assert "立项1项（交办1项，其中已反馈1项）" in text
    assert "没有新内容" not in text
    matter = MatterRow.objects.get()
    by = member(cast.office)
    acts.report(matter, by, claimed=90, text="已推广", posting=by_phone(matter))
    (first, *_rest) = page(cast.office, row, "en").context["page"]
    assert first.made == "Dispatched · Signed for · Reported 40\u00a0%"
    heads = ["序号", "重点任务", "牵头单位", "进度", "进展情况"]
    nothing_new = [1, "推行提前申报", "大连海关", 40, "系统已开发"]
    home = str(row.programme_id)
    again = brought(cast.office, book([heads, nothing_new]), programme=home, name="次月.xlsx")
    entered(cast.office, again)
    assert [one.made for one in page(cast.office, again).context["page"]] == [""]


def test_entered_twice_it_says_so_and_changes_nothing(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    mended(cast.office, row)
    entered(cast.office, row)
    before = EntryRow.objects.count(), MatterRow.objects.count()
    again = entered(cast.office, row).content.decode()
    assert "早已登记" in again
    assert (EntryRow.objects.count(), MatterRow.objects.count()) == before
    programme = ProgrammeRow.objects.get()
    second = brought(cast.office, programme=str(programme.pk))
    assert second.pk == row.pk, "the same file for the same programme is the same row"


def test_the_next_ledger_brings_reports_and_never_writes_over_a_persons(
    cast: SimpleNamespace,
) -> None:
    row = brought(cast.office)
    mended(cast.office, row)
    entered(cast.office, row)
    programme = ProgrammeRow.objects.get()
    declared = MatterRow.objects.get(heading_zh="建设单证窗口")
    acts.report(declared, member(cast.commerce), claimed=90, text="窗口已试运行", posting=Posting())
    heads = ["序号", "重点任务", "牵头单位", "进度", "进展情况"]
    data = book(
        [
            heads,
            [1, "推行提前申报", "大连海关", 60, "已在两个口岸试用"],
            [2, "建设单证窗口", "市商务局", 70, "窗口在调试"],
            [3, "试办跨境结算", "市财政局", 40, "方案已报"],
            [4, "新设查验场地", "大连海关", None, None],
        ]
    )
    second = brought(cast.office, data, name="四月.xlsx", programme=str(programme.pk))
    shown = page(cast.office, second).content.decode()
    assert "两边都有改动" in shown
    assert "本系统中市商务局联络员已于2021年3月17日反馈90%" in shown
    assert "窗口已试运行" in shown
    assert "窗口在调试" in shown
    entered(cast.office, second)
    assert second.result == {"new": 1, "report": 1, "conflict": 1, "same": 1}
    declared.refresh_from_db()
    assert declared.claimed == 90
    assert MatterRow.objects.get(heading_zh="推行提前申报").claimed == 60
    assert MatterRow.objects.count() == 4
    assert flaws() == []


def test_of_two_reports_a_person_says_which_stands(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    mended(cast.office, row)
    entered(cast.office, row)
    first, second = MatterRow.objects.filter(heading_zh__in=["推行提前申报", "试办跨境结算"])
    for one in (first, second):
        acts.report(one, member(cast.office), claimed=90, text="口头报告", posting=by_phone(one))
    heads = ["重点任务", "牵头单位", "进度", "进展情况"]
    data = book(
        [
            heads,
            ["推行提前申报", "大连海关", 60, "台账所写"],
            ["试办跨境结算", "市财政局", 70, "台账也写"],
        ]
    )
    later = brought(cast.office, data, name="四月.xlsx", programme=str(row.programme_id))
    send(cast.office, later, "side", **choice(later, 2, "file", first))
    shown = send(cast.office, later, "side", **choice(later, 3, "here", second))
    assert [one.judged.outcome.value for one in shown.context["page"]] == ["report", "same"]
    assert "将在其后登记文件内容" in shown.content.decode()
    assert "保留现有内容，不登记文件内容" in shown.content.decode()
    older = choice(later, 2, "file", first)
    acts.report(first, member(cast.office), claimed=95, text="又报", posting=by_phone(first))
    shown = page(cast.office, later)
    assert [one.judged.outcome.value for one in shown.context["page"]] == ["conflict", "same"]
    stale = send(cast.office, later, "side", **older)
    assert stale.status_code == 409, "what was reported meanwhile was not seen"
    send(cast.office, later, "side", **choice(later, 2, "file", first))
    later.refresh_from_db()
    entered(cast.office, later)
    assert later.result == {"report": 1, "same": 1}
    said = EntryRow.objects.filter(act=Act.REPORT).order_by("sequence")
    assert [one.payload["text"] for one in said.filter(matter=first)][-2:] == ["又报", "台账所写"]
    assert [one.payload["text"] for one in said.filter(matter=second)][-1:] == ["口头报告"]
    assert flaws() == []


def by_phone(matter: MatterRow) -> Posting:
    lead = matter.units.get(role="lead").unit
    return Posting(in_name_of=lead, via="phone")


def choice(row: LedgerFileRow, at: int, side: str, matter: MatterRow) -> dict[str, str]:
    """The form that a line changed on both sides has."""
    place = f"台账!{at}" if not row.is_ours else f"!{at}"
    version = {"version": str(matter.version)}
    return {"place": place, "task": str(matter.pk), "side": side} | version


def test_the_columns_can_be_changed_and_are_remembered(cast: SimpleNamespace) -> None:
    data = book([["事情", "谁", "甲", "任务"], ["甲事", "市商务局", "2021年底", "推行提前申报"]])
    row = brought(cast.office, data)
    shown = page(cast.office, row)
    (group,) = shown.context["mapped"]
    names = {one.head: one.name for one in group.columns}
    chosen = {names["事情"]: "", names["谁"]: "lead", names["甲"]: "limit", names["任务"]: "task"}
    answer = send(cast.office, row, "columns", **chosen)
    (line,) = answer.context["page"]
    assert line.judged.line.units[0].unit == "dl-commerce"
    assert str(line.judged.line.day) == "2021-12-31"
    assert "“事情”一列不读取" in answer.content.decode()
    twice = send(cast.office, row, "columns", **(chosen | {names["事情"]: "task"}))
    assert twice.status_code == 422
    assert "被设为同一内容" in twice.content.decode()
    entered(cast.office, LedgerFileRow.objects.get())
    later = book([["事情", "谁", "甲", "任务"], ["乙事", "市财政局", "3月底前", "试办跨境结算"]])
    programme = ProgrammeRow.objects.get()
    second = brought(cast.office, later, name="二.xlsx", programme=str(programme.pk))
    (line,) = page(cast.office, second).context["page"]
    assert line.judged.line.units[0].unit == "dl-finance"


def test_an_english_ledger_reads_in_english(cast: SimpleNamespace) -> None:
    row = brought(cast.office, ENGLISH, name="ledger.xlsx")
    shown = page(cast.office, row, "en").content.decode()
    assert "1 new task." in shown
    assert "1 line stays out." in shown
    assert "“soonish” is no date that can be read" in shown
    assert "“lots” is no progress" in shown


def test_a_fault_while_entering_enters_nothing_and_is_told(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = brought(cast.office)

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("broken on purpose")

    module = import_module("pilotage_server.ledgerfiles.actions.enter")
    monkeypatch.setattr(module, "_remember", broken)
    entered(cast.office, row)
    assert row.state == FileState.LOOKED_AT
    assert not MatterRow.objects.exists()
    assert not PlanRow.objects.exists()
    assert not ProgrammeRow.objects.exists()
    assert "未登记任何内容" in page(cast.office, row).content.decode()
    monkeypatch.undo()
    entered(cast.office, row)
    assert row.state == FileState.ENTERED


def in_single_lines(monkeypatch: pytest.MonkeyPatch, break_at: int) -> None:
    """Every line is a part of its own, and entering breaks off at that one."""
    parts = import_module("pilotage_server.ledgerfiles.actions.parts")
    for limit in ("MOST", "LEAST"):
        monkeypatch.setattr(parts, limit, 1)
    keep, calls = parts._keep, count(1)

    def breaking(*told: object) -> None:
        keep(*told)
        if next(calls) == break_at:
            raise RuntimeError("broken on purpose, after all of the part was written")

    monkeypatch.setattr(parts, "_keep", breaking)


def test_a_long_ledger_goes_on_where_it_was_broken_off(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = brought(cast.office)
    mended(cast.office, row)
    in_single_lines(monkeypatch, break_at=3)
    entered(cast.office, row)
    assert (row.state, row.done, row.result["new"]) == (FileState.LOOKED_AT, 2, 2)
    assert MatterRow.objects.count() == 2
    assert flaws() == []
    shown = page(cast.office, row).content.decode()
    assert "此前已处理2行，其余未登记" in shown
    assert "此前已登记" in shown
    assert "登记1行" in shown
    refused = send(cast.office, row, "mend", **{"m-台账!F9": "50"})
    assert refused.status_code == 422
    assert "已登记一部分" in refused.content.decode()
    entered(cast.office, row)
    assert (row.state, row.result) == (FileState.ENTERED, {"new": 3})
    assert [str(one.heading_zh) for one in MatterRow.objects.order_by("pk")] == [
        *("推行提前申报", "建设单证窗口", "试办跨境结算"),
    ]
    assert [one.title[-7:] for one in PlanRow.objects.order_by("pk")] == [
        *("（第1—1行）", "（第2—2行）", "（第3—3行）"),
    ]
    assert ProgrammeRow.objects.count() == 1
    assert flaws() == []
    assert list(flaws_of_state()) == []


def test_a_part_has_as_many_lines_as_the_last_one_took_time_for() -> None:
    parts: Any = import_module("pilotage_server.ledgerfiles.actions.parts")
    lines = [SimpleNamespace(outcome=outcome) for outcome in [Outcome.SAME, *[Outcome.NEW] * 900]]
    pace, sizes = parts.Pace(), []
    for part in parts.parts_of(lines, 0, pace):
        sizes.append(len(part.lines))
        a_line = 0.001 if part.end < 400 else 0.01
        pace.took(len(part.lines) * a_line, len(part.lines))
    assert sizes == [parts.MOST + 1, 150, 150, *[parts.LEAST] * 9]
    assert sum(sizes) == len(lines)


def test_between_the_parts_of_a_ledger_another_act_gets_its_turn(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: Any = import_module("pilotage_server.ledgerfiles.actions.parts")
    row = brought(cast.office)
    mended(cast.office, row)
    in_single_lines(monkeypatch, break_at=0)
    seen: list[tuple[float, int]] = []
    monkeypatch.setattr(parts.connection, "vendor", "sqlite")
    monkeypatch.setattr(
        parts.time, "sleep", lambda rest: seen.append((rest, MatterRow.objects.count()))
    )
    entered(cast.office, row)
    assert seen == [(parts.REST, 1), (parts.REST, 2)]


def test_broken_off_or_not_lines_of_the_same_words_become_the_same_tasks(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = ["序号", "重点任务", "牵头单位", "进度", "进展情况"]
    lines = [[n, "推行提前申报", "大连海关", 10 * n, f"第{n}次报告"] for n in (1, 2, 3)]
    row = brought(cast.office, book([heads, *lines]))
    in_single_lines(monkeypatch, break_at=2)
    entered(cast.office, row)
    assert row.done == 1
    entered(cast.office, row)
    assert row.result == {"new": 3}
    assert [one.claimed for one in MatterRow.objects.order_by("pk")] == [10, 20, 30]


def test_another_worker_that_was_quicker_leaves_nothing_to_enter(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    ours, theirs = (LedgerFileRow.objects.get(pk=row.pk) for _ in range(2))
    by = member(cast.office)
    assert ledgerfile_acts.enter(ours, by) == {"new": 1, "faulty": 2}
    assert ledgerfile_acts.enter(theirs, by) == {}
    assert MatterRow.objects.count() == 1


def test_a_page_that_is_older_than_what_was_mended_is_refused(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    old = LedgerFileRow.objects.get(pk=row.pk)
    mended(cast.office, row)
    assert send(cast.office, old, "enter").status_code == 409
    assert LedgerFileRow.objects.get().state == FileState.LOOKED_AT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04" + b"\0" * 40, "已损坏"),
        (b"%PDF-1.7 whatever", "不是表格文件"),
        (MERGED[: len(MERGED) // 2], "已损坏"),
        (book([["a"], ["b"]]), "没有任务表"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(
    cast: SimpleNamespace, data: bytes, said: str
) -> None:
    answer = bring(cast.office, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not LedgerFileRow.objects.exists()


def test_who_may_not_bring_ledgers_finds_nothing(cast: SimpleNamespace) -> None:
    row = brought(cast.office)
    for user in (cast.commerce, cast.leader, cast.drafter):
        assert page(user, row).status_code == 404
        assert bring(user, MERGED).status_code == (422 if user == cast.commerce else 404)
    assert ask_to_enter(row, member(cast.office), version=row.version)
