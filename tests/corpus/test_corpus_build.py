"""Building: all files once, resumed after any interruption, bad files among the problems."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pilotage.base import PilotageError
from pilotage.corpus import TABLES, Built, build_corpus, summarise, summary_text, unusable_files

pytest.importorskip("daft", reason="needs the extra corpus: docs/how-to/corpus.md")
import pyarrow.dataset as ds

PLAN = (
    "大连市方案{n}\n一、任务\n（一）开通航线。开通{n}条。（牵头单位：市商务局；配合单位：甲乙局）\n"
)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:03d}.txt").write_text(PLAN.format(n=n), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "cut.docx").write_bytes(b"PK\x03\x04 not all of it")
    return folder


def build(plans: Path, **options: Any) -> Built:
    return build_corpus([str(plans)], plans.parent / "out", **{"workers": 1, **options})


def rows(corpus: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ds.dataset(corpus / table).to_table().to_pylist()
    return sorted(found, key=str)


def tables(corpus: Path) -> dict[str, list[dict[str, Any]]]:
    return {table.name: rows(corpus, table.name) for table in TABLES}


def test_every_file_is_once_a_document_or_a_problem(plans: Path) -> None:
    built = build(plans)
    assert built.counts == (42, 40, 40, 2)
    out = plans.parent / "out"
    assert [r["document"] for r in rows(out, "documents")] == [
        f"plans/{n:03d}.txt" for n in range(40)
    ]
    bad = [(r["document"], r["code"]) for r in rows(out, "problems")]
    assert bad == [("plans/cut.docx", "B101"), ("plans/empty.txt", "B101")]


def test_a_second_build_does_nothing_and_a_changed_file_only_its_part(plans: Path) -> None:
    build(plans)
    assert build(plans).kept == 42
    (plans / "007.txt").write_text(PLAN.format(n=777), encoding="utf-8")
    again = build(plans)
    assert 0 < again.kept < 42
    assert again.counts.files == 42
    said = "".join(r["text"] for r in rows(plans.parent / "out", "tasks"))
    assert "开通777条" in said
    assert "开通7条" not in said


def test_a_file_that_went_leaves_no_rows(plans: Path) -> None:
    build(plans)
    (plans / "007.txt").unlink()
    assert build(plans).counts.files == 41
    assert "plans/007.txt" not in {r["document"] for r in rows(plans.parent / "out", "tasks")}


def test_what_an_interruption_left_is_made_whole(plans: Path) -> None:
    build(plans)
    out = plans.parent / "out"
    whole = tables(out)
    notes = sorted((out / "parts").iterdir())
    notes[0].unlink()  # tables without their note: the part was not finished
    notes[1].write_text('{"files": ', encoding="utf-8")  # cut in the middle of writing
    (out / "tasks" / ".half.parquet.123").write_bytes(b"PAR1")
    assert summarise(out).parts_missing == 2
    build(plans)
    assert tables(out) == whole
    assert not list((out / "tasks").glob(".*"))


def test_two_workers_give_the_tables_that_one_gives(plans: Path) -> None:
    build(plans)
    one = tables(plans.parent / "out")
    build(plans, workers=2, again=True)
    assert tables(plans.parent / "out") == one


def test_killed_half_way_and_given_again_nothing_is_lost_or_twice(tmp_path: Path) -> None:
    plans, out = tmp_path / "plans", tmp_path / "out"
    plans.mkdir()
    for n in range(1500):
        (plans / f"{n:04d}.txt").write_text(PLAN.format(n=n) * 20, encoding="utf-8")
    code = "from pilotage.cli import main; main()"
    command = [sys.executable, "-c", code, "corpus", "build", str(plans), "-o", str(out)]
    process = subprocess.Popen([*command, "--workers", "2"], start_new_session=True)
    limit = time.monotonic() + 60
    while len(list((out / "parts").glob("*.json"))) < 3 and time.monotonic() < limit:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    left = summarise(out).parts_missing
    subprocess.run(command, check=True)
    assert left > 0
    assert summarise(out).parts_missing == 0
    found = Counter(r["document"] for r in rows(out, "documents"))
    assert len(found) == 1500
    assert set(found.values()) == {1}


def test_a_folder_with_other_things_is_not_written_into(plans: Path) -> None:
    with pytest.raises(PilotageError, match="holds no corpus"):
        build_corpus([str(plans)], plans)
    build(plans)
    with pytest.raises(PilotageError, match="corpus of other files"):
        build_corpus([str(plans / "00*.txt")], plans.parent / "out")


def test_a_place_that_cannot_be_written_is_said(plans: Path) -> None:
    with pytest.raises(PilotageError, match="cannot be written"):
        build_corpus([str(plans)], Path("/proc/none/out"), workers=1)


def test_a_bad_register_or_engine_is_said_before_anything_is_made(plans: Path) -> None:
    with pytest.raises(PilotageError, match="no engine"):
        build(plans, engine="spark")
    with pytest.raises(PilotageError, match="cannot be opened"):
        build(plans, register=plans / "none.yaml")
    assert not (plans.parent / "out").exists()


def test_the_summary_counts_what_is_left_out(plans: Path) -> None:
    build(plans)
    summary = summarise(plans.parent / "out")
    assert (summary.tasks, summary.without_lead, summary.without_limit) == (40, 0, 40)
    loads = {(load.unit, load.name): load for load in summary.units}
    assert loads["dl-commerce", "dl-commerce"].lead == 40
    assert loads[None, "甲乙局"].support == 40
    assert [(i.name, i.plans) for i in summary.issuers] == [(None, 40)]
    english, chinese = summary_text(summary, "en", 80), summary_text(summary, "zh", 80)
    assert "42 files: 40 plans, 2 unusable." in english
    assert "文件42个，读成方案40份，无法使用2个。" in chinese
    assert [one.document for one in summary.unusable] == [
        one.document for one in unusable_files(plans.parent / "out")
    ]
    assert len(summary.unusable) == 2
    for file in summary.unusable:
        assert f"  {file.document}: {file.en}" in english
        assert f"  {file.document}：{file.zh}" in chinese
    assert "1 more." in summary_text(summary, "en", 80, most=1)
