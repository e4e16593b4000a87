"""Rows of persons: whom an account acts for, and the forms it has already sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What an account is here; it decides the rooms it sees and the acts it may take."""

    OFFICE = "office", _("supervision office")
    LIAISON = "liaison", _("unit liaison")
    LEADER = "leader", _("leader")
    DRAFTER = "drafter", _("drafter")
    ADMINISTRATOR = "administrator", _("administrator")


class MembershipRow(models.Model):
    """An account's standing, the unit of the register it acts for, and the name of its post."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership"
    )
    role = models.CharField(max_length=16, choices=Standing.choices)
    unit = models.CharField(max_length=64, blank=True)
    post_zh = models.CharField(max_length=80)
    post_en = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.post_en

    def post(self, language: str) -> str:
        """The name of the post in that language ("zh" or "en")."""
        return self.post_zh if language == "zh" else self.post_en

    @property
    def is_office(self) -> bool:
        return self.role == Standing.OFFICE

    @property
    def is_liaison(self) -> bool:
        return self.role == Standing.LIAISON

    @property
    def is_leader(self) -> bool:
        return self.role == Standing.LEADER


class PostRow(models.Model):
    """A form that was sent once: its token, and where its answer led."""

    token = models.CharField(max_length=43, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    location = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token
