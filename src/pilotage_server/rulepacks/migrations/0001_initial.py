"""Adoptions of rule packs, which the database itself refuses to change or remove."""

import django.core.serializers.json
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


TABLE = "rulepacks_adoptionrow"
ACTS = ("UPDATE", "DELETE")
SENTENCE = "an adoption stays as it was made"


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION rulepacks_stay() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$"
        )
        body = "FOR EACH ROW EXECUTE FUNCTION rulepacks_stay()"
    else:
        body = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for act in ACTS:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} {body}"
        )


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for act in ACTS:
        name = f"{TABLE}_no_{act.lower()}"
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {TABLE}" if postgres else ""))
    if postgres:
        schema_editor.execute("DROP FUNCTION rulepacks_stay()")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AdoptionRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(choices=[('limit', 'Limit'), ('progress', 'Progress'), ('forecast', 'Forecast'), ('slip', 'Slip'), ('days', 'Days')], max_length=16)),
                ('pack', models.CharField(max_length=60)),
                ('edition', models.CharField(max_length=20)),
                ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('numbers', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('in_force_from', models.DateField()),
                ('reason', models.TextField()),
                ('by', models.CharField(max_length=150)),
                ('post_zh', models.CharField(blank=True, max_length=150)),
                ('post_en', models.CharField(blank=True, max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['in_force_from', 'id'],
                'constraints': [models.UniqueConstraint(fields=('pack', 'edition'), name='one_adoption_an_edition')],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
