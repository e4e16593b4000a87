"""What a checker is told of a report: the core's doubts, with the unit's reports elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pilotage.base import Language
from pilotage.ledger import Act
from pilotage.supervision import Elsewhere, doubts

from . import store
from .models import EntryRow, EvidenceRow, MatterRow

MOST = 200
"""The unit's newest reports on other matters that a report is compared with."""


def doubted(
    matter: MatterRow,
    rows: Sequence[EntryRow],
    files: Iterable[EvidenceRow],
    reports: Sequence[EntryRow],
    language: Language,
) -> dict[int, list[tuple[str, str]]]:
    """The doubts of each of ``reports`` by its key, as sentence and advice; one query more.

    ``rows`` and ``files`` are all of ``matter``.
    """
    entries = store.entries_from(rows, files)
    elsewhere = _elsewhere(matter, {row.unit for row in reports})
    return {
        row.pk: [
            (doubt.message(language), doubt.hint(language))
            for doubt in doubts(entries, row.sequence, elsewhere.get(row.unit, ()))
        ]
        for row in reports
    }


def _elsewhere(matter: MatterRow, units: Iterable[str]) -> dict[str, list[Elsewhere]]:
    """The reports of each unit on the other matters of the programme."""
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    reports = (
        EntryRow.objects.filter(
            act=Act.REPORT.value,
            unit__in=[unit for unit in units if unit],
            matter__plan__programme=matter.plan.programme_id,
        )
        .exclude(matter=matter)
        .select_related("matter")
        .order_by("-pk")
    )
    for row in reports[:MOST]:
        code: dict[Language, str] = {"en": row.matter.code("en"), "zh": row.matter.code("zh")}
        found[row.unit].append(Elsewhere(code=code, entry=store.entry_of(row, ())))
    return found
