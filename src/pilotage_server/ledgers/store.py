"""Rows turned into values of ``pilotage.ledger`` and back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from pilotage.ledger import Act, Entry, MatterState, Step, UnitState, fold
from pilotage.plan import Role
from pilotage_server.prepared import Prepared

from .course import packed, unpacked
from .models import EntryRow, EvidenceRow, MatterRow, MatterUnitRow


def entry_of(row: EntryRow, proofs: Iterable[EvidenceRow]) -> Entry:
    """The entry that ``row`` keeps, with the keys of its evidence."""
    return Entry(
        sequence=row.sequence,
        act=Act(row.act),
        at=row.at,
        by=row.by,
        unit=row.unit or None,
        payload=row.payload,
        evidence=tuple(proof.digest for proof in proofs),
    )


def entries_of(matters: Sequence[MatterRow]) -> dict[int, list[Entry]]:
    """The entries of each matter by its key, oldest first; two queries however many matters."""
    found: dict[int, list[Entry]] = {matter.pk: [] for matter in matters}
    rows: QuerySet[EntryRow] = EntryRow.objects.filter(matter__in=matters)
    proofs: dict[int, list[EvidenceRow]] = defaultdict(list)
    for proof in EvidenceRow.objects.filter(matter__in=matters):
        proofs[proof.entry_id].append(proof)
    for row in rows.order_by("matter_id", "sequence"):
        found[row.matter_id].append(entry_of(row, proofs[row.pk]))
    return found


_ENTRIES = Prepared(
    lambda matter: (
        EntryRow.objects.filter(matter=matter)
        .annotate(filed=Exists(EvidenceRow.objects.filter(entry=OuterRef("pk"))))
        .order_by("sequence")
    )
)
_PROOFS = Prepared(lambda matter: EvidenceRow.objects.filter(matter=matter).select_related("entry"))
_UNITS = Prepared(lambda matter: MatterUnitRow.objects.filter(matter=matter))


def entry_rows(matter: MatterRow) -> list[EntryRow]:
    """All that was entered on ``matter``, oldest first; ``filed`` says whether with files."""
    return _ENTRIES.all(matter.pk)


def proof_rows(matter: MatterRow) -> list[EvidenceRow]:
    """All files of ``matter``, each with its entry."""
    return _PROOFS.all(matter.pk)


def units_now(matter: MatterRow) -> list[MatterUnitRow]:
    """The units of ``matter`` in their places."""
    return _UNITS.all(matter.pk)


def history(matter: MatterRow) -> list[Entry]:
    """The entries of ``matter``, oldest first."""
    rows = entry_rows(matter)
    filed = any(row.filed for row in rows)  # type: ignore[attr-defined]
    return entries_from(rows, proof_rows(matter) if filed else ())


def known_at(matter: MatterRow, version: int) -> tuple[list[Entry], MatterState]:
    """The entries of ``matter`` and what they come to at ``version``, at which the caller has
    locked it: as they were read before, when they are as many (a version is the number of
    entries), else read now."""
    known: tuple[list[Entry], MatterState] | None = getattr(matter, "_known", None)
    return known if known and len(known[0]) == version else _read(matter)


def _read(matter: MatterRow) -> tuple[list[Entry], MatterState]:
    entries = history(matter)
    matter._known = entries, fold(entries)  # type: ignore[attr-defined]
    return matter._known  # type: ignore[attr-defined,no-any-return]


def entries_from(rows: Iterable[EntryRow], proofs: Iterable[EvidenceRow]) -> list[Entry]:
    """The entries that ``rows`` keep, in their order; ``proofs`` holds their files, or more."""
    by_entry: dict[int, list[EvidenceRow]] = defaultdict(list)
    for proof in proofs:
        by_entry[proof.entry_id].append(proof)
    return [entry_of(row, by_entry[row.pk]) for row in rows]


def state_of(matter: MatterRow, as_of: datetime | None = None) -> MatterState:
    """The state folded from the entries, as it was at ``as_of`` (now when None)."""
    return _read(matter)[1] if as_of is None else fold(history(matter), as_of)


def present(matter: MatterRow, units: Iterable[MatterUnitRow] | None = None) -> MatterState:
    """The present state as the columns hold it: what lists and lights need, without a fold."""
    return MatterState(
        step=Step(matter.step),
        limit=matter.limit,
        original_limit=matter.original_limit,
        ongoing=matter.ongoing,
        dispatched_on=matter.dispatched_on,
        units=tuple(_unit_of(row) for row in (units or ())),
        claimed=matter.claimed,
        claimed_on=matter.claimed_on,
        verified=matter.verified,
        verified_on=matter.verified_on,
        suspended_since=matter.suspended_since,
        closed_on=matter.closed_on,
        ended_on=matter.ended_on,
        last_entry_at=matter.last_entry_at,
        **unpacked(matter.course),
    )


def _unit_of(row: MatterUnitRow) -> UnitState:
    return UnitState(
        unit=row.unit or None,
        name=row.name,
        role=Role(row.role),
        signed_on=row.signed_on,
        claimed=row.claimed,
        claimed_on=row.reported_on,
    )


def columns(state: MatterState) -> dict[str, object]:
    """The present-state columns that ``state`` asks for, by name."""
    pending = state.pending_extension
    return {
        "step": state.step.value,
        "limit": state.limit,
        "original_limit": state.original_limit,
        "ongoing": state.ongoing,
        "dispatched_on": state.dispatched_on,
        "claimed": state.claimed,
        "claimed_on": state.claimed_on,
        "verified": state.verified,
        "verified_on": state.verified_on,
        "course": packed(state),
        "extension_until": pending.until if pending else None,
        "suspended_since": state.suspended_since,
        "closed_on": state.closed_on,
        "ended_on": state.ended_on,
        "last_entry_at": state.last_entry_at,
    }


def write_units(matter: MatterRow, state: MatterState) -> None:
    """Make the unit rows of ``matter`` those of ``state``; rows that say it already stay."""
    wanted = unit_rows(matter, state)
    if _facts_of(matter.units.all()) == _facts_of(wanted):
        return
    matter.units.all().delete()
    MatterUnitRow.objects.bulk_create(wanted)


def units_change(matter: MatterRow, before: MatterState, after: MatterState) -> bool:
    """Whether the unit rows that ``after`` asks for are others than those of ``before``."""
    same = before.units == after.units
    return not same and _facts_of(unit_rows(matter, before)) != _facts_of(unit_rows(matter, after))


def units_agree(matter: MatterRow, state: MatterState) -> bool:
    """Whether the unit rows of ``matter`` are those of ``state``."""
    return _facts_of(matter.units.all()) == _facts_of(unit_rows(matter, state))


def unit_rows(matter: MatterRow, state: MatterState) -> list[MatterUnitRow]:
    """The unit rows that ``state`` asks for, not yet written."""
    return [
        MatterUnitRow(
            matter=matter,
            position=position,
            unit=one.unit or "",
            name=one.name,
            role=one.role.value,
            signed_on=one.signed_on,
            claimed=one.claimed,
            reported_on=one.claimed_on,
        )
        for position, one in enumerate(state.units)
    ]


def _facts_of(rows: Iterable[MatterUnitRow]) -> list[tuple[object, ...]]:
    return [_facts(row) for row in rows]


def _facts(row: MatterUnitRow) -> tuple[object, ...]:
    return (row.position, row.unit, row.name, row.role, row.signed_on, row.claimed, row.reported_on)


def day_of(at: datetime) -> date:
    """The day of the site's calendar on which ``at`` falls."""
    return timezone.localtime(at).date()
