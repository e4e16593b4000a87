"""How every act enters the ledger.

1. A form posted twice finds its token and gives back the entry it made the first time.
2. A page older than the matter is refused (``StalePageError``).
3. The workflow and the rights are checked by ``pilotage.ledger.check``.
4. The entry is appended, its evidence beside it.
5. The present state is written, on condition that nobody else wrote it meanwhile.
6. Entry and evidence get their rows of the record.

All in one transaction: an act is entered whole or not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import Language, PilotageError
from pilotage.ledger import ALONE, Act, Around, Capacity, Entry, MatterState, Refusal, check, fold
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers import evidence, store
from pilotage_server.ledgers.evidence import Proof
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.ledgers.rights import above_of, acting_unit, capacities
from pilotage_server.ledgers.tree import OF_THE_TREE, around_of, stands_alone
from pilotage_server.prepared import Prepared, change
from pilotage_server.units import problems
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

Payload = Mapping[str, object]


class ActRefusedError(PilotageError):
    """The workflow, the rights or a field stand in the way. ``field`` names the field at fault."""

    def __init__(self, refusal: Refusal, reader: Language) -> None:
        super().__init__(refusal.message(reader), refusal.hint(reader))
        self.refusal = refusal
        self.field = refusal.field

    def told(self, language: Language = "en") -> tuple[str, str]:
        """The refusal and what to do about it, whoever reads it later."""
        return self.refusal.message(language), self.refusal.hint(language)


class StalePageError(problems.RefusalError):
    """The matter moved on after the page was shown."""

    def __init__(self) -> None:
        super().__init__(
            409,
            _("Somebody entered something on this task after your page was shown."),
            _("Read what is new, then act again; what you wrote is kept below."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What a form carries besides its fields; a command or the demo gives only ``at``.

    ``version`` is that of the matter when the page was shown, ``token`` that of the form, ``at``
    the moment to enter instead of now. The office enters ``in_name_of`` a unit what that unit
    said ``via`` something else than its own account.
    """

    version: int | None = None
    token: str | None = None
    at: datetime | None = None
    in_name_of: str = ""
    via: str = ""


NOTHING = Posting()

Asked = tuple[Act, Mapping[str, object], str | None]
"""An act to be entered with its fields, and the unit it is of; None: that of whoever enters it."""


def enter(
    matter: MatterRow,
    act: Act,
    by: MembershipRow,
    payload: Payload,
    *,
    proofs: Sequence[Proof] = (),
    posting: Posting = NOTHING,
    follows: bool = False,
) -> EntryRow:
    """Enter ``act`` on ``matter`` (see the steps above) and give back its entry.

    One that ``follows`` from an act on a task above is made by the right to that act.

    Raises ActRefusedError, StalePageError, or PilotageError for a moment before the last entry.
    """
    with transaction.atomic():
        row = locked(matter)
        done = entered_before(row, posting.token)
        if done is not None:
            return done
        if posting.version is not None and posting.version != row.version:
            raise StalePageError
        entries, state = store.known_at(matter, row.version)
        entry = Entry(
            sequence=len(entries) + 1,
            act=act,
            at=_moment(state, posting.at),
            by=by.user.get_username(),
            unit=posting.in_name_of or acting_unit(by, state, above_of(row)),
            payload={**payload, "via": posting.via} if posting.via else dict(payload),
            evidence=tuple(proof.digest for proof in proofs),
        )
        around = ALONE if stands_alone(row, entries) else None
        check_entry(state, entry, by, row, around, follows=follows)
        added, kept = _append(row, entry, by, proofs, posting.token)
        write_present(row, state, fold([entry], start=state))
        # Last, since all who write wait for the head of the record from here to the commit.
        record_all([_made(added, entry.by), *(_stored(one, entry.by) for one in kept)])
    _move_on(matter, row)
    return added


_BY_KEY = Prepared(lambda key: MatterRow.objects.select_for_update().filter(pk=key))


def locked(matter: MatterRow) -> MatterRow:
    """The row of ``matter`` as it is now, which nobody else writes until this transaction ends.

    The tasks above a sub-task are locked before it, the highest first: what may be done to it
    follows from them. They are older than it, so this is the order of the keys as well.
    """
    if matter.is_part:
        above = MatterRow.objects.select_for_update(of=("self",)).order_by("pk")
        list(above.filter(below_rows__matter=matter).values_list("pk"))
    found = _BY_KEY.first(matter.pk)
    if found is None:
        raise MatterRow.DoesNotExist
    return found


def _move_on(matter: MatterRow, row: MatterRow) -> None:
    """Let ``matter``, which the caller holds, say what was written."""
    for field in MatterRow._meta.concrete_fields:
        setattr(matter, field.attname, getattr(row, field.attname))
    getattr(matter, "_prefetched_objects_cache", {}).clear()


def entered_before(matter: MatterRow, token: str | None) -> EntryRow | None:
    """The entry that a form of that token made already."""
    if not token:
        return None
    found: EntryRow | None = EntryRow.objects.filter(matter=matter, token=token).first()
    return found


def _moment(state: MatterState, at: datetime | None) -> datetime:
    last = state.last_entry_at
    if at is None:
        now = clock.now()
        return max(now, last) if last else now
    if last and at < last:
        raise PilotageError(
            _("This entry would stand before the last one."), _("Give a later moment.")
        )
    return at


def following(
    entries: Sequence[Entry],
    acts: Iterable[Asked],
    by: MembershipRow,
    *,
    row: MatterRow | None = None,
    around: Around | None = None,
    at: datetime | None = None,
) -> tuple[list[Entry], MatterState]:
    """The entries that ``acts`` make after ``entries``, each judged after the one before, and the
    state after the last; nothing is written. ActRefusedError for the first act that is refused.

    ``row`` is the matter; without it, one that is not kept yet and stands alone. ``around`` is its
    tree, where the caller has read it.
    """
    state, made = fold(entries), list[Entry]()
    for act, payload, unit in acts:
        entry = Entry(
            sequence=len(entries) + len(made) + 1,
            act=act,
            at=_moment(state, at),
            by=by.user.get_username(),
            unit=unit or acting_unit(by, state, above_of(row) if row else None),
            payload=payload,
        )
        check_entry(state, entry, by, row, around)
        made.append(entry)
        state = fold([entry], start=state)
    return made, state


def check_entry(
    state: MatterState,
    entry: Entry,
    by: MembershipRow,
    row: MatterRow | None = None,
    around: Around | None = None,
    *,
    follows: bool = False,
) -> None:
    """ActRefusedError when ``by`` may not make ``entry`` on a matter in ``state``.

    ``row`` is the matter; without it, one that is not kept yet and stands alone. ``around`` is its
    tree, where the caller has read it.
    """
    held = capacities(by, state, above=above_of(row) if row else None, in_name_of=entry.unit or "")
    held |= {Capacity.ABOVE} if follows else set()
    if around is None:
        around = around_of(row) if row and entry.act in OF_THE_TREE else ALONE
    refusal = check(
        state, entry.act, held, entry.payload, by=entry.by, unit=entry.unit, around=around
    )
    if refusal is not None:
        raise ActRefusedError(refusal, reader_language())


def _append(
    matter: MatterRow, entry: Entry, by: MembershipRow, proofs: Sequence[Proof], token: str | None
) -> tuple[EntryRow, list[EvidenceRow]]:
    row = row_of(matter, entry, by, token)
    row.save()
    claim = entry.payload.get("claimed")
    kept = [
        EvidenceRow(
            entry=row,
            matter=matter,
            digest=evidence.keep(proof),
            name=proof.name,
            media_type=proof.media_type,
            size=proof.size,
            dated=proof.dated,
            unit=entry.unit or "",
            claim=claim if isinstance(claim, int) else None,
        )
        for proof in proofs
    ]
    for one in kept:
        one.save()
    return row, kept


def row_of(
    matter: MatterRow, entry: Entry, by: MembershipRow, token: str | None = None
) -> EntryRow:
    """The row that keeps ``entry``, not yet written."""
    return EntryRow(
        matter=matter,
        sequence=entry.sequence,
        act=entry.act.value,
        at=entry.at,
        by=entry.by,
        post_zh=by.post_zh,
        post_en=by.post_en,
        unit=entry.unit or "",
        payload=dict(entry.payload),
        token=token or None,
    )


def _made(row: EntryRow, by: str) -> Event:
    return Event(what=What.ENTERED, thing=row, by=by)


def _stored(row: EvidenceRow, by: str) -> Event:
    return Event(what=What.KEPT, thing=row, by=by)


def write_present(
    matter: MatterRow, before: MatterState | None, after: MatterState, *, acts: int = 1
) -> None:
    """Write the state that ``matter`` is in after so many acts more: its columns, and its units
    unless ``before`` had them as they are. StalePageError when somebody else wrote it
    meanwhile."""
    present = {"version": matter.version + acts, **store.columns(after)}
    if not change(MatterRow, {"id": matter.pk, "version": matter.version}, present):
        raise StalePageError
    for name, value in present.items():
        setattr(matter, name, value)
    if before is None or store.units_change(matter, before, after):
        store.write_units(matter, after)
