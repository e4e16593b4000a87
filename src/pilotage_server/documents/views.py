"""Uploading a document and watching it being read."""

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.programmes import programme_of

from . import actions, store
from .access import document_for, twin_of
from .forms import UploadForm
from .models import DocumentRow, JobState

UPLOADERS = (Standing.OFFICE, Standing.DRAFTER)


@require_http_methods(["GET", "POST"])
@for_roles(*UPLOADERS)
def upload(request: MemberRequest) -> HttpResponse:
    """The upload page; a sent form becomes a document and its progress page."""
    if request.method == "GET":
        return _form(request, UploadForm(initial={"programme": request.GET.get("programme", "")}))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=422)
    before = once.spend(request)
    if before:
        return redirect(before.location or "plans:list")
    file = form.cleaned_data["file"]
    twin = None if form.cleaned_data["again"] else _twin(request, file)
    if twin:
        once.answer(request, reverse("documents:progress", args=[twin.pk]))
        return _form(request, form, status=422, twin=twin)
    document = actions.receive(
        file.name, file.chunks(), request.user, programme=_programme(request, form)
    )
    return redirect(once.answer(request, reverse("documents:progress", args=[document.pk])))


def _programme(request: MemberRequest, form: UploadForm) -> str:
    """The programme the document is for: the one of the post, else the one the form names."""
    only = programme_of(request.member.programme) if request.member.programme else None
    code: str = only.code if only else form.cleaned_data["programme"]
    return code


def _twin(request: MemberRequest, file: UploadedFile) -> DocumentRow | None:
    return twin_of(request, store.digest_of(file.chunks()))


def _form(
    request: MemberRequest, form: UploadForm, *, status: int = 200, twin: DocumentRow | None = None
) -> HttpResponse:
    """The page; ``twin`` is the document that the chosen file is already."""
    facts = {"form": form, "limit": settings.UPLOAD_LIMIT // 1048576, "twin": twin}
    return render(request, "documents/upload.html", facts, status=status)


@require_GET
@for_roles(*UPLOADERS, Standing.AUDITOR, Standing.ADMINISTRATOR)
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """How far the reading of a document is; htmx asks for the part alone every two seconds."""
    document = document_for(request, pk)
    part = request.headers.get("HX-Request") == "true"
    template = "documents/part_progress.html" if part else "documents/progress.html"
    job = document.job
    what, remedy = job.told(reader_language())
    facts = {"document": document, "job": job, "stage": stage_word(job.stage)}
    facts |= {"what": what, "remedy": remedy, "kept": store.is_kept(document)}
    facts |= {"may_discard": request.member.role in UPLOADERS}
    failed = not part and job.state == JobState.FAILED
    return render(request, template, facts, status=422 if failed else 200)


@require_POST
@for_roles(*UPLOADERS)
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Read a document once more after a failure."""
    document = document_for(request, pk)
    actions.retry(document)
    return redirect("documents:progress", pk=document.pk)


@require_POST
@for_roles(*UPLOADERS)
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a document away that was not read."""

    def act() -> str:
        document = document_for(request, pk)
        actions.discard(document)
        messages.success(request, _("%(name)s was removed.") % {"name": document.name})
        return reverse("plans:list")

    return once.do(request, act)


def stage_word(stage: str) -> str:
    """What the compiler is doing, in the reader's words."""
    words = {
        "": _("waiting for its turn"),
        "read": _("reading the file"),
        "outline": _("finding sections and items"),
        "clauses": _("reading measures, limits and citations"),
        "plan": _("looking units up in the register"),
        "done": _("putting the plan together"),
    }
    return words.get(stage, stage)
