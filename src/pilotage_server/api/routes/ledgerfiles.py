"""Ledgers kept as files: brought, looked at, mapped, mended, entered; taken out; templates."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict

from pilotage_server.api.access import opens_to, scope_needed
from pilotage_server.api.answering import (
    FieldsError,
    changed,
    done,
    found,
    handed_out,
    judge_size,
    tag_needed,
    tag_of,
    version_asked,
    version_needed,
)
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import Order, judged_page, page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import ledgerfiles as schemas
from pilotage_server.api.schemas.base import Key
from pilotage_server.api.telling import ledgerfiles as telling
from pilotage_server.api.telling.tasks import ROOT
from pilotage_server.audit import reads
from pilotage_server.ledgerfiles import actions, filling, showing
from pilotage_server.ledgerfiles import template_views as templates_of
from pilotage_server.ledgerfiles import views as pages
from pilotage_server.ledgerfiles.access import (
    USERS,
    file_for,
    files,
    may_bring,
    programmes,
    template_for,
    templates,
)
from pilotage_server.ledgerfiles.asking import ask_to_enter
from pilotage_server.ledgerfiles.choosing import Side, choose
from pilotage_server.ledgerfiles.mapping import map_columns, map_template
from pilotage_server.ledgerfiles.mending import mend
from pilotage_server.ledgerfiles.models import FileState, LedgerFileRow, TemplateRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import stale

from .work import ListChoice

router = Router(tags=["ledger files"])


@router.get("/ledger-files", response=schemas.LedgerFilePage, operation_id="list_ledger_files")
@opens_to(Scope.READ, *USERS)
def list_ledger_files(request: Any, choice: Query[ListChoice]) -> HttpResponse:
    """The ledgers that were brought, the newest first."""
    rows = files(request.member).defer("columns", "mended", "result")
    shown, next_ = page(rows, Order(name="files", down=True), choice.cursor, choice.limit)
    return found(request, {"items": [telling.line(row) for row in shown], "next": next_ or None})


@router.post("/ledger-files", response={201: schemas.LedgerFile}, operation_id="bring_ledger")
@opens_to(Scope.REPORT, *USERS)
@once
def bring(request: Any, said: Form[schemas.Bring], file: File[UploadedFile]) -> HttpResponse:
    """Bring a ledger (multipart/form-data): of any shape as the office, an edited one of this site
    as any unit. Nothing is entered yet."""
    judge_size(file)
    programme = _programme(request, said.programme)
    opens = may_bring(request.member)
    if opens and programme is None and (request.member.programme or not said.new):
        text = _("Choose the programme that the ledger belongs to.")
        raise FieldsError([{"field": "programme", "detail": text}])
    row = actions.bring(file.name or "", file.read(), request.member, programme=programme)
    return _told(request, row, status=201)


def _programme(request: Any, key: int | None) -> ProgrammeRow | None:
    """The programme of that key, one that the asker may bring a ledger to."""
    if key is None:
        return None
    row: ProgrammeRow | None = programmes(request.member).filter(pk=key).first()
    if row is None:
        text = _("Choose the programme that the ledger belongs to.")
        raise FieldsError([{"field": "programme", "detail": text}])
    return row


def _told(request: Any, row: LedgerFileRow, *, status: int = 200) -> HttpResponse:
    told = telling.whole(row, request.member, reader_language())
    if status == 200:
        return found(request, told, version=row.version)
    return done(told, status=status, location=f"{ROOT}/ledger-files/{row.pk}")


@router.get("/ledger-files/{int:key}", response=schemas.LedgerFile, operation_id="ledger_file")
@opens_to(Scope.READ, *USERS)
def ledger_file(request: Any, key: int) -> HttpResponse:
    """A ledger: its columns, how many lines would become what, and all that was not read."""
    row = file_for(request.member, key)
    reads.opened(request.user, row)
    return _told(request, row)


class LineChoice(ListChoice):
    """Which lines: all, or those of one outcome."""

    outcome: schemas.Outcome | None = None


@router.get(
    "/ledger-files/{int:key}/lines", response=schemas.LedgerLinePage, operation_id="ledger_lines"
)
@opens_to(Scope.READ, *USERS)
def ledger_lines(request: Any, key: int, choice: Query[LineChoice]) -> HttpResponse:
    """Line by line what entering would do, or why it cannot be done: a dry run."""
    row = file_for(request.member, key)
    reads.opened(request.user, row)
    _not_at_work(row)
    told = _lines(request, row)
    wanted = [one for one in told if choice.outcome in (None, one["outcome"])]
    places = {id(one): at for at, one in enumerate(told)}
    shown, next_ = judged_page(
        wanted, "lines", lambda one: (places[id(one)],), choice.cursor, choice.limit
    )
    return found(request, {"items": shown, "next": next_ or None}, version=row.version)


def _lines(request: Any, row: LedgerFileRow) -> list[dict[str, Any]]:
    """Every line of a file with what becomes of it."""
    language = reader_language()
    if row.is_ours:
        return [telling.edited_line(one) for one in telling.edits(row, request.member, language)]
    return [telling.judged_line(one) for one in telling.lines(row, request.member, language)]


@router.patch(
    "/ledger-files/{int:key}/sides", response=schemas.LedgerLine, operation_id="choose_side"
)
@opens_to(Scope.REPORT, *USERS)
@once
def choose_side(request: Any, key: int, said: schemas.ChooseSide) -> HttpResponse:
    """Say whose words stand in a line that was changed on both sides; the line as it is then."""
    row = file_for(request.member, key)
    if not row.is_ours:
        scope_needed(request, Scope.OFFICE)
    _not_at_work(row)
    line = _at(request, row, said.place)
    matter = visible(request.member).get(pk=line["task"])
    choose(row, request.member, said.place, Side(said.side), matter, said.version)
    return done(_at(request, row, said.place), status=200)


def _at(request: Any, row: LedgerFileRow, place: str) -> dict[str, Any]:
    """The line that was changed on both sides at ``place``; Http404 for any other."""
    line = next((one for one in _lines(request, row) if place and one["place"] == place), None)
    if line is None:
        raise Http404
    return line


def _not_at_work(row: LedgerFileRow) -> None:
    """RefusalError (409) while the worker enters the file."""
    if row.state in (FileState.WAITING, FileState.RUNNING):
        raise stale()


@router.get("/ledger-files/{int:key}/cells", response=schemas.CellPage, operation_id="ledger_cells")
@opens_to(Scope.READ, *USERS)
def ledger_cells(request: Any, key: int, choice: Query[ListChoice]) -> HttpResponse:
    """The cells to be written anew, those that keep a line out first."""
    row, language = _brought(request, key), reader_language()
    reads.opened(request.user, row)
    _not_at_work(row)
    cells = telling.cells(telling.lines(row, request.member, language), language)
    places = {id(one): at for at, one in enumerate(cells)}
    shown, next_ = judged_page(
        cells, "cells", lambda one: (places[id(one)],), choice.cursor, choice.limit
    )
    return found(request, {"items": shown, "next": next_ or None}, version=row.version)


def _brought(request: Any, key: int) -> LedgerFileRow:
    """A ledger of any shape; of ours there is nothing to map."""
    row = file_for(request.member, key)
    if row.is_ours:
        raise Http404
    return row


@router.put(
    "/ledger-files/{int:key}/columns", response=schemas.LedgerFile, operation_id="map_ledger"
)
@opens_to(Scope.OFFICE, *USERS)
@once
def map_ledger(request: Any, key: int, said: schemas.MapColumns) -> HttpResponse:
    """Say what the columns hold. Asks for `If-Match`; a head that is not named stays as it is."""
    row = _brought(request, key)
    with transaction.atomic():
        row = _held(row, version_needed(request))
        map_columns(row, _chosen(said.columns), share=said.share)
    return _told(request, row)


def _chosen(columns: Mapping[str, Mapping[str, str]]) -> dict[str, dict[int, str]]:
    return {mark: {int(at): str(word) for at, word in one.items()} for mark, one in columns.items()}


def _held(row: LedgerFileRow, version: int | None) -> LedgerFileRow:
    """The row, locked, as long as it is of that version and is still being looked at."""
    held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
    if version is not None and held.version != version:
        raise changed()
    if held.state != FileState.LOOKED_AT:
        raise stale()
    return held


@router.patch(
    "/ledger-files/{int:key}/cells", response=schemas.LedgerFile, operation_id="mend_ledger"
)
@opens_to(Scope.OFFICE, *USERS)
@once
def mend_ledger(request: Any, key: int, said: schemas.MendCells) -> HttpResponse:
    """Have cells read otherwise than they stand in the file, which stays as it is."""
    row = _brought(request, key)
    with transaction.atomic():
        row = _held(row, version_asked(request))
        mend(row, said.cells)
    return _told(request, row)


@router.post(
    "/ledger-files/{int:key}/enter",
    response={201: schemas.LedgerFile},
    operation_id="enter_ledger",
)
@opens_to(Scope.REPORT, *USERS)
@once
def enter_ledger(request: Any, key: int) -> HttpResponse:
    """Have the ledger entered as it was looked at: up to 150 lines whole or not at all, a longer
    one in such parts, which go on after the last whole one when entering is asked for again. Asks
    for `If-Match`; ask for the file again until it is entered."""
    row = file_for(request.member, key)
    if not row.is_ours:
        scope_needed(request, Scope.OFFICE)
    ask_to_enter(row, request.member, version=version_needed(request))
    return _told(request, row, status=201)


class OutChoice(Schema):
    """Of which programme; all that the asker sees, when none is named."""

    model_config = ConfigDict(extra="forbid")

    programme: Key | None = None


@router.get("/ledger-files/out.xlsx", operation_id="ledger_out")
@opens_to(Scope.READ, *USERS)
def ledger_out(request: Any, choice: Query[OutChoice]) -> HttpResponse:
    """The ledger of the tasks that the asker sees, to be edited and brought back. Recorded."""
    _programme(request, choice.programme)  # the page passes over one that is none
    return handed_out(pages.out(request))


@router.get("/ledger-templates", response=schemas.TemplatePage, operation_id="list_templates")
@opens_to(Scope.READ, Standing.OFFICE)
def list_templates(request: Any, choice: Query[ListChoice]) -> HttpResponse:
    """The office's own workbooks that the ledger is filled into, the newest first."""
    rows = templates(request.member)
    shown, next_ = page(rows, Order(name="templates", down=True), choice.cursor, choice.limit)
    items = [telling.template(row) for row in shown]
    return found(request, {"items": items, "next": next_ or None})


@router.post("/ledger-templates", response={201: schemas.Template}, operation_id="bring_template")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def bring_template(
    request: Any, said: Form[schemas.BringTemplate], file: File[UploadedFile]
) -> HttpResponse:
    """Bring a workbook of the office's own (multipart/form-data)."""
    if not may_bring(request.member):
        raise Http404
    judge_size(file)
    programme = _programme(request, said.programme)
    if programme is None and request.member.programme:
        raise Http404
    row = actions.bring_template(file.name or "", file.read(), request.member, programme=programme)
    return done(_template(row), location=f"{ROOT}/ledger-templates/{row.pk}")


def _template(row: TemplateRow) -> dict[str, Any]:
    table = filling.table_of(row)
    heads = showing.mapped_template(table, filling.columns_of_template(row, table))
    return telling.template(row) | {"heads": [telling.head(heads)]}


@router.get(
    "/ledger-templates/{int:key}", response=schemas.Template, operation_id="ledger_template"
)
@opens_to(Scope.READ, Standing.OFFICE)
def ledger_template(request: Any, key: int) -> HttpResponse:
    """A workbook of the office's own with what its columns are filled with."""
    return found(request, _template(template_for(request.member, key)))


@router.put(
    "/ledger-templates/{int:key}/columns",
    response=schemas.Template,
    operation_id="map_template",
)
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def map_columns_of_template(request: Any, key: int, said: schemas.MapTemplate) -> HttpResponse:
    """Say what the columns are filled with. Asks for `If-Match`."""
    template_for(request.member, key)
    with transaction.atomic():
        row = TemplateRow.objects.select_for_update().get(pk=key)
        tag_needed(request, tag_of(_template(row)))
        map_template(row, filling.table_of(row), _chosen(said.columns))
    return found(request, _template(row))


@router.get("/ledger-templates/{int:key}/filled.xlsx", operation_id="template_filled")
@opens_to(Scope.READ, Standing.OFFICE)
def template_filled(request: Any, key: int) -> HttpResponse:
    """The workbook filled with today's state of the tasks. Recorded."""
    return handed_out(templates_of.filled(request, key))
