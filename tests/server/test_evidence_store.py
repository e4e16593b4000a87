"""The shelves of evidence: nothing lost, nothing left over, wherever a server was stopped."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from pilotage_server import clock
from pilotage_server.ledgers import actions, storing
from pilotage_server.ledgers.evidence import DRAFT, keep, path_of, proof_of
from pilotage_server.ledgers.models import EvidenceRow

from .ledgers_support import LEADS, LIMITS, at, issued, member

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4


def said(*args: str) -> str:
    out = StringIO()
    call_command("evidence", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def proof(cast: SimpleNamespace) -> EvidenceRow:
    """One file in its place, with its row."""
    task = next(m for m in issued(cast.office, LEADS, LIMITS) if m.ordinal == 4)
    lead = member(cast.commerce)
    actions.sign(task, lead, posting=at(9, 2, 2020))
    files = [proof_of(b"words", "a.txt")]
    actions.report(task, lead, claimed=10, text="附件", proofs=files, posting=at(3, 1))
    return EvidenceRow.objects.get()


def test_a_row_without_its_file_is_found_and_placed(
    proof: EvidenceRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "1 proofs, 1 files. Missing: 0." in said("check", "--files")
    path_of(proof.digest).write_bytes(b"other words")
    with pytest.raises(SystemExit):
        said("check", "--files")
    path_of(proof.digest).unlink()
    with pytest.raises(SystemExit):
        said("check")
    assert storing.check().lost == [proof.digest]


def test_only_what_nobody_names_is_swept_and_only_when_it_is_old(proof: EvidenceRow) -> None:
    orphan = path_of(keep(proof_of(b"never named", "b.txt")))
    draft = orphan.with_name(f"{DRAFT}x1")
    draft.write_bytes(b"half of")
    assert storing.check().waiting == 2
    assert storing.sweep() == 0
    old = clock.wall().timestamp() - storing.GRACE - 60
    for path in (orphan, draft, path_of(proof.digest)):
        os.utime(path, (old, old))
    found = storing.check()
    assert (found.orphans, found.drafts) == ([orphan], [draft])
    assert storing.sweep() == 2
    assert not orphan.exists()
    assert path_of(proof.digest).read_bytes() == b"words"
    assert storing.check().is_sound


def test_a_file_that_is_named_again_in_the_moment_of_sweeping_stays(proof: EvidenceRow) -> None:
    orphan = path_of(keep(proof_of(b"named again", "b.txt")))
    old = clock.wall().timestamp() - storing.GRACE - 60
    os.utime(orphan, (old, old))
    assert storing.check().orphans == [orphan]
    keep(proof_of(b"named again", "c.txt"))
    assert storing.sweep() == 0
    assert orphan.exists()


@pytest.mark.once
def test_nothing_is_lost_or_left_over_when_servers_are_killed_while_files_come(
    tmp_path: Path,
) -> None:
    """The small form of ``benchmarks/evidence_store.py``, which kills a served site 100 times."""
    found = json.loads(_run(tmp_path, str(KILLS)))
    assert found["answered"] >= KILLS, "a kill came before the first file"
    assert found["before"]["lost"] == found["before"]["altered"] == 0
    assert found["before"]["rows"] >= 3 * found["answered"]
    assert found["swept"] == found["before"]["orphans"]
    assert found["after"] == found["before"] | {"orphans": 0}


def _run(home: Path, kills: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.server.evidence_writer", kills],
        cwd=ROOT,
        env=_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PILOTAGE_")}
    settings = "tests.server.several_processes"
    return kept | {"PILOTAGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings}
