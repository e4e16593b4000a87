"""The database itself refuses to change or remove what was entered."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("ledgers_entryrow", "ledgers_evidencerow")
ACTS = ("UPDATE", "DELETE")
SENTENCE = "the ledger is append-only"


def names() -> list[tuple[str, str, str]]:
    return [(table, act, f"{table}_no_{act.lower()}") for table in TABLES for act in ACTS]


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION ledgers_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$"
        )
        body = "FOR EACH ROW EXECUTE FUNCTION ledgers_append_only()"
    else:
        body = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for table, act, name in names():
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} {body}")


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for table, _act, name in names():
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
    if postgres:
        schema_editor.execute("DROP FUNCTION ledgers_append_only()")


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
