"""The rows of the rule packs: what was adopted, from which day, by whom and why.

An adoption is inserted and never touched again, so that a verdict of a past day keeps naming the
edition that was in force then; a later adoption takes its place from its own day on.
"""

from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Slot(models.TextChoices):
    """What a pack is in force for: one of the three lights, the slips, the default limits."""

    LIMIT = "limit"
    PROGRESS = "progress"
    FORECAST = "forecast"
    SLIP = "slip"
    DAYS = "days"


NOTICE = "notice"
"""The place of the pack that says what is told; a place like those of ``Slot``."""


class AdoptionsStayError(TypeError):
    """Code tried to change or remove an adoption. A new one takes its place."""

    def __init__(self) -> None:
        super().__init__("An adoption stays as it was made: adopt another edition instead.")


class AdoptionQuerySet(models.QuerySet["AdoptionRow"]):
    """Rows that may be added and read, nothing else."""

    def update(self, **_changes: Any) -> NoReturn:
        raise AdoptionsStayError

    def delete(self) -> NoReturn:
        raise AdoptionsStayError


class AdoptionRow(models.Model):
    """A pack put in force from a day. ``data`` is the whole pack as it was adopted.

    ``numbers`` are those that differ from the shipped pack, ``digest`` is that of ``data``.
    """

    slot = models.CharField(max_length=16, choices=Slot.choices)
    pack = models.CharField(max_length=60)
    edition = models.CharField(max_length=20)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    numbers = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    in_force_from = models.DateField()
    reason = models.TextField()
    by = models.CharField(max_length=150)
    post_zh = models.CharField(max_length=150, blank=True)
    post_en = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["in_force_from", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "edition"], name="one_adoption_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.edition}"

    def save(self, *args: Any, **more: Any) -> None:
        """Insert; a second save is refused."""
        if not self._state.adding:
            raise AdoptionsStayError
        super().save(*args, **more)

    def delete(self, *_args: Any, **_more: Any) -> NoReturn:
        raise AdoptionsStayError

    def post(self, language: str) -> str:
        """The post of who adopted it, as it was named then."""
        return (self.post_zh if language == "zh" else self.post_en) or self.by
