"""Rows of accounts: their posts, how they sign in, from where, and the forms they have sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What an account is here; it decides the rooms it sees and the acts it may take."""

    OFFICE = "office", _("supervision office")
    LIAISON = "liaison", _("unit liaison")
    UNIT_HEAD = "unit_head", _("unit head")
    CHECKER = "checker", _("checker")
    LEADER = "leader", _("leader")
    DRAFTER = "drafter", _("drafter")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


OF_A_UNIT = (Standing.LIAISON, Standing.UNIT_HEAD)
"""The standings that see and act through the unit they belong to, and the units beneath it."""


class Post(models.Model):
    """A role with its scope: where it holds, for whom it acts, what it is called.

    ``unit`` is the unit of the register it belongs to. ``programme`` is the number of the only
    programme it holds in (None: all). ``within`` narrows a role that is not of a unit to the
    tasks of that unit and the units beneath it (empty: all tasks).
    """

    role = models.CharField(max_length=16, choices=Standing.choices)
    unit = models.CharField(max_length=64, blank=True)
    programme = models.BigIntegerField(null=True, blank=True)
    within = models.CharField(max_length=64, blank=True)
    post_zh = models.CharField(max_length=80)
    post_en = models.CharField(max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.post_en

    def post(self, language: str) -> str:
        """The name of the post in that language ("zh" or "en")."""
        return self.post_zh if language == "zh" else self.post_en

    @property
    def root(self) -> str:
        """The unit at the top of the tree this post is narrowed to; empty when it is not."""
        return self.unit if self.role in OF_A_UNIT else self.within

    @property
    def is_narrowed(self) -> bool:
        """Whether it holds for one programme or for some units only."""
        return bool(self.programme or self.root)


POST_FIELDS = ("role", "unit", "programme", "within", "post_zh", "post_en")


class MembershipRow(Post):
    """An account's first post. Where it holds others, one is put on for a while (``posts``)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership"
    )

    @property
    def is_office(self) -> bool:
        return self.role == Standing.OFFICE

    @property
    def is_liaison(self) -> bool:
        """Whether it acts for a unit told to do something: as its liaison or as its head."""
        return self.role in OF_A_UNIT

    @property
    def is_leader(self) -> bool:
        return self.role == Standing.LEADER

    @property
    def is_administrator(self) -> bool:
        return self.role == Standing.ADMINISTRATOR


class FurtherPostRow(Post):
    """Another post that the same account holds beside its first."""

    member = models.ForeignKey(MembershipRow, on_delete=models.CASCADE, related_name="further")


class CredentialRow(models.Model):
    """How an account proves who it is, beside its password.

    ``secret`` is that of its one-time codes, sealed; empty while they are off. ``step`` is the
    last period a code was taken for, so that none is taken twice.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="credential"
    )
    must_change = models.BooleanField(default=False)
    """The password was given by another person: the next page is the one that changes it."""
    secret = models.CharField(max_length=200, blank=True)
    step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.user_id)


class RecoveryCodeRow(models.Model):
    """A code that stands for the telephone once; only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="one_code_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class SessionRow(models.Model):
    """A browser in which an account is signed in, for its owner to know and to end."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins"
    )
    key = models.CharField(max_length=40, unique=True)
    agent = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=45, blank=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.address}"


class AttemptRow(models.Model):
    """Sign-ins that failed one after another, of one account name or from one address."""

    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=150)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_count_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.failures}"


class IdentityRow(models.Model):
    """The person of an identity provider that an account belongs to (``sub`` of OpenID Connect)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities"
    )
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_a_person"),
            models.UniqueConstraint(fields=["issuer", "user"], name="one_person_an_account"),
        ]

    def __str__(self) -> str:
        return self.subject


class PostRow(models.Model):
    """A form that was sent once: its token, and where its answer led."""

    token = models.CharField(max_length=43, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    location = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token
