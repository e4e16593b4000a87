"""A ledger is entered: all that was shown to be ready, part by part (see ``parts``)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pilotage.base import Language, fingerprint
from pilotage.ledgerfile import language_of, plan_of
from pilotage.plan import Plan, Source
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import CompileJobRow, DocumentRow, JobState
from pilotage_server.ledgerfiles import editing, reading
from pilotage_server.ledgerfiles.editing import EditedRow
from pilotage_server.ledgerfiles.judging import Judged, Outcome, acts_of, judge
from pilotage_server.ledgerfiles.models import LedgerFileRow, MappingRow
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.actions import Ran
from pilotage_server.ledgers.actions.entering import Asked
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans.actions import found_programme, take_over
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.plans.store import free_title, written
from pilotage_server.units.models import MembershipRow

from .parts import MOVED_ON, Part, Write, enter_parts

MEDIA = "application/vnd.ms-excel"
TITLES = {"zh": "{title}（第{first}—{last}行）", "en": "{title} (lines {first}–{last})"}
"""Plans of a ledger that is too long for one; the lines are counted through all sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A plan of the ledger, also as its row keeps it, and its tasks with what they begin with."""

    plan: Plan
    written: str
    ran: Sequence[Ran]


def enter(
    row: LedgerFileRow, by: MembershipRow, told: Callable[[float], None] = lambda _share: None
) -> dict[str, int]:
    """Enter the file and return how many lines had which outcome; nothing when it was entered.

    ``told`` hears how far the work is. Raises PilotageError when a task moved on meanwhile or a
    right is missing: what was entered before stays (``row.done``), and the rest can be entered
    once it was looked at again.
    """
    if row.is_ours:
        return _enter_edits(row, by, told)
    found = reading.reading_of(row)
    told(0.1)
    language = language_of(found.tables[0])
    judged = judge(row, found, by, language, lambda share: told(0.1 + 0.2 * share))
    work = _Lines(
        row=row, by=by, language=language, columns=reading.columns_in_force(row), count=len(judged)
    )
    return enter_parts(row, judged, by, work.prepare, lambda share: told(0.3 + 0.7 * share))


def _enter_edits(
    row: LedgerFileRow, by: MembershipRow, told: Callable[[float], None]
) -> dict[str, int]:
    found = editing.read(row)
    judged = editing.judge_edits(row, found, by, found.language)

    def prepare(part: Part[EditedRow]) -> Write:
        asked = [(one.matter, one.acts) for one in part.lines if one.matter and one.acts]
        return lambda _held: _entered(asked, by)

    return enter_parts(row, judged, by, prepare, told)


def _entered(asked: Sequence[tuple[MatterRow, Sequence[Asked]]], by: MembershipRow) -> None:
    actions.enter_many(asked, by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """The work on a ledger of any shape: new tasks by a plan of their own, reports on the rest.

    ``columns`` are what its columns meant when it was judged, ``count`` is how many lines it has.
    """

    row: LedgerFileRow
    by: MembershipRow
    language: Language
    columns: Mapping[str, Mapping[str, str]]
    count: int

    def prepare(self, part: Part[Judged]) -> Write:
        """What enters ``part``."""
        moment = clock.now()
        new = [one for one in part.lines if one.outcome is Outcome.NEW]
        opened = self._opened(part, new, moment) if new else None
        asked = [(one.matter, one.acts) for one in part.lines if one.matter and one.acts]

        def write(held: LedgerFileRow) -> None:
            held.columns = self.columns
            held.programme = held.programme or _programme(held, self.language)
            if opened:
                _open(held, held.programme, opened, self.by, moment)
            _entered(asked, self.by)
            _remember(held.programme, self.columns)

        return write

    def _opened(self, part: Part[Judged], new: Sequence[Judged], at: datetime) -> _Opened:
        """The plan of the lines that are no tasks here yet."""
        row, by, title = self.row, self.by, self.row.title
        if len(part.lines) < self.count:
            title = TITLES[self.language].format(title=title, first=part.first + 1, last=part.end)
        plan = plan_of(
            [one.line for one in new],
            title=free_title(row.programme, title),
            source=Source(name=row.name, media_type=MEDIA, sha256=row.sha256),
            language=self.language,
            by=by.post(self.language),
        )
        acts = (acts_of(one.line, row, self.language) for one in new)
        told = zip(plan.tasks, acts, strict=True)
        ran = [Ran.judged(task, begun, by, at=at) for task, begun in told]
        return _Opened(plan=plan, written=written(plan), ran=ran)


def _programme(row: LedgerFileRow, language: Language) -> ProgrammeRow:
    code = f"{language}-{fingerprint(row.title, str(row.pk))}"
    return found_programme(code, row.title, row.title)


def _open(
    row: LedgerFileRow, programme: ProgrammeRow, opened: _Opened, by: MembershipRow, at: datetime
) -> None:
    title = opened.plan.title or ""
    if free_title(programme, title) != title:
        raise MOVED_ON
    document = _document(row, programme, by)
    made = take_over(document, opened.plan, programme, by, at=at, written=opened.written)
    actions.take_over(made, opened.ran, by, at=at)


def _document(row: LedgerFileRow, programme: ProgrammeRow, by: MembershipRow) -> DocumentRow:
    """The file as the document that the plan was read from."""
    document = DocumentRow.objects.create(
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        programme=programme.code,
        uploaded_by=row.by,
        uploaded_at=row.at,
    )
    CompileJobRow.objects.create(
        document=document,
        state=JobState.DONE,
        stage="plan",
        percent=100,
        asked_at=row.at,
        ended_at=clock.now(),
    )
    record(What.RECEIVED, document, by=by.user.get_username())
    return document


def _remember(programme: ProgrammeRow, columns: Mapping[str, Mapping[str, str]]) -> None:
    """What the columns meant is offered when such a ledger comes again."""
    for signature, one in columns.items():
        MappingRow.objects.update_or_create(
            programme=programme,
            signature=signature,
            defaults={"columns": one, "at": clock.now()},
        )
