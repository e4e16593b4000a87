"""The office's own workbooks: brought, their columns mapped once, filled with today's state."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pilotage.base import PilotageError
from pilotage_server.audit import reads
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import EXCEL, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

from . import actions, filling, showing
from .access import may_bring, programme_for, template_for
from .mapping import map_template
from .views import chosen_columns, show_index


@require_POST
@for_roles(Standing.OFFICE, otherwise=Http404)
def bring(request: MemberRequest) -> HttpResponse:
    """A workbook of the office's own is brought."""
    if not may_bring(request.member):
        raise Http404
    uploaded = request.FILES.get("template")
    limit = settings.UPLOAD_LIMIT // 1048576
    said = _("Choose the workbook; it may have at most %(limit)d MB.") % {"limit": limit}
    if uploaded is None:
        messages.error(request, said)
        return redirect("ledgerfiles:index")
    if (uploaded.size or 0) > settings.UPLOAD_LIMIT:
        return show_index(request, 422, template_problem=said)
    chosen = request.POST.get("programme", "")
    programme = programme_for(request.member, chosen)
    if programme is None and request.member.programme:
        raise Http404
    try:
        found = actions.bring_template(
            uploaded.name or "", uploaded.read(), request.member, programme=programme
        )
    except PilotageError as error:
        told = " ".join(error.told(reader_language())).strip()
        return show_index(request, 422, template_problem=told)
    return redirect("ledgerfiles:template", key=found.pk)


@require_http_methods(["GET", "POST"])
@for_roles(Standing.OFFICE, otherwise=Http404)
def template(request: MemberRequest, key: int) -> HttpResponse:
    """What the columns of a template are filled with; a sent form changes it."""
    found = template_for(request.member, key)
    table = filling.table_of(found)
    problem = ""
    if request.method == "POST":
        try:
            map_template(found, table, chosen_columns(request))
        except PilotageError as error:
            problem = " ".join(error.told(reader_language())).strip()
        else:
            return redirect("ledgerfiles:template", key=found.pk)
    home = found.programme
    facts = {
        "template": found,
        "home": home.name(reader_language()) if home else "",
        "problem": problem,
        "group": showing.mapped_template(table, filling.columns_of_template(found, table)),
        "choices": [one for one in showing.choices() if one[0] != "keep"],
    }
    return render(request, "ledgerfiles/template.html", facts, status=422 if problem else 200)


@require_GET
@for_roles(Standing.OFFICE, otherwise=Http404)
def filled(request: MemberRequest, key: int) -> HttpResponse:
    """The template with today's state."""
    found = template_for(request.member, key)
    reads.exported(request.user, found)
    name = found.name.rpartition(".")[0] or found.name
    return attached(filling.filled(found, request.member), EXCEL, f"{name}.xlsx")
