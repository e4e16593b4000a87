"""Uploading: what is taken in, what is refused, and that nothing is lost or doubled."""

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pilotage_server.documents import store, worker
from pilotage_server.documents.models import CompileJobRow, DocumentRow

from .conftest import signed_in
from .plans_support import PLAN_EN, PLAN_ZH, uploaded

pytestmark = pytest.mark.django_db

FORM = "/documents/upload/"


def send(client: Client, data: bytes, name: str = "plan.txt", **extra: str) -> str:
    """Send the upload form; returns the address of the answer, or its status as text."""
    fields = {"file": SimpleUploadedFile(name, data), "marking": "none", "post_token": "one"}
    answer = client.post(FORM, fields | extra)
    return answer["Location"] if answer.status_code == 302 else str(answer.status_code)


def test_the_office_and_a_drafter_upload_others_do_not(cast: SimpleNamespace) -> None:
    assert signed_in(cast.office).get(FORM).status_code == 200
    assert signed_in(cast.drafter).get(FORM).status_code == 200
    assert signed_in(cast.transport).get(FORM).status_code == 404
    assert signed_in(cast.leader).get(FORM).status_code == 404
    assert signed_in(cast.stranger).get(FORM).status_code == 404


def test_an_upload_is_kept_as_it_came_and_waits_for_the_worker(cast: SimpleNamespace) -> None:
    target = send(signed_in(cast.office), PLAN_ZH.encode("gb18030"), "方案.txt")
    document = DocumentRow.objects.get()
    assert target == f"/documents/{document.pk}/"
    assert document.name == "方案.txt"
    assert store.read(document) == PLAN_ZH.encode("gb18030")
    assert document.job.state == "waiting"


def test_a_form_sent_twice_makes_one_document(cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    first = send(client, PLAN_ZH.encode())
    second = send(client, PLAN_ZH.encode())
    assert first == second
    assert DocumentRow.objects.count() == 1


def test_a_form_without_its_token_is_stale(cast: SimpleNamespace) -> None:
    assert send(signed_in(cast.office), PLAN_ZH.encode(), post_token="") == "409"
    assert not DocumentRow.objects.exists()


def test_a_marked_document_is_not_stored(cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    fields = {"file": SimpleUploadedFile("plan.txt", b"text"), "marking": "marked"}
    answer = client.post(FORM, fields | {"post_token": "one"})
    assert answer.status_code == 422
    assert "may not be kept here" in answer.content.decode()
    assert not DocumentRow.objects.exists()


def test_an_empty_file_is_told_beside_its_field(cast: SimpleNamespace) -> None:
    fields = {"file": SimpleUploadedFile("plan.txt", b""), "marking": "none"}
    answer = signed_in(cast.office).post(FORM, fields | {"post_token": "one"})
    assert answer.status_code == 422
    assert "This file is empty" in answer.content.decode()


def test_a_file_above_the_limit_is_refused(cast: SimpleNamespace, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    fields = {"file": SimpleUploadedFile("plan.txt", b"a" * 1500000), "marking": "none"}
    answer = signed_in(cast.office).post(FORM, fields | {"post_token": "one"})
    assert answer.status_code == 422
    assert "has 2 MB; at most 1 MB" in answer.content.decode()


def test_fifty_megabytes_of_text_are_no_plan(cast: SimpleNamespace) -> None:
    fields = {"file": SimpleUploadedFile("plan.txt", b"a" * 50 * 1024 * 1024), "marking": "none"}
    answer = signed_in(cast.office).post(FORM, fields | {"post_token": "one"})
    assert answer.status_code == 422
    assert "This file has 50 MB; at most" in answer.content.decode()
    fields["file"] = SimpleUploadedFile("plan.txt", b"a" * 9 * 1024 * 1024)
    answer = signed_in(cast.office).post(FORM, fields | {"post_token": "two"})
    assert answer.status_code == 422
    assert "9 MB of text; a plan has at most 8 MB" in answer.content.decode()


def test_a_document_too_long_to_review_is_told_and_kept(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "MOST_TASKS", 2)
    document = uploaded(cast.office)
    assert document.job.state == "failed"
    assert "too long to be reviewed" in document.job.told("en")[0]
    assert store.read(document) == PLAN_ZH.encode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_marking_the_uploader_overlooked_takes_the_file_away(
    cast: SimpleNamespace, language: str
) -> None:
    document = uploaded(cast.office, "机密★1年\n" + PLAN_ZH)
    answer = signed_in(cast.office, language).get(f"/documents/{document.pk}/")
    assert document.job.state == "failed"
    assert "机密★" in answer.content.decode()
    assert f"/documents/{document.pk}/again/" not in answer.content.decode()
    assert not store.is_kept(document)
    again = signed_in(cast.office).post(f"/documents/{document.pk}/again/")
    assert again.status_code == 409


def test_the_word_secret_alone_is_no_marking(cast: SimpleNamespace) -> None:
    text = PLAN_ZH.replace("推进通关便利化", "做好商业秘密保护")
    assert uploaded(cast.office, text).job.state == "done"


def test_a_body_beyond_every_form_is_refused_before_it_is_taken_apart(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pilotage_server.documents.limits.LARGEST", 1000)
    fields = {"file": SimpleUploadedFile("plan.txt", b"a" * 2000), "marking": "none"}
    answer = signed_in(cast.office).post(FORM, fields | {"post_token": "one"})
    assert answer.status_code == 422
    assert "larger than this site takes" in answer.content.decode()


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return target.getvalue()


def _whole_docx() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", b"<w/>" * 1000)
    return target.getvalue()


BAD = {
    "truncated": ("plan.docx", _whole_docx()[:400]),
    "encrypted": ("plan.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 3000),
    "mislabelled": ("plan.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "bomb": ("plan.docx", _bomb()),
    "binary": ("plan.txt", bytes(range(256)) * 40),
    "program": ("plan.exe", b"MZ" + bytes(1000)),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_cannot_be_read_is_one_sentence_and_the_file_is_kept(
    cast: SimpleNamespace, kind: str, language: str
) -> None:
    name, data = BAD[kind]
    document = uploaded(cast.office, data, name)
    answer = signed_in(cast.office, language).get(f"/documents/{document.pk}/")
    what, _remedy = document.job.told("en" if language == "en" else "zh")
    assert document.job.state == "failed"
    assert answer.status_code == 422
    assert what
    assert what in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert store.read(document) == data


def test_broken_encodings_are_read_with_what_is_left(cast: SimpleNamespace) -> None:
    data = PLAN_ZH.encode("gb18030")[:-3] + b"\x81"
    assert uploaded(cast.office, data).job.state == "done"


def test_a_drafter_does_not_find_anothers_document(cast: SimpleNamespace) -> None:
    document = uploaded(cast.office)
    assert signed_in(cast.drafter).get(f"/documents/{document.pk}/").status_code == 404
    assert signed_in(cast.office).get("/documents/999/").status_code == 404


def test_progress_is_a_whole_page_and_a_part_for_htmx(cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    send(client, PLAN_EN.encode())
    document = DocumentRow.objects.get()
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert '<meta http-equiv="refresh"' in page
    assert 'hx-trigger="every 2s"' in page
    CompileJobRow.objects.update(state="running", stage="clauses", percent=55)
    part = client.get(f"/documents/{document.pk}/", headers={"hx-request": "true"})
    assert "<html" not in part.content.decode()
    assert 'value="55"' in part.content.decode()
    assert "reading measures, limits and citations" in part.content.decode()
    CompileJobRow.objects.update(state="waiting")
    while worker.work_once():
        continue
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert f"/plans/of-document/{document.pk}/" in page
    assert "refresh" not in page


def test_a_failed_document_can_be_read_again_once(cast: SimpleNamespace) -> None:
    document = uploaded(cast.office, bytes(range(256)) * 40)
    client = signed_in(cast.office)
    assert client.post(f"/documents/{document.pk}/again/").status_code == 302
    assert client.post(f"/documents/{document.pk}/again/").status_code == 409


def test_the_very_same_file_is_noticed_and_read_again_only_when_asked(
    cast: SimpleNamespace,
) -> None:
    first = uploaded(cast.office)
    client = signed_in(cast.office)
    fields = {"marking": "none", "post_token": "two"}

    def sent(**extra: str) -> Any:
        file = SimpleUploadedFile("copy.txt", PLAN_ZH.encode())
        return client.post(FORM, fields | {"file": file} | extra)

    answer = sent()
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This very file was uploaded on" in page
    assert f'href="/plans/of-document/{first.pk}/"' in page
    assert DocumentRow.objects.count() == 1
    assert sent(post_token="three", again="1").status_code == 302
    assert DocumentRow.objects.count() == 2


def test_a_file_that_failed_or_is_anothers_is_not_called_read(cast: SimpleNamespace) -> None:
    uploaded(cast.office)
    assert send(signed_in(cast.drafter), PLAN_ZH.encode()).startswith("/documents/")
    failed = uploaded(cast.office, b"\x00\x01\x02" * 50)
    assert failed.job.state == "failed"
    answer = send(signed_in(cast.office), b"\x00\x01\x02" * 50, post_token="again")
    assert answer.startswith("/documents/")


def test_a_file_that_was_not_read_is_listed_apart_and_can_be_removed(
    cast: SimpleNamespace, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    failed = uploaded(cast.office, b"\x00\x01\x02" * 50, "picture.txt")
    client = signed_in(cast.office)
    page = client.get("/plans/").content.decode()
    assert "<h2>Not read</h2>" in page
    assert "Being read" not in page
    assert failed.job.told("en")[0] in page
    address = f"/documents/{failed.pk}/discard/"
    assert signed_in(cast.drafter).post(address, {"post_token": "d"}).status_code == 404
    assert signed_in(cast.leader).post(address, {"post_token": "l"}).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"post_token": "o"})["Location"] == "/plans/"
    assert client.post(address, {"post_token": "o"})["Location"] == "/plans/"
    assert not DocumentRow.objects.exists()
    assert not store.is_kept(failed)
    assert "<h2>Not read</h2>" not in client.get("/plans/").content.decode()


def test_a_file_that_was_read_is_not_removed(cast: SimpleNamespace) -> None:
    done = uploaded(cast.office)
    address = f"/documents/{done.pk}/discard/"
    assert signed_in(cast.office).post(address, {"post_token": "o"}).status_code == 409
    assert DocumentRow.objects.exists()
