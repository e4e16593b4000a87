"""A ledger is entered: all that was shown to be ready, in one transaction, or nothing.

All that needs no transaction is done before it, since on SQLite nobody else writes meanwhile.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pilotage.base import Language, PilotageError, fingerprint
from pilotage.ledgerfile import language_of, plan_of
from pilotage.plan import Plan, Source
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import CompileJobRow, DocumentRow, JobState
from pilotage_server.ledgerfiles import editing, reading
from pilotage_server.ledgerfiles.judging import Judged, Outcome, acts_of, judge
from pilotage_server.ledgerfiles.models import FileState, LedgerFileRow, MappingRow
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.actions import Ran, StalePageError
from pilotage_server.plans.actions import found_programme, take_over
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.plans.store import free_title
from pilotage_server.units.models import MembershipRow

MEDIA = "application/vnd.ms-excel"
AT_ONCE = 1_500
"""Tasks of one plan: a longer ledger becomes several, as many as can be read as pages."""

MOVED_ON = PilotageError(
    "Somebody entered something in this programme meanwhile, so nothing of the ledger was entered.",
    "Look at the lines again, then enter them.",
    zh=(
        "期间有人登记了本项目的其他内容，因此这份台账未登记任何内容。",
        "请重新查看各行，再行登记。",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A plan of the ledger, and its tasks with what they begin with."""

    plan: Plan
    ran: Sequence[Ran]


def enter(
    row: LedgerFileRow, by: MembershipRow, told: Callable[[float], None] = lambda _share: None
) -> dict[str, int]:
    """Enter the file and return how many lines had which outcome; nothing when it was entered.

    ``told`` hears how far the work is, as long as nothing is written yet. Raises PilotageError when
    a task moved on meanwhile or a right is missing; nothing is entered then.
    """
    try:
        return _enter_edits(row, by) if row.is_ours else _enter_lines(row, by, told)
    except StalePageError as error:
        raise MOVED_ON from error


def _enter_lines(
    row: LedgerFileRow, by: MembershipRow, told: Callable[[float], None]
) -> dict[str, int]:
    found = reading.reading_of(row)
    told(0.3)
    language, moment = language_of(found.tables[0]), clock.now()
    judged = judge(row, found, by, language, lambda share: told(0.3 + 0.3 * share))
    new = [one for one in judged if one.outcome is Outcome.NEW]
    reports = [(one.matter, one.acts) for one in judged if one.matter and one.acts]
    told(0.6)
    parts = []
    for part in _parts(row, new, by, language, moment):
        parts.append(part)
        told(0.6 + 0.4 * len(parts) * AT_ONCE / (len(new) + AT_ONCE))
    with transaction.atomic():
        held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
        if held.is_entered or held.attempts != row.attempts:
            return {}
        programme = held.programme or _programme(held, language)
        for part in parts:
            _open(held, programme, part, by, moment)
        actions.enter_many(reports, by)
        result = Counter(one.outcome.value for one in judged)
        LedgerFileRow.objects.filter(pk=row.pk).update(
            programme=programme,
            state=FileState.ENTERED,
            percent=100,
            result=dict(result),
            entered_at=clock.now(),
        )
        _remember(held, programme)
        record(What.ENTERED, held, by=by.user.get_username())
    row.refresh_from_db()
    return dict(result)


def _enter_edits(row: LedgerFileRow, by: MembershipRow) -> dict[str, int]:
    """The rows that were edited, judged once more in the transaction that enters them."""
    found = editing.read(row)
    with transaction.atomic():
        held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
        if held.is_entered or held.attempts != row.attempts:
            return {}
        judged = editing.judge_edits(found, by, found.language)
        for one in judged:
            if one.outcome is Outcome.REPORT:
                editing.enter_row(held, one, by)
        result = Counter(one.outcome.value for one in judged)
        LedgerFileRow.objects.filter(pk=row.pk).update(
            state=FileState.ENTERED, percent=100, result=dict(result), entered_at=clock.now()
        )
        record(What.ENTERED, held, by=by.user.get_username())
    row.refresh_from_db()
    return dict(result)


def _programme(row: LedgerFileRow, language: Language) -> ProgrammeRow:
    code = f"{language}-{fingerprint(row.title, str(row.pk))}"
    return found_programme(code, row.title, row.title)


def _parts(
    row: LedgerFileRow, new: Sequence[Judged], by: MembershipRow, language: Language, at: datetime
) -> Iterator[_Part]:
    """The plans of the lines that are no tasks here yet."""
    count = -(-len(new) // AT_ONCE)
    for number in range(1, count + 1):
        part = new[(number - 1) * AT_ONCE : number * AT_ONCE]
        title = row.title if count == 1 else f"{row.title} {number}/{count}"
        plan = plan_of(
            [one.line for one in part],
            title=free_title(row.programme, title),
            source=Source(name=row.name, media_type=MEDIA, sha256=row.sha256),
            language=language,
            by=by.post(language),
        )
        acts = (acts_of(one.line, row, language) for one in part)
        told = zip(plan.tasks, acts, strict=True)
        yield _Part(plan=plan, ran=[Ran.judged(task, begun, by, at=at) for task, begun in told])


def _open(
    row: LedgerFileRow, programme: ProgrammeRow, part: _Part, by: MembershipRow, at: datetime
) -> None:
    title = part.plan.title or ""
    if free_title(programme, title) != title:
        raise MOVED_ON
    document = _document(row, programme, by)
    made = take_over(document, part.plan, programme, by, at=at)
    actions.take_over(made, part.ran, by, at=at)


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


def _remember(row: LedgerFileRow, programme: ProgrammeRow) -> None:
    """What the columns meant is offered when such a ledger comes again."""
    for signature, columns in reading.columns_in_force(row).items():
        MappingRow.objects.update_or_create(
            programme=programme,
            signature=signature,
            defaults={"columns": columns, "at": clock.now()},
        )
