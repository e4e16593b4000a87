"""What was entered since Monday is asked for by every overview."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0007_approval_and_samples")]

    operations = [
        migrations.AddIndex(
            model_name="entryrow",
            index=models.Index(fields=["at"], name="entries_by_moment"),
        ),
    ]
