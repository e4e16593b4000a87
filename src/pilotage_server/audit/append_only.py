"""Rows that are inserted once: the model and its query set refuse; triggers refuse what passes."""

from typing import Any, NoReturn

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pilotage_server.prepared import insert


class LedgerIsAppendOnlyError(TypeError):
    """Code tried to change or remove what was entered. A correction is a new entry."""

    def __init__(self) -> None:
        super().__init__("The ledger is append-only: enter a new entry that corrects the old one.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that may be added and read, nothing else."""

    def update(self, **_changes: Any) -> NoReturn:
        raise LedgerIsAppendOnlyError

    def delete(self) -> NoReturn:
        raise LedgerIsAppendOnlyError

    def bulk_update(self, *_args: Any, **_more: Any) -> NoReturn:
        raise LedgerIsAppendOnlyError


class AppendOnly(models.Model):
    """A row that is inserted once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *_args: Any, **_more: Any) -> None:
        """Insert; a second save is refused."""
        if not self._state.adding:
            raise LedgerIsAppendOnlyError
        insert(self)

    def delete(self, *_args: Any, **_more: Any) -> NoReturn:
        raise LedgerIsAppendOnlyError


ACTS = ("UPDATE", "DELETE")
SENTENCE = "the record is append-only"


def guard(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Have the database itself refuse to change or remove rows of ``table``."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$"
        )
        body = f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    else:
        body = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for act in ACTS:
        editor.execute(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {body}")


def unguard(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the triggers of ``guard`` away."""
    postgres = editor.connection.vendor == "postgresql"
    for act in ACTS:
        name = f"{table}_no_{act.lower()}"
        editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
    if postgres:
        editor.execute(f"DROP FUNCTION {table}_append_only()")
