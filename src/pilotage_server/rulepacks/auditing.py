"""Adoptions of rule packs in the record."""

from urllib.parse import urlencode

from django.urls import reverse

from pilotage.base import Language
from pilotage_server.audit.kinds import Facts, Kind

from .models import AdoptionRow


def _facts(row: AdoptionRow) -> Facts:
    return {"pack": row.pack, "edition": row.edition, "from": row.in_force_from.isoformat()}


def _said(facts: Facts, language: Language) -> str:
    pack, edition = facts.get("pack", ""), facts.get("edition", "")
    day = facts.get("from", "")
    if language == "zh":
        return f"规则包{pack}第{edition}版（自{day}起）"
    return f"rule pack {pack}, edition {edition}, from {day}"


def _url(_key: int, facts: Facts) -> str:
    if "pack" not in facts:
        return ""
    query = urlencode({"edition": facts.get("edition", "")})
    return f"{reverse('rulepacks:pack', args=[facts['pack']])}?{query}"


ADOPTION = Kind(name="adoption", model=AdoptionRow, said=_said, facts=_facts, url=_url)
