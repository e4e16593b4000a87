"""What progress and forecast are judged by stands beside the rest of the present state."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0003_editions")]

    operations = [
        migrations.AddField(
            model_name="matterrow",
            name="course",
            field=models.JSONField(default=dict),
        ),
    ]
