"""The database itself refuses to change or remove rows of the record."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pilotage_server.audit.append_only import guard, unguard

TABLE = "audit_recordrow"


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor, TABLE)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    unguard(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
