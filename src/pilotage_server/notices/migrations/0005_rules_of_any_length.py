"""The name of a rule may be as long as its pack and edition make it: PostgreSQL refused more than
80 characters, and the whole digest with them."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pilotage_server.audit.append_only import guard, unguard

TABLE = "notices_linerow"


def free(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    unguard(schema_editor, TABLE)


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_feeds")]

    operations = [
        # SQLite makes the table anew and forgets its triggers.
        migrations.RunPython(free, keep),
        migrations.AlterField("linerow", "rule", models.TextField()),
        migrations.RunPython(keep, free),
    ]
