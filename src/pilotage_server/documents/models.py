"""Rows of uploaded documents and of the work of compiling them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentRow(models.Model):
    """A file as it was uploaded. Its bytes lie under the media folder by their digest."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    programme = models.SlugField(max_length=80, blank=True, allow_unicode=True)
    """The programme it was uploaded to; empty makes a new one."""
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class JobState(models.TextChoices):
    """Where the compiling of a document stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being read")
    DONE = "done", _("read")
    FAILED = "failed", _("not read")


class CompileJobRow(models.Model):
    """One compiling of a document, claimed by a worker with a conditional update."""

    document = models.OneToOneField(DocumentRow, on_delete=models.CASCADE, related_name="job")
    state = models.CharField(
        max_length=8, choices=JobState.choices, default=JobState.WAITING, db_index=True
    )
    stage = models.CharField(max_length=16, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    """When the worker last said that it is alive."""
    failure = models.JSONField(default=dict)
    """Why it failed and what to do about it, as two sentences by language; empty otherwise."""
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state}"

    def told(self, language: str) -> tuple[str, str]:
        """Why it failed, and what to do about it, in that language ("zh" or "en")."""
        what, remedy = self.failure.get(language) or ("", "")
        return what, remedy
