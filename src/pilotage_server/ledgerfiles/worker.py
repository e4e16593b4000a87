"""The worker's part: claims one ledger that is to be entered, by conditional update, and enters it.

As with documents (decision 1): a worker that dies leaves the work without a beat, and another takes
it up; after three attempts it is given up with a sentence. Since every part of a ledger is entered
in one transaction with how far it is, who takes the work up goes on where it stopped.
"""

import logging

from django.db.models import F, Q

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.documents.worker import ATTEMPTS, SILENCE
from pilotage_server.units.models import MembershipRow

from .actions import enter
from .models import FileState, LedgerFileRow

log = logging.getLogger("pilotage_server.ledgerfiles")

GAVE_UP = PilotageError(
    "Entering this ledger was broken off three times.",
    "Enter it once more; if it stops again, tell the administrator the name of the file.",
    zh=("登记这份台账三次中断。", "请再次登记；如仍中断，请把文件名告诉系统管理员。"),
)
BROKE = PilotageError(
    "Entering the ledger stopped because of a fault in this program.",
    "Tell the administrator the name of the file and the time.",
    zh=("本系统出错，登记已停止。", "请把文件名和时间告诉系统管理员。"),
)


def work_once() -> bool:
    """Enter one ledger that waits; False when there is none."""
    put_back_silent()
    row = _claim()
    if row is None:
        return False
    try:
        enter(row, _asker(row), lambda share: _beat(row, share))
    except PilotageError as error:
        _fail(row, error)
    except Exception:
        log.exception("ledger file %s could not be entered", row.pk)
        _fail(row, BROKE)
    return True


def put_back_silent() -> int:
    """Put back work whose worker has said nothing for two minutes; returns how much."""
    now = clock.now()
    silent = LedgerFileRow.objects.filter(state=FileState.RUNNING).filter(
        Q(beat_at__lt=now - SILENCE) | Q(beat_at__gt=now + SILENCE)
    )
    silent.filter(attempts__gte=ATTEMPTS).update(
        state=FileState.LOOKED_AT, failure=_wordings(GAVE_UP), version=F("version") + 1
    )
    return silent.update(state=FileState.WAITING, percent=0)


def _claim() -> LedgerFileRow | None:
    waiting = LedgerFileRow.objects.filter(state=FileState.WAITING).order_by("pk").first()
    if waiting is None:
        return None
    mine = LedgerFileRow.objects.filter(pk=waiting.pk, state=FileState.WAITING).update(
        state=FileState.RUNNING, beat_at=clock.now(), attempts=F("attempts") + 1
    )
    if not mine:
        return None
    waiting.refresh_from_db()
    return waiting


def _asker(row: LedgerFileRow) -> MembershipRow:
    """Who asked, in the post that was worn then; PilotageError when the account was closed."""
    member = MembershipRow.objects.select_related("user").filter(user=row.entered_by).first()
    if member is None or not member.user.is_active:
        raise PilotageError(
            "The account that asked for this was closed, so entering stopped.",
            "Ask for it again.",
            zh=("提出登记的账号已停用，登记已停止。", "请重新提出。"),
        )
    shown = MembershipRow(pk=member.pk, user=member.user)
    for name, value in row.post.items():
        setattr(shown, name, value)
    return shown


def _beat(row: LedgerFileRow, share: float) -> None:
    LedgerFileRow.objects.filter(pk=row.pk, state=FileState.RUNNING, attempts=row.attempts).update(
        percent=round(share * 100), beat_at=clock.now()
    )


def _fail(row: LedgerFileRow, error: PilotageError) -> None:
    LedgerFileRow.objects.filter(pk=row.pk, state=FileState.RUNNING, attempts=row.attempts).update(
        state=FileState.LOOKED_AT, failure=_wordings(error), version=F("version") + 1
    )


def _wordings(error: PilotageError) -> dict[str, tuple[str, str]]:
    return {"en": error.told("en"), "zh": error.told("zh")}
