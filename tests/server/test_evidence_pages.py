"""Evidence looked at and taken away: previews made here, packages with sums, the bound volume."""

import csv
import io
import json
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from PIL import Image

from pilotage.document import read_document
from pilotage.ledger import Method
from pilotage_server import clock
from pilotage_server.evidence.zipping import Part, zipped
from pilotage_server.ledgers import actions, binding
from pilotage_server.ledgers.evidence import path_of, proof_of
from pilotage_server.ledgers.models import EvidenceRow, MatterRow, MatterUnitRow
from pilotage_server.units.models import Standing
from pilotage_server.units.tree import beneath, indented

from . import hostile
from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import at, issued, member, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast: SimpleNamespace) -> MatterRow:
    """Task 4, led and signed for by Commerce."""
    found = issued(cast.office, {4: "dl-commerce"}, {4: date(2021, 3, 31)})
    matter = next(m for m in found if m.code("en") == "4")
    actions.sign(matter, member(cast.commerce), posting=at(9, 2, 2020))
    return matter


def proof(cast: SimpleNamespace, task: MatterRow, data: bytes, name: str) -> EvidenceRow:
    files = [proof_of(data, name, date(2021, 3, 1))]
    lead = member(cast.commerce)
    entry = actions.report(task, lead, claimed=10, text="附件", proofs=files, posting=at(3, 2))
    return entry.proofs.get()


def test_a_picture_is_made_anew_without_what_was_hidden_in_it(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    original = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at 38.9 N 121.6 E"
    Image.new("RGB", (3000, 1000), "green").save(original, "JPEG", exif=exif)
    row = proof(cast, task, original.getvalue(), "现场.jpg")
    answer = page(cast.office, f"/evidence/{row.pk}/page/1/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.size == (1240, 413)
        assert not shown.getexif()
    assert b"38.9 N" not in answer.content
    assert f"/evidence/{row.pk}/page/1/" in page(cast.office, f"/evidence/{row.pk}/view/").text


def test_a_browser_that_keeps_a_picture_asks_whether_it_may_still_show_it(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    original = io.BytesIO()
    Image.new("RGB", (300, 100), "green").save(original, "JPEG")
    row = proof(cast, task, original.getvalue(), "现场.jpg")
    reader, path = signed_in(cast.commerce), f"/evidence/{row.pk}/page/1/"
    first = reader.get(path)
    assert first["Cache-Control"] == "private, no-cache"
    kept = {"If-None-Match": first["ETag"]}
    assert reader.get(path, headers=kept).status_code == 304
    cast.commerce.membership.unit = "dl-customs"
    cast.commerce.membership.save()
    assert reader.get(path, headers=kept).status_code == 404
    assert reader.get(path).status_code == 404


def test_the_pages_of_a_pdf_are_painted(cast: SimpleNamespace, task: MatterRow) -> None:
    row = proof(cast, task, hostile.pdf("Acceptance report", "Hall 4"), "验收.pdf")
    answer = page(cast.office, f"/evidence/{row.pk}/page/1/")
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.width == 1240
        assert any(shown.convert("L").histogram()[:60]), "the words are on the page"
    assert page(cast.office, f"/evidence/{row.pk}/page/2/").status_code == 404


def test_a_text_is_shown_as_it_was_sent_and_nothing_of_it_runs(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    row = proof(cast, task, b"<p onclick='x()'>words</p><script>alert(1)</script>", "页.html")
    text = page(cast.office, f"/evidence/{row.pk}/view/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    assert page(cast.office, f"/evidence/{row.pk}/page/1/").status_code == 404


def test_an_office_file_is_shown_as_its_text(cast: SimpleNamespace, task: MatterRow) -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["泊位", "3个"])
    data = io.BytesIO()
    book.save(data)
    row = proof(cast, task, data.getvalue(), "表.xlsx")
    text = page(cast.office, f"/evidence/{row.pk}/view/").text
    assert "泊位" in text
    assert "3个" in text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (hostile.png(60_000, 60_000), "炸弹.png"),
        (b"%PDF-1.7 and nothing more", "残缺.pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "残缺.png"),
        (hostile.zipped({"a.txt": b"x"}), "材料.zip"),
    ],
    ids=["a bomb of a picture", "a torn pdf", "a torn picture", "a zip"],
)
def test_what_cannot_be_shown_says_so(
    data: bytes, name: str, cast: SimpleNamespace, task: MatterRow
) -> None:
    row = proof(cast, task, data, name)
    answer = page(cast.office, f"/evidence/{row.pk}/view/")
    assert answer.status_code == 200
    assert "There is no preview of this file" in answer.text
    assert page(cast.office, f"/evidence/{row.pk}/page/1/").status_code == 404


def test_the_page_says_where_else_the_file_stands_as_far_as_the_reader_sees_it(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    first = proof(cast, task, b"one list", "名单.txt")
    other = MatterRow.objects.get(plan=task.plan, kind="task", ordinal=5)
    part = other.units.exclude(unit__in=("dl-commerce", "")).first()
    assert part
    office = page(cast.office, f"/evidence/{first.pk}/view/").text
    assert "Nowhere else." in office
    second = proof(cast, task, b"one list", "又名.txt")
    text = page(cast.commerce, f"/evidence/{first.pk}/view/").text
    assert f"/evidence/{second.pk}/view/" in text
    path_of(first.digest).unlink()
    assert "missing from the shelves" in page(cast.office, f"/evidence/{first.pk}/view/").text


def package(user: User, address: str) -> zipfile.ZipFile:
    """The package as it came, piece by piece."""
    answer: Any = signed_in(user).get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def agreeing(folder: Path) -> int:
    """How many files agree with their sums; fails when one does not."""
    words = ["sha256sum", "-c", "--strict", "manifest.sha256"]
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.count(b": OK")


def test_a_package_holds_the_files_a_table_and_sums_that_agree(
    cast: SimpleNamespace, task: MatterRow, tmp_path: Path
) -> None:
    lead = member(cast.commerce)
    files = [proof_of(b"first", "名单.txt", date(2021, 3, 1)), proof_of(b"second", "名单.txt")]
    actions.report(task, lead, claimed=10, text="附件", proofs=files, posting=at(3, 2))
    formula = proof_of(b"third", "=1+1.txt")
    actions.report(task, lead, claimed=20, text="再报", proofs=[formula], posting=at(3, 3))
    package(cast.office, f"/tasks/{task.pk}/evidence.zip").extractall(tmp_path)
    assert agreeing(tmp_path) == 5
    lines = list(csv.reader(io.StringIO((tmp_path / "evidence.csv").read_text("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == [
        "files/4/003-名单.txt",
        "files/4/003-2-名单.txt",
        "files/4/004-=1+1.txt",
    ]
    assert lines[1][2] == "3 report"
    assert lines[1][3].startswith("2021-03-02 ")
    assert lines[1][7:11] == ["2021-03-01", "10%", "5", files[0].digest]
    sheet = openpyxl.load_workbook(tmp_path / "evidence.xlsx").active
    assert sheet
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == lines


def test_a_package_of_the_programme_holds_what_the_reader_may_open(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    proof(cast, task, b"of commerce", "甲.txt")
    address = f"/programmes/{task.plan.programme_id}/evidence.zip"

    assert "files/4/003-甲.txt" in package(cast.office, address).namelist()
    tables = ["evidence.csv", "evidence.xlsx", "manifest.sha256"]
    assert package(cast.leader, address).namelist() == tables
    assert signed_in(cast.drafter).get(address).status_code == 404
    assert signed_in(cast.office).get("/programmes/999/evidence.zip").status_code == 404


def test_a_unit_takes_the_package_of_a_programme_it_has_a_part_in_and_only_its_own(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    """Customs has no part in task 4 and supports others of the plan: it gets the package, with what
    these hold. A unit with no part in any task of the programme finds no such package."""
    proof(cast, task, b"of commerce", "甲.txt")
    programme = task.plan.programme
    customs = account("customs", Standing.LIAISON, "dl-customs")
    others = MatterRow.objects.filter(units__unit="dl-customs", plan__programme=programme)
    assert others.exists()
    assert not others.filter(pk=task.pk).exists()
    own = others.first()
    assert own is not None
    lead = account("lead", Standing.LIAISON, own.units.get(position=0).unit)
    for one in (lead, customs):
        actions.sign(own, member(one), posting=at(9, 2, 2020))
    files = [proof_of(b"of customs", "乙.txt", date(2021, 3, 1))]
    actions.report(own, member(customs), claimed=10, text="附件", proofs=files, posting=at(3, 2))
    address = f"/programmes/{programme.pk}/evidence.zip"
    kept = [name for name in package(customs, address).namelist() if name.startswith("files/")]
    assert [name.rpartition("-")[2] for name in kept] == ["乙.txt"]
    taking_part = set(MatterUnitRow.objects.values_list("unit", flat=True))
    apart = (unit for unit, _depth in indented("en") if not beneath(unit) & taking_part)
    nobody = account("nobody", Standing.LIAISON, next(apart))
    assert signed_in(nobody).get(address).status_code == 404


def test_a_package_of_many_tasks_asks_the_database_no_more_than_one_of_few(
    cast: SimpleNamespace, task: MatterRow, django_assert_max_num_queries: Any
) -> None:
    address = f"/programmes/{task.plan.programme_id}/evidence.zip"
    assert MatterRow.objects.count() > 15
    client = signed_in(cast.commerce)
    client.get("/to-do/")
    for number in range(3):
        proof(cast, task, f"words {number}".encode(), "甲.txt")
    with django_assert_max_num_queries(12):
        answer: Any = client.get(address)
        assert len(zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()) == 6


def test_a_package_of_any_size_needs_little_memory(tmp_path: Path) -> None:
    """The small form of ``benchmarks/evidence_package.py``: 64 MB through a few pieces."""
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(16 * 1024 * 1024)
    parts = [Part(name=f"{n}.bin", source=large, at=clock.now()) for n in range(4)]
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in zipped(iter(parts)))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 64 * 1024 * 1024
    assert peak < 4 * 1024 * 1024


def closed(cast: SimpleNamespace, task: MatterRow) -> None:
    lead, desk = member(cast.commerce), member(cast.office)
    actions.require(task, desk, evidence=["acceptance", "photograph"], posting=at(3, 1))
    files = [
        proof_of(hostile.pdf("Acceptance report of hall 4"), "验收.pdf", date(2021, 3, 1)),
        proof_of(b"\x89PNG\r\n\x1a\n torn", "残缺.png"),
    ]
    files[0] = replace(files[0], kind="acceptance")
    actions.report(
        task, lead, claimed=100, text="展馆<开馆>", done=True, proofs=files, posting=at(3, 2)
    )
    actions.verify(task, desk, verified=100, method=Method.VISIT, text="属实", posting=at(3, 3))
    actions.close(task, desk, text="办结", waiver="照片见验收报告", posting=at(3, 4))


def test_the_volume_holds_the_whole_matter_and_is_kept_with_it(
    cast: SimpleNamespace, task: MatterRow, tmp_path: Path
) -> None:
    closed(cast, task)
    client = signed_in(cast.office, "zh-hans")
    form = {"volume": "督查-2021-004", "version": task.version, "post_token": "v"}
    assert client.post(f"/tasks/{task.pk}/archive/", form).status_code == 302
    again = client.post(f"/tasks/{task.pk}/archive/", form)
    assert again.status_code == 302, "the same form, sent twice"
    row = EvidenceRow.objects.get(entry__act="archive")
    assert row.name == "任务4卷宗.pdf"
    document, _problems = read_document(path_of(row.digest).read_bytes(), row.name)
    told = document.text.replace(" ", "").replace("\n", "")
    for words in (
        *("督查-2021-004", "目录", "方案原文", "办理记录", "展馆<开馆>", "照片见验收报告"),
        *("销号所需佐证", "已免交", "验收.pdf", "时限", "绿灯", "残缺.png"),
    ):
        assert words in told, words
    digest = EvidenceRow.objects.get(name="验收.pdf").digest
    assert digest in told
    package(cast.office, f"/tasks/{task.pk}/volume.zip").extractall(tmp_path)
    assert agreeing(tmp_path) == 6
    lines = [json.loads(line) for line in (tmp_path / "entries.jsonl").read_text().splitlines()]
    assert [one["act"] for one in lines][-3:] == ["verify", "close", "archive"]
    assert lines[-1]["evidence"] == [row.digest]
    assert {path.suffix for path in (tmp_path / "files" / "4").iterdir()} == {".pdf", ".png"}


def test_the_volume_opens_to_who_reads_every_report(cast: SimpleNamespace, task: MatterRow) -> None:
    """It tells all that was entered: a supporting unit and a leader do not read it there either."""
    closed(cast, task)
    bound = proof_of(hostile.pdf("all that was entered"), "卷宗.pdf", date(2021, 3, 5))
    desk = member(cast.office)
    entry = actions.archive(task, desk, bind=lambda: bound, posting=at(3, 5))
    row, support = entry.proofs.get(), task.units.exclude(unit__in=("dl-commerce", ""))[0].unit
    reads = {
        cast.office: 200,
        cast.commerce: 200,
        cast.administrator: 200,
        account("support", Standing.LIAISON, support): 404,
        cast.leader: 404,
    }
    for user, status in reads.items():
        client = signed_in(user)
        shown = client.get(f"/tasks/{task.pk}/").content.decode()
        assert ("卷宗.pdf" in shown) is ("/volume.zip" in shown) is (status == 200), user
        paths = (
            f"/evidence/{row.pk}/",
            f"/evidence/{row.pk}/view/",
            f"/tasks/{task.pk}/volume.zip",
        )
        found = {path: client.get(path).status_code for path in paths}
        assert found == dict.fromkeys(paths, status), user
        names = package(user, f"/tasks/{task.pk}/evidence.zip").namelist()
        assert any("卷宗" in name for name in names) is (status == 200), user


def test_the_embedded_face_needs_no_font_of_the_machine(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    closed(cast, task)
    form = {"version": task.version, "post_token": "v"}
    signed_in(cast.office, "zh-hans").post(f"/tasks/{task.pk}/archive/", form)
    data = path_of(EvidenceRow.objects.get(entry__act="archive").digest).read_bytes()
    assert b"/FontFile3" in data or b"/FontFile2" in data


def test_what_is_not_closed_has_no_volume_and_none_is_bound(
    cast: SimpleNamespace, task: MatterRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.office)
    form = {"version": task.version, "post_token": "v"}
    monkeypatch.setattr(binding, "_binders", [])
    assert client.post(f"/tasks/{task.pk}/archive/", form).status_code == 422
    assert client.get(f"/tasks/{task.pk}/volume.zip").status_code == 404
    assert not EvidenceRow.objects.exists()
