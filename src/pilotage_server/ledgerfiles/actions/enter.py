"""A ledger is entered: all that was shown to be ready, in one transaction, or nothing."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.db import transaction

from pilotage.base import Language, fingerprint
from pilotage.ledger import Act
from pilotage.ledgerfile import language_of, plan_of
from pilotage.plan import Source
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import CompileJobRow, DocumentRow, JobState
from pilotage_server.ledgerfiles import editing, reading
from pilotage_server.ledgerfiles.judging import VIA, Judged, Outcome, acts_of, judge, report_of
from pilotage_server.ledgerfiles.models import FileState, LedgerFileRow, MappingRow
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.actions import Posting, Ran
from pilotage_server.plans.actions import found_programme, take_over
from pilotage_server.plans.models import PlanRow, ProgrammeRow
from pilotage_server.plans.store import free_title
from pilotage_server.units.models import MembershipRow

MEDIA = "application/vnd.ms-excel"
AT_ONCE = 1_500
"""Tasks of one plan: a longer ledger becomes several, as many as can be read as pages."""


def enter(
    row: LedgerFileRow, by: MembershipRow, told: Callable[[float], None] = lambda _share: None
) -> dict[str, int]:
    """Enter the file and return how many lines had which outcome; nothing when it was entered.

    ``told`` hears how far the work is, as long as nothing is written yet. Raises PilotageError when
    a task moved on meanwhile or a right is missing; nothing is entered then.
    """
    if row.is_ours:
        return _enter_edits(row, by)
    found = reading.reading_of(row)
    told(0.3)
    language = language_of(found.tables[0])
    judged = judge(row, found, by, language, lambda share: told(0.3 + 0.4 * share))
    told(0.7)
    with transaction.atomic():
        held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
        if held.is_entered or held.attempts != row.attempts:
            return {}
        programme = held.programme or _programme(held, language)
        _open(held, programme, [j for j in judged if j.outcome is Outcome.NEW], by, language)
        for one in judged:
            if one.outcome is Outcome.REPORT and one.matter:
                _report(held, one, by, language)
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


def _open(
    row: LedgerFileRow,
    programme: ProgrammeRow,
    new: Sequence[Judged],
    by: MembershipRow,
    language: Language,
) -> None:
    """The plans of the lines that are no tasks here yet."""
    parts = [new[at : at + AT_ONCE] for at in range(0, len(new), AT_ONCE)]
    for number, part in enumerate(parts, 1):
        title = row.title if len(parts) == 1 else f"{row.title} {number}/{len(parts)}"
        _open_part(row, programme, free_title(programme, title), part, by, language)


def _open_part(
    row: LedgerFileRow,
    programme: ProgrammeRow,
    title: str,
    part: Sequence[Judged],
    by: MembershipRow,
    language: Language,
) -> PlanRow:
    source = Source(name=row.name, media_type=MEDIA, sha256=row.sha256)
    plan = plan_of(
        [one.line for one in part],
        title=title,
        source=source,
        language=language,
        by=by.post(language),
    )
    moment = clock.now()
    document = _document(row, programme, by)
    made = take_over(document, plan, programme, by, at=moment)
    ran = [
        Ran(task=task, acts=acts_of(one.line, row, language))
        for task, one in zip(plan.tasks, part, strict=True)
    ]
    actions.take_over(made, ran, by, at=moment)
    return made


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


def _report(row: LedgerFileRow, one: Judged, by: MembershipRow, language: Language) -> None:
    """The report of a task that runs, in its lead's name, who signs for it first if it has not."""
    matter = one.matter
    if matter is None:
        return
    lead = store.present(matter, matter.units.all()).lead
    if lead is None or lead.unit is None:
        return
    said = report_of(row, one.line, language)

    def posting(act: Act) -> Posting:
        token = f"{row.sha256[:32]}-{one.line.row}-{fingerprint(one.line.sheet)}-{act.value}"
        return Posting(token=token[:64], in_name_of=lead.unit or "", via=VIA)

    if lead.signed_on is None:
        actions.sign(matter, by, posting=posting(Act.SIGN))
    actions.report(
        matter,
        by,
        claimed=int(str(said["claimed"])),
        text=str(said["text"]),
        next_step=str(said.get("next", "")),
        done=bool(said["done"]),
        posting=posting(Act.REPORT),
    )


def _remember(row: LedgerFileRow, programme: ProgrammeRow) -> None:
    """What the columns meant is offered when such a ledger comes again."""
    for signature, columns in reading.columns_in_force(row).items():
        MappingRow.objects.update_or_create(
            programme=programme,
            signature=signature,
            defaults={"columns": columns, "at": clock.now()},
        )
