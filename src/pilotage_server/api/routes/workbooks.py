"""Answers by workbook: given out, brought back, looked at line by line, entered."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from pilotage_server.answers import actions
from pilotage_server.answers.access import USERS, book_for, may_answer_for, parts
from pilotage_server.answers.judging import Line, judge
from pilotage_server.answers.mailing import MailForm, known, mail_workbook
from pilotage_server.answers.models import BookRow
from pilotage_server.answers.sheets import open_matters, workbook
from pilotage_server.answers.views import units_asked
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import done, found, judge_form, judge_size
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import MOST, USUAL, Order, page
from pilotage_server.api.repeating import once, once_outside
from pilotage_server.api.schemas import rest as schemas
from pilotage_server.api.schemas.base import Flag
from pilotage_server.api.telling.tasks import ROOT
from pilotage_server.audit import reads
from pilotage_server.units import names
from pilotage_server.units.files import EXCEL, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.mailing import UndeliveredError
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

router = Router(tags=["workbooks"])


class BookChoice(Schema):
    """A page of workbooks, the newest first."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/workbooks", response=schemas.BookList, operation_id="list_workbooks")
@opens_to(Scope.READ, *USERS)
def list_workbooks(request: Any, choice: Query[BookChoice]) -> HttpResponse:
    """The workbooks that came back, of the units the asker answers for."""
    units = parts(request.member).values("unit")
    rows = BookRow.objects.defer("answers", "notes").filter(unit__in=units)
    shown, next_ = page(rows, Order(name="books", down=True), choice.cursor, choice.limit)
    return found(request, {"items": [_book(row) for row in shown], "next": next_ or None})


def _book(row: BookRow) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "unit": row.unit,
        "at": row.at,
        "entered_at": row.entered_at,
    }


@router.get("/workbooks/units", response=schemas.AskedUnits, operation_id="workbook_units")
@opens_to(Scope.READ, *USERS)
def workbook_units(request: Any) -> HttpResponse:
    """The units that a workbook is given out to, the most loaded first."""
    language = reader_language()
    items = [
        {"unit": unit, "name": names.short_name(unit, language), "tasks": tasks, "fresh": fresh}
        for unit, tasks, fresh in units_asked(request.member)
    ]
    return found(request, {"items": items})


class SheetChoice(Schema):
    """Which tasks stand in it."""

    model_config = ConfigDict(extra="forbid")

    rest: Flag = Field(False, description="Without those reported within seven days.")


@router.get("/workbooks/sheet/{unit}", operation_id="workbook_sheet")
@opens_to(Scope.READ, *USERS)
def sheet(request: Any, unit: str, choice: Query[SheetChoice]) -> HttpResponse:
    """The workbook of a unit, to be filled in. Recorded every time."""
    _answers_for(request, unit)
    reads.exported(request.user, facts={"unit": unit})
    data = workbook(request.member, unit, reader_language(), without_fresh=choice.rest)
    return attached(data, EXCEL, f"{unit}.xlsx")


def _answers_for(request: Any, unit: str) -> None:
    if "\0" in unit or not may_answer_for(request.member, unit):
        raise Http404


@router.get("/workbooks/sheet/{unit}/mail", response=schemas.Mailing, operation_id="mailing")
@opens_to(Scope.READ, Standing.OFFICE)
def mailing(request: Any, unit: str, choice: Query[SheetChoice]) -> HttpResponse:
    """Where the workbook of a unit was mailed last, and how many tasks would stand in it."""
    _answers_for(request, unit)
    count = len(open_matters(request.member, unit, without_fresh=choice.rest))
    told = known(request.member, unit) | {"unit": unit, "tasks": count}
    return found(request, told | {"ready": bool(settings.PILOTAGE_SMTP)})


@router.post(
    "/workbooks/sheet/{unit}/mail", response={201: schemas.Mailed}, operation_id="mail_workbook"
)
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once_outside
def mail(request: Any, unit: str, said: schemas.Mail) -> HttpResponse:
    """Have the workbook of a unit mailed to it. Recorded."""
    _answers_for(request, unit)
    if not settings.PILOTAGE_SMTP:
        raise RefusalError(
            422, _("No mail server is set up here: download the workbook and mail it yourself.")
        )
    form = MailForm({"address": said.address, "back": said.back})
    judge_form(form)
    language, given = reader_language(), form.cleaned_data
    try:
        mail_workbook(request.member, unit, language, rest=said.rest, **given)
    except UndeliveredError as error:
        raise RefusalError(503, *error.told(language)) from error
    return done({"unit": unit, "address": given["address"]})


@router.post("/workbooks", response={201: schemas.BookRead}, operation_id="bring_workbook")
@opens_to(Scope.REPORT, *USERS)
@once
def bring(request: Any, file: File[UploadedFile]) -> HttpResponse:
    """Bring a filled-in workbook back (multipart/form-data). Nothing is entered yet."""
    judge_size(file)
    row = actions.bring(file.name or "", file.read(), request.member)
    return done(_whole(request, row), location=f"{ROOT}/workbooks/{row.pk}")


@router.get("/workbooks/{int:key}", response=schemas.BookRead, operation_id="workbook")
@opens_to(Scope.READ, *USERS)
def book(request: Any, key: int) -> HttpResponse:
    """A workbook line by line: what entering each would do, or why it cannot be done."""
    row = book_for(request.member, key)
    reads.opened(request.user, row)
    return found(request, _whole(request, row))


def _whole(request: Any, row: BookRow) -> dict[str, Any]:
    language = reader_language()
    return _book(row) | {
        "lines": [_line(one) for one in judge(row, request.member, language)],
        "empty": row.empty,
        "notes": [note[language] for note in row.notes],
    }


def _line(one: Line) -> dict[str, Any]:
    answer = one.answer
    return {
        "line": one.line,
        "outcome": one.outcome.value,
        "task": one.matter.pk if one.matter else None,
        "code": one.code,
        "heading": one.heading,
        "acts": [act.value for act in one.acts],
        "claimed": answer["progress"],
        "before": one.before,
        "text": answer["text"],
        "next_step": answer["next"],
        "done": answer["done"],
        "reasons": list(one.reasons),
    }


@router.post(
    "/workbooks/{int:key}/enter", response={201: schemas.BookEntered}, operation_id="enter_workbook"
)
@opens_to(Scope.REPORT, *USERS)
@once
def enter(request: Any, key: int) -> HttpResponse:
    """Enter every line that is ready, each as its own acts in the unit's name."""
    row = book_for(request.member, key)
    count = actions.enter_lines(row, request.member, reader_language())
    return done({"workbook": row.pk, "entered": count})
