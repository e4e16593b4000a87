"""The worker: claims one compiling at a time, by conditional update, and does it.

Several workers may run. What one leaves that died is put back at the next look (``claiming``), and
after three attempts it is given up with a sentence.
"""

import logging
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import QuerySet

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.units.names import register

from . import claiming, store
from .claiming import wordings
from .marking import MarkedError, check_marking
from .models import CompileJobRow, JobState
from .signals import compiled

log = logging.getLogger("pilotage_server.documents")

GAVE_UP = PilotageError(
    "Reading this document was broken off three times.",
    "Save it as plain text and upload that, or send the file to the administrator.",
    zh=("读取这份文件三次中断。", "请另存为纯文本后重新上传，或把文件交给系统管理员。"),
)
BROKE = PilotageError(
    "The document could not be read because of a fault in this program. It is kept as uploaded.",
    "Tell the administrator the name of the document and the time.",
    zh=("本系统出错，未能读取这份文件；文件已按原样保存。", "请把文件名和时间告诉系统管理员。"),
)
LONGEST_TEXT = 2_000_000
MOST_TASKS = 1_500
TOO_LONG = PilotageError(
    f"This document is too long to be reviewed as one plan: it has more than {MOST_TASKS} tasks "
    f"or {LONGEST_TEXT:,} characters.",
    "Split it into its parts and upload them one by one.",
    zh=(
        f"这份文件过长，任务超过{MOST_TASKS}项或文字超过{LONGEST_TEXT // 10_000}万字，"
        "不便作为一个方案审阅。",
        "请拆分后分别上传。",
    ),
)


_also: list[Callable[[], bool]] = []


def work_also(once: Callable[[], bool]) -> None:
    """Do that work too when no document waits; ``once`` does one piece, False when there is none.

    Apps above this one call it when they start (``AppConfig.ready``).
    """
    _also.append(once)


def work_once() -> bool:
    """Do one waiting compiling, else one piece of other work; False when there was none."""
    put_back_silent()
    job = claim()
    if job is None:
        return any(once() for once in _also)
    _run(job)
    return True


def work_on(wanted: Callable[[], bool], pause: float = 0.5) -> None:
    """Look for work as long as it is ``wanted``; one bad document never stops it."""
    while wanted():
        try:
            busy = work_once()
        except Exception:
            log.exception("the worker goes on after a fault")
            connection.close()
            busy = False
        if not busy:
            time.sleep(pause)


def put_back_silent() -> int:
    """Put back work whose worker has said nothing for two minutes; returns how much."""
    given_up = {"failure": wordings(GAVE_UP), "ended_at": clock.now()}
    return claiming.put_back_silent(
        CompileJobRow.objects.all(),
        given_up={"state": JobState.FAILED, **given_up},
        again={"stage": "", "percent": 0},
    )


def claim() -> CompileJobRow | None:
    """Take the oldest waiting work; None when there is none or another worker was quicker."""
    return claiming.claim(CompileJobRow.objects.all())


def _run(job: CompileJobRow) -> None:
    try:
        _compile(job)
    except MarkedError as error:
        _forget(job, error)
    except PilotageError as error:
        _fail(job, error)
    except Exception:
        log.exception("document %s broke the compiler", job.document_id)
        _fail(job, BROKE)


def _compile(job: CompileJobRow) -> None:
    def told(stage: str, share: float) -> None:
        CompileJobRow.objects.filter(pk=job.pk, attempts=job.attempts).update(
            stage=stage, percent=round(share * 100), beat_at=clock.now()
        )

    document = job.document
    data = store.read(document)
    plan = compile_document(data, document.name, register=register(), progress=told)
    check_marking(plan.text)
    if len(plan.text) > LONGEST_TEXT or len(plan.tasks) > MOST_TASKS:
        raise TOO_LONG
    with transaction.atomic():
        done = _still_mine(job).update(
            state=JobState.DONE, stage="plan", percent=100, ended_at=clock.now()
        )
        if done:
            compiled.send(sender=CompileJobRow, document=document, plan=plan)


def _fail(job: CompileJobRow, error: PilotageError) -> None:
    _still_mine(job).update(state=JobState.FAILED, failure=wordings(error), ended_at=clock.now())


def _forget(job: CompileJobRow, error: PilotageError) -> None:
    """The bytes go first: should the rest break off, the next worker comes to the same end."""
    store.forget(job.document)
    with transaction.atomic():
        _fail(job, error)
        record(What.FORGOTTEN, job.document, by="")


def _still_mine(job: CompileJobRow) -> QuerySet[CompileJobRow]:
    """The job's row, unless another worker has taken it over since."""
    return CompileJobRow.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
