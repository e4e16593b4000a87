"""The rows of the record, and its head.

A row names what happened, to which thing, by whom and when; ``content`` is the digest of the
thing's columns as they were then, ``before`` the digest of the row before, ``digest`` that of the
row itself. The head says how many rows there are, so that a tail cut off is missed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly

NOTHING_BEFORE = "0" * 64
"""What the first row follows."""


class What(models.TextChoices):
    """All that is recorded; a closed list, to which a new act adds its line."""

    BEGUN = "begun", _("Record begun")
    FOUND = "found", _("Was there when the record began")
    ACCOUNT_ADDED = "account_added", _("Account added")
    ACCOUNT_CHANGED = "account_changed", _("Account changed")
    ACCOUNT_REMOVED = "account_removed", _("Account removed")
    DEACTIVATED = "deactivated", _("Account deactivated")
    REACTIVATED = "reactivated", _("Account reactivated")
    POST_ADDED = "post_added", _("Post added")
    POST_CHANGED = "post_changed", _("Post changed")
    POST_REMOVED = "post_removed", _("Post removed")
    PASSWORD_GIVEN = "password_given", _("Password given by another person")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    CODES_ON = "codes_on", _("One-time codes switched on")
    CODES_OFF = "codes_off", _("One-time codes switched off")
    RECOVERY_RENEWED = "recovery_renewed", _("Recovery codes renewed")
    RECOVERY_USED = "recovery_used", _("Recovery code used")
    SESSIONS_ENDED = "sessions_ended", _("Sign-ins ended")
    POST_WORN = "post_worn", _("Acts in this post from now on")
    TOKEN_MADE = "token_made", _("Token made for a program")
    TOKEN_REVOKED = "token_revoked", _("Token revoked")
    TIED = "tied", _("Account tied to the organisation's sign-in")
    UNTIED = "untied", _("Account no longer tied to the organisation's sign-in")
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGNED_OUT = "signed_out", _("Signed out")
    RECEIVED = "received", _("Document received")
    RETRIED = "retried", _("Document read once more")
    DISCARDED = "discarded", _("Document discarded")
    FORGOTTEN = "forgotten", _("File removed for its security marking")
    FOUNDED = "founded", _("Programme opened")
    RENAMED = "renamed", _("Programme renamed")
    TAKEN_UP = "taken_up", _("Plan taken up as a draft")
    RULED = "ruled", _("Ruled")
    PUT_ABOVE = "put_above", _("Document put above a programme")
    TAKEN_DOWN = "taken_down", _("Document taken from above a programme")
    PUT_UNDER = "put_under", _("Programme put under another")
    TAKEN_OUT = "taken_out", _("Programme taken from under another")
    WAIVED = "waived", _("Finding waived")
    UNWAIVED = "unwaived", _("Waiver taken back")
    ADOPTED = "adopted", _("Plan issued")
    PACK_ADOPTED = "pack_adopted", _("Rule pack adopted")
    REGISTERED = "registered", _("Task registered")
    CARRIED = "carried", _("Task taken over by an edition")
    ENTERED = "entered", _("Entry made")
    KEPT = "kept", _("Evidence stored")
    OPENED = "opened", _("Page opened")
    DOWNLOADED = "downloaded", _("File downloaded")
    EXPORTED = "exported", _("Table exported")
    LOOKED_UP = "looked_up", _("Record opened")
    VERIFIED = "verified", _("Record checked")


REMOVALS = (
    *(What.ACCOUNT_REMOVED, What.POST_REMOVED, What.UNTIED),
    *(What.DISCARDED, What.UNWAIVED, What.TAKEN_DOWN, What.TAKEN_OUT),
)
"""After these the thing is no longer there."""

CHANGES = (
    *REMOVALS,
    *(What.FOUND, What.ACCOUNT_ADDED, What.ACCOUNT_CHANGED, What.DEACTIVATED, What.REACTIVATED),
    *(What.POST_ADDED, What.POST_CHANGED, What.PASSWORD_GIVEN, What.PASSWORD_CHANGED),
    *(What.CODES_ON, What.CODES_OFF, What.RECOVERY_RENEWED, What.RECOVERY_USED),
    *(What.SESSIONS_ENDED, What.TIED),
    *(What.TOKEN_MADE, What.TOKEN_REVOKED),
    *(What.RECEIVED, What.RETRIED, What.FORGOTTEN),
    *(What.FOUNDED, What.RENAMED, What.TAKEN_UP, What.RULED, What.WAIVED, What.ADOPTED),
    *(What.PUT_ABOVE, What.PUT_UNDER, What.PACK_ADOPTED),
    *(What.REGISTERED, What.CARRIED, What.ENTERED, What.KEPT),
)
"""Those that say what a thing is from then on; the last of them about a thing holds."""


class RecordRow(AppendOnly):
    """One thing that happened. Inserted by ``pilotage_server.audit.record`` alone."""

    sequence = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150, blank=True)
    """The account; empty for the site itself, a command, or a name that is no account's."""
    what = models.CharField(max_length=16, choices=What.choices)
    kind = models.CharField(max_length=16, blank=True)
    key = models.PositiveBigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    """What the page names the thing by, also when it is gone."""
    content = models.CharField(max_length=64, blank=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["kind", "key", "sequence"], name="audit_of_a_thing"),
            models.Index(fields=["what", "sequence"], name="audit_of_a_sort"),
            models.Index(fields=["by", "sequence"], name="audit_of_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.what}"


class HeadRow(models.Model):
    """The one row that every writer locks: how long the record is, and its last digest."""

    ONLY = 1

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=NOTHING_BEFORE)

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"
