"""The worker's part: claims one ledger that is to be entered, by conditional update, and enters it.

As with documents (decision 1): a worker that dies leaves the work without a beat, and another takes
it up; after three attempts it is given up with a sentence. Since every part of a ledger is entered
in one transaction with how far it is, who takes the work up goes on where it stopped.
"""

import logging

from django.db.models import F

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.documents import claiming
from pilotage_server.documents.claiming import wordings
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
    row = claiming.claim(LedgerFileRow.objects.all())
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
    given_up = {"failure": wordings(GAVE_UP), "version": F("version") + 1}
    return claiming.put_back_silent(
        LedgerFileRow.objects.all(),
        given_up={"state": FileState.LOOKED_AT, **given_up},
        again={"percent": 0},
    )


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
        state=FileState.LOOKED_AT, failure=wordings(error), version=F("version") + 1
    )
