"""Files as evidence: what is taken in, under which name and type, and how it is given out."""

import io
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse

from pilotage.base import PilotageError
from pilotage.ledger import Method
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.evidence import MAX_BYTES, path_of, proof_of, safe_name
from pilotage_server.ledgers.filetypes import sniff
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.units.models import Standing

from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import at, issued, member

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "spreadsheetml.sheet"),
        (_zip("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        (_zip("OFD.xml"), "application/ofd"),
        (_zip("照片/一.jpg"), "application/zip"),
        ("进展情况\n一、".encode("gb18030"), "text/plain"),
        ("进展".encode("utf-16"), "text/plain"),
        (b"<!doctype html><script>alert(1)</script>", "text/plain"),
        (b"MZ\x90\x00\x03\x00\x00\x00", None),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (b"PK\x03\x04 torn off", None),
    ],
)
def test_the_type_is_read_from_the_bytes(data: bytes, media_type: str | None) -> None:
    found = sniff(data)
    assert found == media_type or (found and media_type and found.endswith(media_type))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\验收单.pdf", "验收单.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        (".htaccess", "htaccess"),
        ('"><img src=x>.png', "___img src=x_.png"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_hostile_names_are_made_harmless(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_name_never_promises_another_type_than_the_bytes() -> None:
    assert proof_of(b"<html>", "report.html").name == "report.html.txt"
    assert proof_of(b"%PDF-1.4", "scan.jpg").name == "scan.jpg.pdf"
    assert proof_of(b"a,b\n1,2\n", "volumes.csv").name == "volumes.csv"
    assert proof_of(PNG, "").name.endswith(".png")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"MZ\x90\x00\x03\x00", "kind"), (b"x" * (MAX_BYTES + 1), "larger")],
    ids=["empty", "programme", "too large"],
)
def test_a_file_that_cannot_serve_is_refused_with_a_remedy(data: bytes, words: str) -> None:
    from django.utils.translation import override

    with override("en"), pytest.raises(PilotageError, match=words) as refused:
        proof_of(data, "x.pdf")
    assert refused.value.remedy


@pytest.fixture
def task(cast: SimpleNamespace) -> MatterRow:
    """Task 4, led and signed for by Commerce."""
    found = issued(cast.office, {4: "dl-commerce"}, {4: date(2021, 3, 31)})
    matter = next(m for m in found if m.code("en") == "4")
    actions.sign(matter, member(cast.commerce), posting=at(9, 2, 2020))
    return matter


def _sent(task: MatterRow, **more: object) -> dict[str, object]:
    return {"claimed": "40", "text": "已开工", "version": task.version, "post_token": "p"} | more


@pytest.mark.django_db
def test_a_report_with_files_of_several_dates(cast: SimpleNamespace, task: MatterRow) -> None:
    files = [
        SimpleUploadedFile("现场.png", PNG, "text/html"),
        SimpleUploadedFile("表.csv", b"a,b\n", "x/y"),
    ]
    data = _sent(
        task,
        files_1=files,
        dated_1="2021-03-11",
        files_2=SimpleUploadedFile("函.pdf", b"%PDF-1.4 x"),
    )
    answer = signed_in(cast.commerce).post(f"/tasks/{task.pk}/report/", data)
    assert answer.status_code == 302
    kept = [(row.name, row.media_type, row.dated, row.claim) for row in EvidenceRow.objects.all()]
    assert kept == [
        ("现场.png", "image/png", date(2021, 3, 11), 40),
        ("表.csv", "text/plain", date(2021, 3, 11), 40),
        ("函.pdf", "application/pdf", None, 40),
    ]
    text = signed_in(cast.office).get(f"/tasks/{task.pk}/").content.decode()
    assert "no date" in text
    assert "with 3 proofs" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (SimpleUploadedFile("空.pdf", b""), "is empty"),
        (SimpleUploadedFile("x.pdf", b"MZ\x90\x00\x03"), "cannot serve as evidence"),
        (SimpleUploadedFile("半.docx", b"PK\x03\x04\x14\x00word/"), "damaged or was cut short"),
        (SimpleUploadedFile("大.txt", b"x" * (MAX_BYTES + 1)), "larger than 20 MB"),
    ],
    ids=["empty", "programme", "cut short", "too large"],
)
def test_a_bad_file_gets_a_sentence_and_the_report_is_kept(
    bad: SimpleUploadedFile, words: str, cast: SimpleNamespace, task: MatterRow
) -> None:
    good = SimpleUploadedFile("好.txt", b"fine")
    data = _sent(task, files_1=[good, bad], next_step="下周移交")
    answer = signed_in(cast.commerce).post(f"/tasks/{task.pk}/report/", data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "已开工" in text
    assert "下周移交" in text
    assert not EvidenceRow.objects.exists()
    assert EntryRow.objects.filter(matter=task).count() == 2


@pytest.mark.django_db
def test_a_proof_is_only_ever_a_download(cast: SimpleNamespace, task: MatterRow) -> None:
    page = b"<html><script>alert(1)</script></html>"
    actions.report(
        task,
        member(cast.commerce),
        claimed=10,
        text="附件",
        proofs=[proof_of(page, '招商"情况.html')],
        posting=at(3, 1),
    )
    row = EvidenceRow.objects.get()
    answer = signed_in(cast.office).get(f"/evidence/{row.pk}/")
    assert isinstance(answer, FileResponse)
    assert b"".join(answer.streaming_content) == page
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_who_may_open_a_proof(cast: SimpleNamespace, task: MatterRow) -> None:
    actions.report(
        task,
        member(cast.commerce),
        claimed=10,
        text="附件",
        proofs=[proof_of(b"words", "a.txt", date(2021, 3, 1))],
        posting=at(3, 1),
    )
    support = task.units.exclude(unit="dl-commerce").exclude(unit="")[0].unit
    other = account("support", Standing.LIAISON, support)
    row = EvidenceRow.objects.get()

    def status(user: object) -> int:
        return signed_in(user).get(f"/evidence/{row.pk}/").status_code  # type: ignore[arg-type]

    assert status(cast.office) == status(cast.commerce) == 200
    assert status(cast.transport) == status(cast.drafter) == status(other) == 404
    assert status(cast.leader) == 404
    actions.verify(
        task,
        member(cast.office),
        verified=10,
        method=Method.DESK,
        text="核实",
        posting=at(3, 2),
    )
    assert status(cast.leader) == 200


def test_the_same_bytes_are_kept_once(media: object) -> None:
    from pilotage_server.ledgers.evidence import keep

    first, second = proof_of(b"same", "a.txt"), proof_of(b"same", "b.txt")
    assert keep(first) == keep(second)
    assert len(list(path_of(first.digest).parent.iterdir())) == 1
