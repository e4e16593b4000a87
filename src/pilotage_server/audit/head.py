"""The database moves the head of the record on with every row that is added.

A row that does not follow the head is refused, whoever adds it: so there is one chain however many
write, and none of them spends a statement on the head.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRESQL = (
    """
    CREATE FUNCTION audit_head_moves() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE audit_headrow SET (sequence, digest) =
                (SELECT sequence, digest FROM added ORDER BY sequence DESC LIMIT 1)
            WHERE id = 1 AND sequence = (SELECT min(sequence) - 1 FROM added);
        IF NOT FOUND AND EXISTS (SELECT FROM added) THEN
            RAISE EXCEPTION 'a row of the record must follow its head';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER audit_head_moves AFTER INSERT ON audit_recordrow
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_head_moves()
    """,
)
"""Once for all rows of a statement: each change of one row within a transaction makes the next one
slower."""

_SQLITE = (
    """
    CREATE TRIGGER audit_head_moves AFTER INSERT ON audit_recordrow BEGIN
        SELECT RAISE(ABORT, 'a row of the record must follow its head') WHERE NOT EXISTS
            (SELECT 1 FROM audit_headrow WHERE id = 1 AND sequence = NEW.sequence - 1);
        UPDATE audit_headrow SET sequence = NEW.sequence, digest = NEW.digest WHERE id = 1;
    END
    """,
)


def watch(editor: BaseDatabaseSchemaEditor) -> None:
    """Have the database move the head; for a migration."""
    for said in _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(said)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Leave the head where it is; for a migration."""
    postgres = editor.connection.vendor == "postgresql"
    editor.execute("DROP TRIGGER audit_head_moves" + (" ON audit_recordrow" if postgres else ""))
    if postgres:
        editor.execute("DROP FUNCTION audit_head_moves()")
