"""Evidence packed with its sums, and the volume of an archived task, for programs."""

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest

from pilotage_server import clock
from pilotage_server.audit.models import RecordRow, What
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.models import EvidenceRow, MatterRow

from . import hostile
from .api_support import Program, token_of
from .ledgers_support import MARCH_17, member, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast: SimpleNamespace) -> Iterator[MatterRow]:
    """Task 5 of the example on 17 March 2021, whose lead has sent minutes as a proof."""
    with clock.standing_at(MARCH_17):
        matter = under_way(cast)["5"]
        proofs = [proof_of(hostile.pdf("Minutes of 3 March"), "minutes.pdf")]
        lead = member(cast.commerce)
        actions.report(matter, lead, claimed=100, text="Done.", done=True, proofs=proofs)
        yield matter


def opened(program: Program, path: str) -> dict[str, bytes]:
    """The files of a package by name, whose manifest was held against them."""
    answer = program.ask("GET", path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        files = {name: found.read(name) for name in found.namelist()}
    for line in files["manifest.sha256"].decode().splitlines():
        digest, name = line.split("  ", 1)
        assert sha256(files[name]).hexdigest() == digest
    return files


def test_the_evidence_of_a_task_and_of_its_programme_comes_with_its_sums(
    cast: Any, task: MatterRow
) -> None:
    programme = task.plan.programme_id
    before = RecordRow.objects.count()
    for path in (f"/tasks/{task.pk}/evidence.zip", f"/programmes/{programme}/evidence.zip"):
        files = opened(Program(token_of(cast.office)), path)
        digests = {sha256(data).hexdigest() for name, data in files.items() if "minutes" in name}
        assert digests == {EvidenceRow.objects.get(matter=task).digest}
        leader = opened(Program(token_of(cast.leader)), path)
        assert not any(name.startswith("files/") for name in leader)
    taken = RecordRow.objects.order_by("sequence")[before:]
    told = [(one.kind, one.key) for one in taken if one.what == What.EXPORTED]
    assert told == [("matter", task.pk)] * 2 + [("programme", programme)] * 2


def test_the_volume_of_a_task_archived_by_a_program(cast: Any, task: MatterRow) -> None:
    office = Program(token_of(cast.office))
    path = f"/tasks/{task.pk}/volume.zip"
    assert office.ask("GET", path).status_code == 404
    for act, body in (
        ("verify", {"verified": 100, "text": "Seen."}),
        ("close", {"text": "Done.", "waiver": "The minutes say all."}),
        ("archive", {"volume": "2021-005"}),
    ):
        answer = office.post(f"/tasks/{task.pk}/{act}", body)
        assert answer.status_code == 201, answer.content.decode()
    files = opened(office, path)
    assert b'"act": "archive"' in files["entries.jsonl"]
    assert sum(name.endswith(".pdf") for name in files) == 2
    assert Program(token_of(cast.leader)).ask("GET", path).status_code == 404
