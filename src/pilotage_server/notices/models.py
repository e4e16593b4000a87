"""The rows of notices: digests with their lines, what became of sending them, and the wishes.

A digest and its lines are inserted once, in one transaction with the deliveries that carry them
out (the outbox), so that nothing is told which the log does not hold, and nothing in the log is
lost by a watcher or a mail server that breaks down.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilotage.supervision import Circle
from pilotage_server.audit.append_only import AppendOnly


class DayRow(models.Model):
    """A day whose digests are made; claimed by a watcher with a conditional update."""

    day = models.DateField(unique=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.day.isoformat()


class DigestRow(AppendOnly):
    """What a unit was told on a day; ``unit`` is empty for what the leader in charge was told."""

    day = models.DateField()
    unit = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "unit"]
        constraints = [models.UniqueConstraint(fields=["day", "unit"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.unit}"


class LineRow(AppendOnly):
    """One fact told: of which matter, by which rule, in both languages.

    The constraint is what keeps anybody from being told the same fact twice.
    """

    digest = models.ForeignKey(DigestRow, models.PROTECT, related_name="lines")
    matter = models.ForeignKey("ledgers.MatterRow", models.PROTECT, related_name="+")
    unit = models.CharField(max_length=80, blank=True)
    circle = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Circle])
    kind = models.CharField(max_length=8)
    fact = models.CharField(max_length=40)
    rule = models.TextField()
    zh = models.TextField()
    en = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "unit", "fact"], name="one_fact_once")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.unit} {self.fact}"

    def said(self, language: str) -> str:
        """The sentence in that language ("zh" or "en")."""
        return self.zh if language == "zh" else self.en


class Channel(models.TextChoices):
    """How a digest leaves the site."""

    MAIL = "mail", _("e-mail")
    HOOK = "hook", _("web hook")


class Sending(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", pgettext_lazy("mail", "waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DEAD = "dead", _("given up")


class HookRow(models.Model):
    """Another system that the notices of a programme are posted to; its key is made of ``salt``."""

    programme = models.ForeignKey("plans.ProgrammeRow", models.PROTECT, related_name="+")
    address = models.CharField(max_length=300)
    salt = models.CharField(max_length=16)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.address


class DeliveryRow(models.Model):
    """A digest on its way to one address, claimed by a watcher with a conditional update.

    ``message_id`` stays the same however often it is tried: a receiver that got it twice because
    a watcher died between sending and noting it down knows it for one message.
    """

    digest = models.ForeignKey(DigestRow, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    hook = models.ForeignKey(HookRow, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=300)
    message_id = models.CharField(max_length=100, unique=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=Sending.choices, default=Sending.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict)
    """What stood in the way the last time, by language; empty when nothing did."""
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due_at"], name="notices_to_send")]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "address"],
                condition=models.Q(hook=None),
                name="one_delivery_an_address",
            ),
            models.UniqueConstraint(fields=["digest", "hook"], name="one_delivery_a_hook"),
        ]

    def __str__(self) -> str:
        return f"{self.digest_id} {self.channel} {self.address}"

    def told(self, language: str) -> str:
        """What stood in the way, in that language ("zh" or "en"); empty for nothing."""
        return str(self.failure.get(language, ""))


class FeedOf(models.TextChoices):
    """Whose limits a calendar holds."""

    PERSON = "person", _("my tasks")
    UNIT = "unit", _("a unit")
    PROGRAMME = "programme", _("a programme")


class FeedRow(models.Model):
    """A calendar at a secret address, as one account sees it; ended, the address opens nothing.

    The address is made of ``salt`` and the key of the site, and kept nowhere.
    """

    of = models.CharField(max_length=9, choices=FeedOf.choices)
    unit = models.CharField(max_length=80, blank=True)
    programme = models.ForeignKey("plans.ProgrammeRow", models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="zh")
    salt = models.CharField(max_length=16)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.of}"


class SeenRow(models.Model):
    """A digest that an account has marked as read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.ForeignKey(DigestRow, models.CASCADE, related_name="seen")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.digest_id}"


FIRST_HOUR, LAST_HOUR = 8, 18
"""Between which full hours e-mail is sent to whoever asked for no other."""


class WishRow(models.Model):
    """How an account wants to be told: its address (empty: on the page only), language, hours."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="wish"
    )
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="zh")
    first_hour = models.PositiveSmallIntegerField(default=FIRST_HOUR)
    last_hour = models.PositiveSmallIntegerField(default=LAST_HOUR)

    def __str__(self) -> str:
        return str(self.user_id)


class QuietRow(models.Model):
    """Days on which the office has nothing told, besides those on which offices do not work."""

    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-first", "-id"]

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"
