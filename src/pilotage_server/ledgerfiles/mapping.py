"""A person says what the columns of a ledger mean."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage.ledgerfile import SEVERAL, Field, Table

from . import reading
from .access import refuse_begun
from .models import FileState, LedgerFileRow, TemplateRow

Chosen = Mapping[str, Mapping[int, str]]


@transaction.atomic
def map_columns(row: LedgerFileRow, chosen: Chosen, *, share: int = 0) -> None:
    """Keep ``chosen`` (by signature and column; empty for "not read") and the ``share`` of reports
    that state none. Heads that ``chosen`` does not name stay as they are. PilotageError when two
    columns have a meaning that only one may have, none holds the task, or a part is entered."""
    refuse_begun(row)
    if not 0 <= share <= 100:
        raise PilotageError(_("Progress is a whole number from 0 to 100."))
    columns: dict[str, dict[str, str]] = dict(row.columns)
    for table in reading.tables(row):
        if table.signature not in chosen:
            continue
        one = _checked(table, chosen[table.signature])
        columns[table.signature] = {str(at): field.value for at, field in one.items()}
    LedgerFileRow.objects.filter(pk=row.pk, state=FileState.LOOKED_AT).update(
        columns=columns, share=share, version=row.version + 1
    )
    row.refresh_from_db()


def map_template(row: TemplateRow, table: Table, chosen: Chosen) -> None:
    """Keep what the columns of a template are filled with. PilotageError as in ``map_columns``."""
    if table.signature in chosen:
        one = _checked(table, chosen[table.signature])
        columns = {table.signature: {str(at): field.value for at, field in one.items()}}
        TemplateRow.objects.filter(pk=row.pk).update(columns=columns)
        row.refresh_from_db()


def _checked(table: Table, chosen: Mapping[int, str]) -> dict[int, Field]:
    found: dict[int, Field] = {}
    for at, name in sorted(chosen.items()):
        if not name or name not in set(Field) or not 0 <= at < len(table.heads):
            continue
        field = Field(name)
        if field in found.values() and field not in SEVERAL:
            raise PilotageError(
                _("Two columns, “%(first)s” and “%(second)s”, are said to be the same.")
                % {"first": _head(table, found, field), "second": table.heads[at]},
                _("Only one of them can be; keep the other in the words of the task."),
            )
        found[at] = field
    if Field.TASK not in found.values():
        raise PilotageError(
            _("No column is said to hold the task."), _("Choose the column that names the task.")
        )
    return found


def _head(table: Table, found: Mapping[int, Field], field: Field) -> str:
    return next(table.heads[at] for at, one in found.items() if one is field)
