"""Today's ledger in the office's own shape."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from pilotage.base import Language
from pilotage.document import read_grids
from pilotage.ledger import Act, Step, step_label
from pilotage.ledgerfile import ONGOING, Field, Filled, Table, fill, language_of, tables_of
from pilotage_server.documents.store import place_of
from pilotage_server.ledgers import store
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.units import names
from pilotage_server.units.models import MembershipRow

from .models import TemplateRow
from .sheets import matters_of


def table_of(row: TemplateRow) -> Table:
    """The table of the template that is filled: its first one."""
    grids, _notes = read_grids(place_of(row.sha256).read_bytes(), row.name)
    return tables_of(grids)[0][0]


def columns_of_template(row: TemplateRow, table: Table) -> dict[int, Field]:
    """What its columns are filled with."""
    return {int(at): Field(said) for at, said in row.columns.get(table.signature, {}).items()}


def filled(row: TemplateRow, member: MembershipRow) -> bytes:
    """The template with the tasks that ``member`` sees, in the language of its heads."""
    table = table_of(row)
    language = language_of(table)
    matters = list(matters_of(member, row.programme_id))
    rows = _rows(matters, language)
    data = place_of(row.sha256).read_bytes()
    return fill(data, table, columns_of_template(row, table), rows)


def _rows(matters: Sequence[MatterRow], language: Language) -> list[Filled]:
    reports = {
        (row.matter_id, row.unit): row
        for row in EntryRow.objects.filter(matter__in=matters, act=Act.REPORT.value).order_by(
            "sequence"
        )
    }
    proofs: dict[int, list[str]] = defaultdict(list)
    for proof in EvidenceRow.objects.filter(matter__in=matters):
        proofs[proof.matter_id].append(proof.name)
    return [_row(one, reports, proofs[one.pk], language) for one in matters]


def _row(
    matter: MatterRow,
    reports: Mapping[tuple[int, str], EntryRow],
    proofs: Sequence[str],
    language: Language,
) -> Filled:
    state = store.present(matter, matter.units.all())
    named = [
        (one, names.short_name(one.unit, language) if one.unit else one.name) for one in state.units
    ]
    leads = [name for one, name in named if state.is_lead(one)]
    others = [name for one, name in named if not state.is_lead(one)]
    between = "、" if language == "zh" else "; "
    last = reports.get((matter.pk, state.lead.unit or "")) if state.lead else None
    said = last.payload if last else {}
    limit: str | date | None = matter.limit or (ONGOING[language] if matter.ongoing else None)
    return {
        Field.NUMBER: _number(matter.code(language)),
        Field.SECTION: matter.section,
        Field.TASK: matter.heading(language),
        Field.WORDS: "\n".join(matter.body()),
        Field.LEAD: between.join(leads),
        Field.SUPPORT: between.join(others),
        Field.UNITS: between.join(leads + others),
        Field.LIMIT: limit,
        Field.STATUS: step_label(Step(matter.step), language),
        Field.PROGRESS: matter.claimed,
        Field.REPORT: str(said.get("text", "")),
        Field.NEXT: str(said.get("next", "")),
        Field.PROOF: between.join(proofs),
    }


def _number(code: str) -> int | str:
    return int(code) if code.isdigit() else code
