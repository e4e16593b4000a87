"""Rows of ledger files that were brought, and of the mappings a programme remembers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilotage_server.plans.models import ProgrammeRow

DONE = "lines"
"""In the result of a file that is not entered whole yet: how many of its lines are done."""


class FileState(models.TextChoices):
    """Where a ledger file stands; the columns after ``state`` are as those of a compile job."""

    LOOKED_AT = "looked_at", _("being looked at")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being entered")
    ENTERED = "entered", _("entered")


class FileKind(models.TextChoices):
    """A ledger of any shape, or one that was taken out here, edited, and brought back."""

    ANY = "any", _("ledger")
    OURS = "ours", _("edited ledger")


class LedgerFileRow(models.Model):
    """A ledger as it was brought, and what a person said of it before it is entered.

    Its bytes lie with the documents, by their digest. ``programme`` is None for a new one, which
    then has the name ``title``, and for a ledger of ours, whose rows name their tasks. ``columns``
    are the mapping of each head (by signature, column and field), ``mended`` the cells written
    anew (by sheet and place) and the sides chosen (``choosing``), ``share`` the progress of reports
    that state none, ``post`` the post in which entering was asked for, ``result`` what was entered
    so far, by outcome of the lines. The columns from ``state`` on are those of the work (decision
    1).
    """

    kind = models.CharField(max_length=4, choices=FileKind.choices, default=FileKind.ANY)
    programme = models.ForeignKey(ProgrammeRow, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    columns = models.JSONField(default=dict)
    mended = models.JSONField(default=dict)
    share = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    state = models.CharField(
        max_length=9, choices=FileState.choices, default=FileState.LOOKED_AT, db_index=True
    )
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict)
    post = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    entered_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ours(self) -> bool:
        return self.kind == FileKind.OURS

    @property
    def is_entered(self) -> bool:
        return self.state == FileState.ENTERED

    @property
    def done(self) -> int:
        """How many of its first lines are done, where entering did not come to its end."""
        return int(self.result.get(DONE, 0))

    def told(self, language: str) -> tuple[str, str]:
        """Why entering failed, and what to do about it, in that language ("zh" or "en")."""
        what, remedy = self.failure.get(language) or ("", "")
        return what, remedy


class MappingRow(models.Model):
    """What the columns under a head mean in a programme: offered when the head comes again."""

    programme = models.ForeignKey(ProgrammeRow, models.CASCADE, related_name="+")
    signature = models.CharField(max_length=32)
    columns = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "signature"], name="one_mapping_a_head")
        ]

    def __str__(self) -> str:
        return self.signature


class TemplateRow(models.Model):
    """The office's own workbook that the ledger is filled into. Its bytes lie with the documents.

    ``columns`` are by signature of the heads and column, as in a ledger file.
    """

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    programme = models.ForeignKey(ProgrammeRow, models.PROTECT, null=True, related_name="+")
    columns = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name
