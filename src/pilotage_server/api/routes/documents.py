"""Documents: taken in, read by the worker, and the plans made of them."""

from typing import Any

from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import FieldsError, done, found, nothing
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import MOST, USUAL, Order, page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import plans as schemas
from pilotage_server.api.telling import plans as telling
from pilotage_server.api.telling.tasks import ROOT
from pilotage_server.documents import actions, store
from pilotage_server.documents.access import document_for, twin_of, visible_documents
from pilotage_server.documents.forms import UploadForm
from pilotage_server.documents.models import DocumentRow
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError
from pilotage_server.units.programmes import programme_of

router = Router(tags=["documents"])

UPLOADERS = (Standing.OFFICE, Standing.DRAFTER)
READERS = (*UPLOADERS, Standing.AUDITOR, Standing.ADMINISTRATOR)


class DocumentChoice(Schema):
    """A page of documents, the newest first."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/documents", response=schemas.DocumentPage, operation_id="list_documents")
@opens_to(Scope.READ, *READERS)
def list_documents(request: Any, choice: Query[DocumentChoice]) -> HttpResponse:
    """The documents that the asker may see, the newest first, each with its reading."""
    rows = (
        visible_documents(request).select_related("plan").defer("plan__compiled", "plan__adopted")
    )
    shown, next_ = page(rows, Order(name="documents", down=True), choice.cursor, choice.limit)
    items = [telling.document(row, reader_language()) for row in shown]
    return found(request, {"items": items, "next": next_ or None})


@router.post("/documents", response={201: schemas.Document}, operation_id="upload")
@opens_to(Scope.DRAFT, *UPLOADERS)
@once
def upload(request: Any, said: Form[schemas.Upload], file: File[UploadedFile]) -> HttpResponse:
    """Upload a document to be compiled (multipart/form-data). Ask for it again until its job is
    done; then it has a plan."""
    form = UploadForm(said.model_dump(exclude={"again"}), MultiValueDict({"file": [file]}))
    if not form.is_valid():
        raise FieldsError(
            [
                {"field": name, "detail": str(text)}
                for name, texts in form.errors.items()
                for text in texts
            ]
        )
    twin = None if said.again else twin_of(request, store.digest_of(file.chunks()))
    if twin:
        raise RefusalError(
            409,
            _("This very file was read before: it is document %(n)d.") % {"n": twin.pk},
            _("Use that one, or send again=true."),
        )
    only = programme_of(request.member.programme) if request.member.programme else None
    programme = only.code if only else form.cleaned_data["programme"]
    row = actions.receive(file.name or "", file.chunks(), request.user, programme=programme)
    return done(telling.document(_fresh(row), reader_language()), location=_address(row))


def _fresh(row: DocumentRow) -> DocumentRow:
    return DocumentRow.objects.select_related("job").get(pk=row.pk)


def _address(row: DocumentRow) -> str:
    return f"{ROOT}/documents/{row.pk}"


@router.get("/documents/{int:key}", response=schemas.Document, operation_id="document")
@opens_to(Scope.READ, *READERS)
def document(request: Any, key: int) -> HttpResponse:
    """One document: how far its reading is, why it failed, which plan it became."""
    return found(request, telling.document(document_for(request, key), reader_language()))


@router.post(
    "/documents/{int:key}/again", response={201: schemas.Document}, operation_id="read_again"
)
@opens_to(Scope.DRAFT, *UPLOADERS)
@once
def read_again(request: Any, key: int) -> HttpResponse:
    """Read a document once more after a failure."""
    row = document_for(request, key)
    actions.retry(row)
    return done(telling.document(_fresh(row), reader_language()), location=_address(row))


@router.delete("/documents/{int:key}", response={204: None}, operation_id="discard")
@opens_to(Scope.DRAFT, *UPLOADERS)
@once
def discard(request: Any, key: int) -> HttpResponse:
    """Take a document away that was not read."""
    row = document_for(request, key)
    actions.discard(row)
    return nothing()
