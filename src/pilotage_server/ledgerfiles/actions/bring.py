"""A ledger file is brought: kept, when it can be read and may be kept, and looked at."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage.document import read_grids
from pilotage.ledgerfile import is_ours, tables_of
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents import store
from pilotage_server.documents.marking import check_marking
from pilotage_server.ledgerfiles.access import may_bring
from pilotage_server.ledgerfiles.models import FileKind, LedgerFileRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow


def bring(
    name: str, data: bytes, by: MembershipRow, *, programme: ProgrammeRow | None, title: str = ""
) -> LedgerFileRow:
    """Keep the file and return its row; the same file for the same programme is kept once.

    ``title`` names what it becomes: the programme, when ``programme`` is None. PilotageError for a
    file that holds no ledger, or carries a security marking; nothing is kept then.
    """
    grids, _notes = read_grids(data, name)
    if is_ours(grids):
        return _kept(name, data, by, kind=FileKind.OURS, programme=None, title=_("Edited ledger"))
    if not may_bring(by):
        raise PilotageError(
            _("Only the supervision office brings ledgers of other shapes."),
            _("Take the ledger out here, edit that one, and bring it back."),
        )
    head = (str(value) for grid in grids for row in grid.rows[:20] for value in row if value)
    check_marking("\n".join(head))
    found, _skipped = tables_of(grids)
    called = title or found[0].title or _stem(name)
    return _kept(name, data, by, kind=FileKind.ANY, programme=programme, title=called)


def _kept(
    name: str,
    data: bytes,
    by: MembershipRow,
    *,
    kind: FileKind,
    programme: ProgrammeRow | None,
    title: str,
) -> LedgerFileRow:
    """The row of the file; of one that was brought before by the same account, that one."""
    digest = hashlib.sha256(data).hexdigest()
    same = LedgerFileRow.objects.filter(sha256=digest, kind=kind, programme=programme)
    known = same.filter(by=by.user).first() if kind is FileKind.OURS else same.first()
    if known is not None and (programme is not None or kind is FileKind.OURS):
        return known
    with transaction.atomic():
        store.keep([data])
        row = LedgerFileRow.objects.create(
            kind=kind,
            programme=programme,
            title=title[:200],
            name=name[-200:],
            sha256=digest,
            size=len(data),
            by=by.user,
            at=clock.now(),
        )
        record(What.RECEIVED, row, by=by.user.get_username())
    return row


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
