"""Rows of programmes, plans, what persons ruled and what they waived."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilotage_server.documents.models import DocumentRow


class ProgrammeRow(models.Model):
    """A programme: the plans that are run together, and the ledger kept of them."""

    code = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        """Its name in that language ("zh" or "en")."""
        return self.name_zh if language == "zh" else self.name_en


class ProgrammePlaceRow(models.Model):
    """Where a programme stands: under which other. One that stands under none has no row.

    Beside the programme and not in it, since the record vouches for the rows of programmes as they
    were made.
    """

    programme = models.OneToOneField(ProgrammeRow, on_delete=models.CASCADE, related_name="place")
    above = models.ForeignKey(ProgrammeRow, on_delete=models.PROTECT, related_name="places_under")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.programme} under {self.above}"


class PlanState(models.TextChoices):
    """A draft is still reviewed; an adopted plan never changes."""

    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("issued")


class PlanRow(models.Model):
    """One edition of a plan: what was compiled, and once adopted, what was promised."""

    programme = models.ForeignKey(ProgrammeRow, on_delete=models.PROTECT, related_name="plans")
    document = models.OneToOneField(DocumentRow, on_delete=models.PROTECT, related_name="plan")
    edition = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.DRAFT)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    compiled = models.TextField()
    """The plan as compiled (JSON of ``pilotage.plan``), before rulings."""
    adopted = models.TextField(blank=True)
    """The ruled plan at the moment of adoption; never written again."""
    tasks = models.PositiveIntegerField(default=0)
    safeguards = models.PositiveIntegerField(default=0)
    """How many the compiled plan has, so that a list need not read the plan."""
    version = models.PositiveIntegerField(default=1)
    """Rises with every ruling and waiver: a page made for another version is stale."""
    created_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "title", "edition"], name="one_row_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition})"

    @property
    def is_adopted(self) -> bool:
        return self.state == PlanState.ADOPTED


class Level(models.TextChoices):
    """Who issued a document that stands above a programme, from the top down."""

    CAPITAL = "capital", _("Central government")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")


class UpperRow(models.Model):
    """A document that a person put above a programme: its plans answer to it."""

    programme = models.ForeignKey(ProgrammeRow, on_delete=models.CASCADE, related_name="uppers")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="above")
    level = models.CharField(max_length=8, choices=Level.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "plan"], name="above_a_programme_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan} above {self.programme}"


class RulingRow(models.Model):
    """A person's answer to a question about a task; the newest of a task and question counts.

    Tied to the programme, not to one edition: a task with the same words is not asked again. A
    ruling on a link has the mark of the link in the place of the task.
    """

    programme = models.ForeignKey(ProgrammeRow, on_delete=models.CASCADE, related_name="rulings")
    task = models.CharField(max_length=80)
    question = models.CharField(max_length=16)
    answer = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["programme", "task", "question"])]

    def __str__(self) -> str:
        return f"{self.question} of {self.task}"


class WaiverRow(models.Model):
    """A finding let through with a reason. It lapses when the words it was found in change."""

    programme = models.ForeignKey(ProgrammeRow, on_delete=models.CASCADE, related_name="waivers")
    code = models.CharField(max_length=8)
    task = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=32)
    """Fingerprint of the words of the finding."""
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code", "task", "words"], name="one_waiver_a_finding"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.task}"
