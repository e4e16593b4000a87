"""The office brings its own workbook, which the ledger is then filled into."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage.document import read_grids
from pilotage.ledgerfile import columns_of, fill, tables_of
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents import store
from pilotage_server.documents.marking import check_marking
from pilotage_server.ledgerfiles.access import may_bring
from pilotage_server.ledgerfiles.models import TemplateRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow


def bring_template(
    name: str, data: bytes, by: MembershipRow, *, programme: ProgrammeRow | None
) -> TemplateRow:
    """Keep the workbook and return its row. PilotageError for one that cannot be filled in, has no
    row of heads, or carries a security marking; nothing is kept then."""
    if not may_bring(by):
        raise PilotageError(
            _("Only the supervision office brings templates."), _("Ask the supervision office.")
        )
    grids, _notes = read_grids(data, name)
    head = (str(value) for grid in grids for row in grid.rows[:20] for value in row if value)
    check_marking("\n".join(head))
    table = tables_of(grids)[0][0]
    by_head = columns_of(table.heads)
    fill(data, table, by_head, [])
    with transaction.atomic():
        store.keep([data])
        row = TemplateRow.objects.create(
            name=name[-200:],
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            programme=programme,
            columns={table.signature: {str(at): field.value for at, field in by_head.items()}},
            by=by.user,
            at=clock.now(),
        )
        record(What.RECEIVED, row, by=by.user.get_username())
    return row
