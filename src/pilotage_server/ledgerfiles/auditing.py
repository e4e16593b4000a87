"""Ledger files in the record."""

from pathlib import Path

from django.urls import reverse

from pilotage.base import Language
from pilotage_server.audit.kinds import Facts, Kind
from pilotage_server.documents.store import place_of

from .models import LedgerFileRow, TemplateRow

_WORK = frozenset(
    {
        *("programme", "columns", "mended", "share", "version", "state", "percent", "attempts"),
        *("beat_at", "failure", "post", "result", "entered_at", "entered_by"),
    }
)
"""How the file is looked at, and where its work stands: what was entered has rows of its own."""


def _facts(row: LedgerFileRow | TemplateRow) -> Facts:
    return {"name": row.name}


def _said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    return f"台账文件《{name}》" if language == "zh" else f"ledger file {name}"


def _url(key: int, _facts: Facts) -> str:
    return reverse("ledgerfiles:file", args=[key])


def _file(row: LedgerFileRow | TemplateRow) -> tuple[Path, str]:
    return place_of(row.sha256), row.sha256


LEDGER_FILE = Kind(
    name="ledger_file",
    model=LedgerFileRow,
    said=_said,
    facts=_facts,
    url=_url,
    apart=_WORK,
    file=_file,
)


def _template_said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    return f"台账样表《{name}》" if language == "zh" else f"ledger template {name}"


def _template_url(key: int, _facts: Facts) -> str:
    return reverse("ledgerfiles:template", args=[key])


TEMPLATE = Kind(
    name="ledger_template",
    model=TemplateRow,
    said=_template_said,
    facts=_facts,
    url=_template_url,
    apart=frozenset({"columns"}),  # how the file is looked at
    file=_file,
)
