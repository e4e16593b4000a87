"""Workbooks that came back, in the record."""

from django.urls import reverse

from pilotage.base import Language
from pilotage_server.audit.kinds import Facts, Kind
from pilotage_server.units import names

from .models import BookRow


def _facts(row: BookRow) -> Facts:
    return {"name": row.name, "unit": row.unit}


def _said(facts: Facts, language: Language) -> str:
    unit = names.short_name(str(facts.get("unit", "")), language)
    name = facts.get("name", "")
    return f"{unit}的反馈表《{name}》" if language == "zh" else f"workbook {name} of {unit}"


def _url(key: int, _facts: Facts) -> str:
    return reverse("answers:book", args=[key])


BOOK = Kind(
    name="workbook",
    model=BookRow,
    said=_said,
    facts=_facts,
    url=_url,
    apart=frozenset({"entered_at"}),  # what was entered has rows of its own
)
