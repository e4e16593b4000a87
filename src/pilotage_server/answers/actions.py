"""Taking a filled-in workbook in, and entering what it says as ordinary acts in the unit's name."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import Diagnostic, Language, PilotageError
from pilotage.ledger import Act
from pilotage.report import Answered, answered
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.marking import check_file
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.actions import Posting
from pilotage_server.ledgers.evidence import safe_name
from pilotage_server.units.models import MembershipRow

from .access import may_answer_for
from .judging import VIA, Line, Outcome, judge, token_of
from .models import BookRow

__all__ = ["bring", "enter_lines"]


def bring(name: str, data: bytes, by: MembershipRow) -> BookRow:
    """Keep what the workbook says; nothing is entered yet. The same file is kept once.

    PilotageError when it is no workbook that was given out here, is another unit's, or carries a
    security marking.
    """
    found = answered(data)
    check_file(data, safe_name(name))
    return _keep(name, data, found, by)


@transaction.atomic
def _keep(name: str, data: bytes, found: Answered, by: MembershipRow) -> BookRow:
    digest = hashlib.sha256(data).hexdigest()
    if not may_answer_for(by, found.unit):
        raise PilotageError(
            _("This is the workbook of another unit."), _("That unit or the office brings it.")
        )
    known = BookRow.objects.filter(digest=digest, unit=found.unit).first()
    if known is not None:
        return known
    book = BookRow.objects.create(
        name=name[:200],
        digest=digest,
        unit=found.unit[:80],
        by=by.user.get_username(),
        at=clock.now(),
        answers=[
            {
                "line": one.line,
                "key": one.key,
                "sign": one.sign,
                "progress": one.progress,
                "text": one.text,
                "next": one.next,
                "done": one.done,
                "faults": _told(one.faults),
            }
            for one in found.answers
            if not one.empty
        ],
        empty=sum(one.empty for one in found.answers),
        notes=_told(found.notes),
    )
    record(What.RECEIVED, book, by=by.user.get_username())
    return book


def _told(said: Iterable[Diagnostic]) -> list[dict[str, str]]:
    return [{"zh": one.message("zh"), "en": one.message("en")} for one in said]


def enter_lines(book: BookRow, by: MembershipRow, language: Language) -> int:
    """Enter every line that is ready, each as its own acts; how many lines were entered.

    A line that another person's entry makes impossible meanwhile stays, and says why when the page
    is shown again.
    """
    count = 0
    for line in judge(book, by, language):
        if line.outcome is Outcome.READY and _entered(book, line, by):
            count += 1
    if count:
        BookRow.objects.filter(pk=book.pk, entered_at=None).update(entered_at=clock.now())
    return count


def _entered(book: BookRow, line: Line, by: MembershipRow) -> bool:
    answer = line.answer
    if line.matter is None:
        return False
    try:
        for act in line.acts:
            posting = Posting(token=token_of(book, line.line, act), in_name_of=book.unit, via=VIA)
            if act is Act.SIGN:
                actions.sign(line.matter, by, posting=posting)
            else:
                actions.report(
                    line.matter,
                    by,
                    claimed=answer["progress"],
                    text=answer["text"],
                    next_step=answer["next"],
                    done=answer["done"],
                    posting=posting,
                )
    except PilotageError:
        return False
    return True
