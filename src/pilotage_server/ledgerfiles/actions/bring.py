"""A ledger file is brought: kept, when it can be read and may be kept, and looked at."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage.document import read_grids
from pilotage.ledgerfile import tables_of
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents import store
from pilotage_server.documents.marking import check_marking
from pilotage_server.ledgerfiles.access import may_bring
from pilotage_server.ledgerfiles.models import LedgerFileRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow


def bring(
    name: str, data: bytes, by: MembershipRow, *, programme: ProgrammeRow | None, title: str = ""
) -> LedgerFileRow:
    """Keep the file and return its row; the same file for the same programme is kept once.

    ``title`` names what it becomes: the programme, when ``programme`` is None. PilotageError for a
    file that holds no ledger, or carries a security marking; nothing is kept then.
    """
    if not may_bring(by):
        raise PilotageError(
            _("Only the supervision office brings ledgers."), _("Ask the supervision office.")
        )
    grids, _notes = read_grids(data, name)
    head = (str(value) for grid in grids for row in grid.rows[:20] for value in row if value)
    check_marking("\n".join(head))
    found, _skipped = tables_of(grids)
    digest = hashlib.sha256(data).hexdigest()
    known = LedgerFileRow.objects.filter(sha256=digest, programme=programme).first()
    if known is not None and programme is not None:
        return known
    with transaction.atomic():
        store.keep([data])
        row = LedgerFileRow.objects.create(
            programme=programme,
            title=(title or found[0].title or _stem(name))[:200],
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
