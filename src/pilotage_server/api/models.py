"""Tokens by which a program acts for an account, and the answers kept for repeated writes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilotage_server.units.models import FurtherPostRow


class Scope(models.TextChoices):
    """What a token is good for; it never opens more than its account may do."""

    READ = "read", _("read what this account can open")
    REPORT = "report", _("sign for tasks, report, ask for extensions, bring workbooks")
    DRAFT = "draft", _("upload documents, rule on drafts and on the chain")
    OFFICE = "office", _("dispatch, verify, return, urge, decide, issue, adopt rules")
    OWN = "own", _("keep one’s views, calendars, tokens, and how one is told")
    RECORD = "record", _("read the record of who did and read what")


class TokenRow(models.Model):
    """A token of an account, in the post it was made for. Only its digest is kept.

    ``further`` is None for the first post. ``hint`` are its last characters, so that its owner
    knows it again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    further = models.ForeignKey(
        FurtherPostRow, on_delete=models.CASCADE, null=True, related_name="+"
    )
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name


class AnswerRow(models.Model):
    """The answer to a write that carried a key, for whoever sends the same write again.

    ``asked`` is the digest of the write. A refusal did nothing and is not kept.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return self.key
