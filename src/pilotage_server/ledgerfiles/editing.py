"""Each edited row of a ledger that came back: what it would do, or why it cannot be done.

What stood in a cell when the workbook was given out, what stands there now and what was written
are compared. Where both sides changed, nothing is entered: both are shown, with who wrote here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.document import read_grids
from pilotage.ledger import Act, Around, Entry, MatterState, fold
from pilotage.ledgerfile import PARTS, Edited, Kept, Returned, cell_words, returned, words_of
from pilotage_server.documents.store import place_of
from pilotage_server.ledgers import store
from pilotage_server.ledgers.actions import ActRefusedError
from pilotage_server.ledgers.actions.entering import Asked, following
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.rights import acting_unit, visible
from pilotage_server.ledgers.telling import signed_as
from pilotage_server.ledgers.tree import arounds_of
from pilotage_server.units.dates import long_day, percent
from pilotage_server.units.models import MembershipRow

from .became import VIA, made_by, of_file
from .choosing import Side, row_key, side_of
from .judging import ENTERED, OF_SIDE, Outcome, quotable
from .models import LedgerFileRow
from .sheets import kept, reports_since, speaker

REPORTED = ("progress", "report", "next", "done")
LIMITED = ("limit", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """An edited cell: its column's head, what stood there, what stands here now, what was
    written."""

    head: str
    cell: str
    before: str
    here: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedRow:
    """An edited row with what becomes of it; ``matter`` is None when the account has no part in
    it. ``place`` names a row that was changed on both sides, ``side`` the one that was chosen;
    ``made`` are the entries that it became, in a file that is entered."""

    edited: Edited
    outcome: Outcome
    matter: MatterRow | None
    code: str
    heading: str
    cells: tuple[CellShown, ...]
    acts: tuple[Asked, ...]
    reasons: tuple[str, ...]
    place: str = ""
    side: Side | None = None
    made: tuple[Entry, ...] = ()


def read(row: LedgerFileRow) -> Returned:
    """The edits of the file."""
    grids, _notes = read_grids(place_of(row.sha256).read_bytes(), row.name)
    return returned(grids, year=row.at.year)


def judge_edits(
    row: LedgerFileRow, found: Returned, member: MembershipRow, language: Language
) -> list[EditedRow]:
    """The edited rows in their order, judged by the rules of the workflow and the rights; of a
    file that is entered, what each became."""
    keys = [one.matter for one in found.rows]
    rows = visible(member).filter(pk__in=keys).prefetch_related("units")
    matters = {one.pk: one for one in rows}
    entries = store.entries_of(list(matters.values()))
    around = arounds_of(list(matters.values()))
    made = made_by(row, list(matters))
    now = {
        int(one.key.partition(":")[0]): one
        for one in kept(member, list(matters.values()), found.language)
    }
    judged = []
    for at, one in enumerate(found.rows):
        matter = matters.get(one.matter)
        if matter is None:
            judged.append(_unknown(one))
            continue
        looking = _Looking(
            edited=one,
            row=row,
            matter=matter,
            entries=entries[matter.pk],
            around=around[matter.pk],
            here=now[matter.pk],
            made=made.get(matter.pk, ()),
            member=member,
            language=language,
        )
        if row.is_entered:
            judged.append(looking.became())
        else:
            judged.append(looking.done() if at < row.done else looking.judged())
    return judged


def _unknown(edited: Edited) -> EditedRow:
    return EditedRow(
        edited=edited,
        outcome=Outcome.REFUSED,
        matter=None,
        code="",
        heading="",
        cells=(),
        acts=(),
        reasons=(_("This task is not one of yours any more."),),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looking:
    edited: Edited
    row: LedgerFileRow
    matter: MatterRow
    entries: Sequence[Entry]
    around: Around
    here: Kept
    made: Collection[int]
    member: MembershipRow
    language: Language

    @property
    def parts(self) -> set[str]:
        return {one.part for one in self.edited.edits}

    def judged(self) -> EditedRow:
        state = fold(self.entries)
        acts = tuple(self._acts(state))
        outcome, reasons = self._outcome(acts)
        others = self._others(state)
        if not others or outcome is Outcome.SAME or self.edited.faults:
            return self._shown(outcome, acts, reasons)
        if outcome is Outcome.REFUSED:
            return self._shown(Outcome.CONFLICT, (), (*others, *reasons))
        place = row_key(self.edited.row)
        side = side_of(self.row, place, self.matter)
        told = (*others, *reasons)
        return replace(self._shown(OF_SIDE[side], acts, told), place=place, side=side)

    def became(self) -> EditedRow:
        """What a row became of a file that is entered."""
        found = of_file(self.entries, self.made)
        made = [one for one in found if self._is_of_the_row(one)]
        if made:
            return replace(self._shown(Outcome.REPORT, (), ()), made=tuple(made))
        judged = self.judged()
        if judged.outcome not in ENTERED:
            return replace(judged, place="")
        return self._shown(Outcome.REFUSED, (), (_("It was not entered."),))

    def _is_of_the_row(self, entry: Entry) -> bool:
        said, limit = entry.payload, self.edited.limit
        if entry.sequence <= self.edited.version:
            return False
        if entry.act is Act.REPORT and self.parts & set(REPORTED):
            edited = {"report": said.get("text"), "next": said.get("next", "")}
            same = (self.edited.words[part] == words for part, words in edited.items())
            return all(same) and said.get("done") is self.edited.done
        if entry.act in (Act.EXTEND, Act.ASK_EXTENSION) and "limit" in self.parts:
            return bool(limit and limit.date and said.get("until") == limit.date.isoformat())
        return False

    def done(self) -> EditedRow:
        """A row that an earlier, broken-off entering came to."""
        return self._shown(Outcome.DONE, (), ())

    def _shown(
        self, outcome: Outcome, acts: tuple[Asked, ...], reasons: tuple[str, ...]
    ) -> EditedRow:
        return EditedRow(
            edited=self.edited,
            outcome=outcome,
            matter=self.matter,
            code=self.matter.code(self.language),
            heading=self.matter.heading(self.language),
            cells=tuple(self._cells()),
            acts=acts if outcome is Outcome.REPORT else (),
            reasons=reasons,
        )

    def _here(self, part: str) -> str:
        return words_of(cell_words(self.here.cells.get(part)))

    def _cells(self) -> list[CellShown]:
        heads = {part.name: part.zh if self.language == "zh" else part.en for part in PARTS}
        return [
            CellShown(
                head=heads[one.part],
                cell=one.cell,
                before=one.before,
                here=self._here(one.part),
                after=one.after,
            )
            for one in self.edited.edits
        ]

    def _outcome(self, acts: Sequence[Asked]) -> tuple[Outcome, tuple[str, ...]]:
        if all(one.after == self._here(one.part) for one in self.edited.edits):
            return Outcome.SAME, ()
        if self.edited.faults:
            return Outcome.REFUSED, tuple(one.message(self.language) for one in self.edited.faults)
        if not acts:
            return Outcome.REFUSED, (
                _("A reason alone changes nothing: write the later limit too."),
            )
        refused = self._refused(acts)
        return (Outcome.REFUSED, refused) if refused else (Outcome.REPORT, self._meant())

    def _others(self, state: MatterState) -> tuple[str, ...]:
        """Who changed here what the file changes too, since it was given out."""
        unit, version = speaker(self.member, state), self.edited.version
        found: list[Entry] = []
        if self.parts & set(REPORTED):
            found += reports_since(self.entries, unit, version)[-1:]
        limit = self.edited.edit("limit")
        if limit and limit.before != self._here("limit"):
            acts = (Act.EXTEND, Act.CARRY, Act.DISPATCH)
            later = [e for e in self.entries if e.sequence > version and e.act in acts]
            found += later[-1:]
        return tuple(self._told(one) for one in found)

    def _told(self, entry: Entry) -> str:
        row = EntryRow.objects.get(matter=self.matter, sequence=entry.sequence)
        return _("%(who)s changed it here on %(day)s.") % {
            "who": signed_as(row, self.language),
            "day": long_day(store.day_of(entry.at), self.language),
        }

    def _acts(self, state: MatterState) -> list[Asked]:
        unit = speaker(self.member, state)
        acts: list[Asked] = []
        if self.parts & set(REPORTED):
            acts.append((Act.REPORT, self._report(unit), unit))
        if "limit" in self.parts and self.edited.limit:
            fields: dict[str, object] = {"reason": self.edited.words["reason"]}
            day = self.edited.limit.date
            fields["until"] = day.isoformat() if day else ""
            own = acting_unit(self.member, state) or ""
            acts.append((Act.ASK_EXTENSION if self.member.is_liaison else Act.EXTEND, fields, own))
        return acts

    def _report(self, unit: str) -> dict[str, object]:
        """The report that the row makes. A cell that was not edited says what stands here, whole:
        a cell holds no more than 32,767 signs."""
        last = [e for e in self.entries if e.act is Act.REPORT and e.unit == unit]
        said = last[-1].payload if last else {}

        def words(part: str, field: str) -> str:
            edited = self.edited.edit(part) is not None
            return self.edited.words[part] if edited else str(said.get(field, ""))

        payload: dict[str, object] = {
            "text": words("report", "text"),
            "done": self.edited.done,
            "via": VIA,
        }
        claimed = 100 if self._is_whole() else self.edited.progress
        payload |= {} if claimed is None else {"claimed": claimed}
        following = words("next", "next")
        return payload | ({"next": following} if following else {})

    def _is_whole(self) -> bool:
        """Whether “done” alone says that all is done: with another figure written beside it the
        workflow says that the two do not fit."""
        edited = self.edited.edit("progress")
        return self.edited.done and (edited is None or self.edited.progress is None)

    def _meant(self) -> tuple[str, ...]:
        """What a row does beyond what was written into it."""
        found = []
        before, text = self._here("progress"), self._here("report")
        if self._is_whole() and self.edited.edit("done") and before not in ("", "100"):
            found.append(
                _("“Done” is taken for 100 %%: the progress goes from %(share)s to that.")
                % {"share": percent(int(before), self.language)}
            )
        if self.parts & set(REPORTED) and not self.edited.edit("report") and text:
            found.append(
                _("The report repeats what stands here: “%(text)s”.") % {"text": quotable(text)}
            )
        return tuple(found)

    def _refused(self, acts: Sequence[Asked]) -> tuple[str, ...]:
        """Why the first refused act is, each judged after the one before; empty for none."""
        try:
            following(self.entries, acts, self.member, row=self.matter, around=self.around)
        except ActRefusedError as refused:
            return refused.told(self.language)
        return ()
