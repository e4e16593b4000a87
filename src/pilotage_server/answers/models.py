"""The rows of workbooks that came back."""

from django.db import models


class BookRow(models.Model):
    """A filled-in workbook: what stands on its lines, who brought it, and whether it was entered.

    ``answers`` (of the lines that say something; ``empty`` counts the others) and ``notes`` are
    what ``pilotage.report.answered`` found, each fault and note with its sentence in both
    languages. The file itself is not kept: nothing else in it is read.
    """

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    unit = models.CharField(max_length=80)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    answers = models.JSONField(default=list)
    empty = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    entered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name
