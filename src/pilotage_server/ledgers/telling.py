"""Entries as a timeline tells them: when, by which post, and in one sentence what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from pilotage.base import Language
from pilotage.ledger import Act
from pilotage_server.units import names

from .models import EntryRow, EvidenceRow
from .sentences import ICONS, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry of the timeline as it is shown."""

    matter: int
    sequence: int
    act: str
    at: datetime
    post: str
    unit: str
    icon: str
    words: SafeString


def told(rows: Sequence[EntryRow], files: Sequence[EvidenceRow], language: Language) -> list[Told]:
    """``rows`` in their order; ``files`` are those that came with them, and may be more."""
    counted = Counter(proof.entry_id for proof in files)
    return [
        Told(
            matter=row.matter_id,
            sequence=row.sequence,
            act=row.act,
            at=row.at,
            post=row.post(language),
            unit=names.short_name(row.unit, language) if row.unit else "",
            icon=ICONS[Act(row.act)],
            words=sentence(row, counted[row.pk], language),
        )
        for row in rows
    ]


def signed_as(row: EntryRow, language: Language) -> str:
    """Who made an entry, in one word: its unit and the post, as timelines name them."""
    unit = names.short_name(row.unit, language) if row.unit else ""
    post = row.post(language)
    if not unit or unit in post:
        return post
    return f"{unit}（{post}）" if language == "zh" else f"{unit} ({post})"
