"""The head moves on with every row that is added, moved by the database itself."""

from django.db import migrations

from pilotage_server.audit.head import drop, watch


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.RunPython(
            lambda _apps, editor: watch(editor), lambda _apps, editor: drop(editor)
        )
    ]
