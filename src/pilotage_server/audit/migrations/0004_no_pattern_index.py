"""On PostgreSQL no row of the record pays for finding digests by their beginning: nobody does.

Django gives a unique text a second index there, in which each new digest falls in another place.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIND = """
    SELECT indexname FROM pg_indexes
    WHERE tablename = 'audit_recordrow' AND indexname LIKE 'audit_recordrow_digest_%%_like'
"""


def forwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(FIND)
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        editor.execute(f"DROP INDEX {editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_head_moves")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
