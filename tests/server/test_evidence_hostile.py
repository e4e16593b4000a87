"""Hostile uploads: each gets one sentence, and of the form nothing else is lost."""

import io
import tracemalloc
from datetime import date
from types import SimpleNamespace
from typing import Any, BinaryIO
from typing import cast as typed

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils.translation import override

from pilotage.base import PilotageError
from pilotage_server.documents.limits import RequestSizeMiddleware
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.evidence import folder, path_of, proof_of, safe_name
from pilotage_server.ledgers.filetypes import danger_in, sniff
from pilotage_server.ledgers.models import EvidenceRow, MatterRow

from . import hostile
from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import at, issued, member


@pytest.mark.parametrize("what", hostile.REFUSED)
def test_a_hostile_file_is_refused_with_one_sentence(what: str) -> None:
    data, name, word = hostile.REFUSED[what]
    with override("en"), pytest.raises(PilotageError, match=word) as refused:
        proof_of(data, name)
    assert refused.value.what.endswith(".")
    assert refused.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        hostile.pdf("Acceptance report"),
        hostile.png(640, 480),
        hostile.gif(),
        hostile.zipped({"照片/一.png": hostile.png(), "a..b/记录.txt": b"x"}),
        "<p>网页另存的材料</p>".encode(),
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(range(256)) * 4,
    ],
    ids=["pdf", "png", "gif", "zip", "page as text", "jpeg"],
)
def test_honest_files_are_none_of_these(data: bytes) -> None:
    found = sniff(data)
    assert found
    assert danger_in(data, found) is None


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "a\0b.txt",
        "名" * 300 + ".txt",
        "验收\u202etxt.exe",
        "..",
        "CON:",
        "/etc/passwd",
        "",
    ],
)
def test_no_name_leads_anywhere(name: str) -> None:
    kept = safe_name(name)
    assert kept
    assert len(kept) <= 120
    assert not set(kept) & set("/\\\0:\u202e")
    assert kept not in (".", "..")


@pytest.fixture
def task(cast: SimpleNamespace) -> MatterRow:
    """Task 4, led and signed for by Commerce."""
    found = issued(cast.office, {4: "dl-commerce", 5: "dl-commerce"}, {4: date(2021, 3, 31)})
    matter = next(m for m in found if m.code("en") == "4")
    actions.sign(matter, member(cast.commerce), posting=at(9, 2, 2020))
    return matter


def sent(task: MatterRow, **more: object) -> dict[str, object]:
    return {"claimed": "40", "text": "已开工", "version": task.version, "post_token": "p"} | more


def words_held(answer: Any) -> dict[str, list[str]]:
    """The boxes of kept files in a form that came back, as it would send them again."""
    form = answer.context["form"]
    rows = ((name, form[name].value() or []) for name in form.fields if name.startswith("held_"))
    return {name: list(words) for name, words in rows if words}


@pytest.mark.django_db
def test_the_other_files_of_a_form_need_not_be_chosen_again(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    bad = SimpleUploadedFile("协议.pdf", hostile.REFUSED["a PDF that is a page from its end"][0])
    good = [SimpleUploadedFile("照片.png", hostile.png()), SimpleUploadedFile("函.txt", b"words")]
    client, path = signed_in(cast.commerce), f"/tasks/{task.pk}/report/"
    first = {"files_1": [good[0], bad], "dated_1": "2021-03-11", "kind_1": "photograph"}
    answer = client.post(path, sent(task, **first, files_2=good[1], next_step="下周移交"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "two kinds of file in one" in text
    assert "下周移交" in text
    assert "照片.png" in text
    assert not EvidenceRow.objects.exists()
    again = sent(task, **words_held(answer), dated_1="2021-03-11", kind_1="photograph")
    assert client.post(path, again).status_code == 302
    rows = EvidenceRow.objects.all()
    assert [(row.name, row.dated) for row in rows] == [
        ("照片.png", date(2021, 3, 11)),
        ("函.txt", None),
    ]
    assert rows[0].entry.payload["kinds"] == {rows[0].digest: "photograph"}
    assert path_of(rows[0].digest).read_bytes() == hostile.png()


@pytest.mark.django_db
def test_a_kept_file_is_for_its_own_account_and_its_word_cannot_be_made(
    cast: SimpleNamespace, task: MatterRow
) -> None:
    data = sent(task, claimed="", files_1=SimpleUploadedFile("函.txt", b"words"))
    answer = signed_in(cast.commerce).post(f"/tasks/{task.pk}/report/", data)
    words = words_held(answer)
    from pilotage_server.units.models import Standing

    colleague = signed_in(account("colleague", Standing.LIAISON, "dl-commerce"))
    for held in (words, {"held_1": ["eyJieSI6MX0:1:x"]}):
        told = colleague.post(f"/tasks/{task.pk}/report/", sent(task, **held))
        assert told.status_code == 422
        assert "kept too long ago" in told.content.decode()
    assert not EvidenceRow.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("机密★1年\n关于岸线的通知".encode(), "通知.txt"),
        ("秘密 10年\n关于岸线的通知".encode("gb18030"), "通知.txt"),
        (hostile.pdf("SECRET//NOFORN", "Berths"), "berths.pdf"),
        (hostile.zipped({"一/通知.txt": "绝 密 ★ 长期\n通知".encode()}), "材料.zip"),
        (b"words", "机密★2年 通知.txt"),
    ],
    ids=["text", "without star", "pdf", "in a zip", "in the name"],
)
def test_what_carries_a_marking_is_refused_and_nothing_of_it_kept(
    data: bytes, name: str, cast: SimpleNamespace, task: MatterRow
) -> None:
    form = sent(task, files_1=SimpleUploadedFile(name, data))
    answer = signed_in(cast.commerce, "zh-hans").post(f"/tasks/{task.pk}/report/", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "密级标注" in text
    assert "未予保存" in text
    assert not EvidenceRow.objects.exists()
    assert not [path for path in folder().rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "对企业商业秘密严格保密。",
        "加强机密文件管理，做好绝密级载体清退。",
        "The parties keep business secrets SECRET and confidential.",
        "密级：绝密/机密/秘密（选一）",
    ],
)
def test_words_of_secrecy_in_running_text_are_no_marking(
    words: str, cast: SimpleNamespace, task: MatterRow
) -> None:
    form = sent(task, files_1=SimpleUploadedFile("制度.txt", words.encode()))
    assert signed_in(cast.commerce).post(f"/tasks/{task.pk}/report/", form).status_code == 302


class Zeros(io.RawIOBase):
    """A body of that many zeros that is made while it is read."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        count = min(size if size >= 0 else self.left, self.left)
        self.left -= count
        return bytes(count)


def test_two_gigabytes_are_refused_while_they_come_and_fill_no_memory(db: None) -> None:
    size = 2 * 1024**3
    request = RequestFactory().post("/", b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(size)
    body = Zeros(size)
    request._stream = typed("BinaryIO", body)
    request.session = SessionStore()
    reached: list[object] = []
    tracemalloc.start()
    try:
        answer = RequestSizeMiddleware(reached.append)(request)  # type: ignore[arg-type]
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 422
    assert not reached
    assert body.left == size // 2, "the rest is left to the server, which hangs up"
    assert peak < 20 * 1024**2


@pytest.mark.django_db
def test_a_file_sent_before_serves_another_request(cast: SimpleNamespace, task: MatterRow) -> None:
    other = MatterRow.objects.get(plan=task.plan, kind="task", ordinal=5)
    lead = member(cast.commerce)
    actions.sign(other, lead, posting=at(9, 2, 2020))
    first = proof_of(b"one list for both", "名单.txt", date(2021, 3, 1))
    actions.report(task, lead, claimed=10, text="附件", proofs=[first], posting=at(3, 2))
    client: Client = signed_in(cast.commerce)
    page = client.get(f"/tasks/{other.pk}/report/").content.decode()
    assert "名单.txt · task 4 · 2021-03-01" in page
    row = EvidenceRow.objects.get()
    form = sent(other, again=[str(row.pk)])
    assert client.post(f"/tasks/{other.pk}/report/", form).status_code == 302
    rows = EvidenceRow.objects.filter(digest=row.digest)
    assert [(one.matter_id, one.dated) for one in rows] == [
        (task.pk, date(2021, 3, 1)),
        (other.pk, date(2021, 3, 1)),
    ]
    assert len([path for path in folder().rglob("*") if path.is_file()]) == 1


@pytest.mark.django_db
def test_another_units_file_cannot_be_taken(cast: SimpleNamespace, task: MatterRow) -> None:
    row_of_office = proof_of(b"of others", "他单位.txt")
    support = task.units.exclude(unit="dl-commerce").exclude(unit="")[0].unit
    from pilotage_server.units.models import Standing

    other = account("support", Standing.LIAISON, support)
    actions.sign(task, member(other), posting=at(3, 1))
    actions.report(task, member(other), claimed=5, text="附件", proofs=[row_of_office])
    key = str(EvidenceRow.objects.get().pk)
    answer = signed_in(cast.commerce).post(f"/tasks/{task.pk}/report/", sent(task, again=[key]))
    assert answer.status_code == 422
    assert "not among those of your unit" in answer.content.decode()
