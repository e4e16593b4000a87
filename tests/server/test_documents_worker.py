"""The worker: one claims a job, a dead one's job is put back, a fault is told."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from pilotage_server import clock
from pilotage_server.documents import actions, claiming, worker
from pilotage_server.documents.models import CompileJobRow, JobState
from pilotage_server.plans.models import PlanRow, ProgrammeRow

from .plans_support import PLAN_ZH, drafted, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(cast: SimpleNamespace) -> CompileJobRow:
    return actions.receive("plan.txt", [PLAN_ZH.encode()], cast.office).job


def test_a_job_is_claimed_by_one_worker(job: CompileJobRow) -> None:
    mine = worker.claim()
    assert mine
    assert mine.pk == job.pk
    assert worker.claim() is None


def test_compiling_makes_the_draft_of_a_plan(job: CompileJobRow) -> None:
    assert worker.work_once()
    assert not worker.work_once()
    job.refresh_from_db()
    row = PlanRow.objects.get(document=job.document)
    assert job.state == JobState.DONE
    assert row.title == "东港市口岸提升实施方案"
    assert row.state == "draft"
    assert row.programme.name_zh == row.title


def test_a_silent_workers_job_is_put_back_and_given_up_after_three(job: CompileJobRow) -> None:
    for _attempt in range(claiming.ATTEMPTS):
        assert worker.claim()
        late = clock.now() - claiming.SILENCE - timedelta(seconds=1)
        CompileJobRow.objects.update(beat_at=late)
        worker.put_back_silent()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.told("en")[0] == "Reading this document was broken off three times."
    assert job.told("zh")[0] == "读取这份文件三次中断。"


def test_a_worker_that_lost_its_job_writes_nothing(job: CompileJobRow) -> None:
    mine = worker.claim()
    assert mine
    CompileJobRow.objects.update(attempts=2)
    worker._run(mine)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert not PlanRow.objects.exists()


def test_a_fault_of_ours_is_told_and_leaves_no_half_plan(
    job: CompileJobRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(worker, "compile_document", broken)
    assert worker.work_once()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "fault in this program" in job.told("en")[0]
    assert not PlanRow.objects.exists()


def test_the_same_title_is_a_new_edition_in_the_same_programme(cast: SimpleNamespace) -> None:
    first = PlanRow.objects.get(document=uploaded(cast.office))
    second = PlanRow.objects.get(document=uploaded(cast.office, PLAN_ZH + "\n"))
    assert second.programme == first.programme
    assert (first.edition, second.edition) == (1, 2)


def test_an_upload_that_names_no_programme_joins_the_one_of_its_title(
    cast: SimpleNamespace,
) -> None:
    first = drafted(cast.office)
    ProgrammeRow.objects.filter(pk=first.programme_id).update(code="ports", name_en="Ports")
    second = drafted(cast.office, PLAN_ZH + "\n")
    assert (second.programme_id, second.edition) == (first.programme_id, 2)


def test_a_worker_whose_parent_is_gone_ends_at_once(tmp_path: Path) -> None:
    """Of a site killed while its worker starts, nothing stays behind."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    command = [sys.executable, "-m", "django", "work", "--with-parent", str(gone.pid)]
    environment = {**os.environ, "PILOTAGE_HOME": str(tmp_path)}
    settings = ["--settings", "pilotage_server.settings"]
    subprocess.run([*command, *settings], env=environment, timeout=50, check=True)
