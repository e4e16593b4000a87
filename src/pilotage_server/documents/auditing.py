"""Documents in the record."""

from pathlib import Path

from django.urls import reverse

from pilotage.base import Language
from pilotage_server.audit.kinds import Facts, Kind

from .models import DocumentRow
from .store import place_of


def _facts(row: DocumentRow) -> Facts:
    return {"name": row.name}


def _said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    return f"文件《{name}》" if language == "zh" else f"document {name}"


def _url(key: int, _facts: Facts) -> str:
    return reverse("documents:progress", args=[key])


def _file(row: DocumentRow) -> tuple[Path, str]:
    return place_of(row.sha256), row.sha256


DOCUMENT = Kind(name="document", model=DocumentRow, said=_said, facts=_facts, url=_url, file=_file)
