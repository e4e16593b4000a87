"""The samples of matters to be checked on the spot: drawing one, and how far each is checked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pilotage_server import clock
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.sampling import (
    drawn_from,
    drawn_of,
    is_repeated,
    sample_for,
    samples_of,
    strata,
    visits_since,
)
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

READERS = (Standing.OFFICE, Standing.CHECKER, Standing.AUDITOR)


class DrawForm(forms.Form):
    """Of which programme, how much, and by which seed."""

    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=ProgrammeRow.objects.none()
    )
    share = forms.IntegerField(
        label=gettext_lazy("Share of each unit’s tasks, in percent"),
        min_value=1,
        max_value=100,
        initial=20,
        help_text=gettext_lazy("Rounded up: at least one task of every unit is drawn."),
    )
    seed = forms.CharField(
        label=gettext_lazy("Seed"),
        max_length=40,
        help_text=gettext_lazy(
            "Any word or figure. Whoever has the seed can draw the same sample again."
        ),
    )

    def __init__(self, *args: Any, language: str, programmes: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["programme"]
        field.queryset = programmes
        field.label_from_instance = lambda one: one.name(language)
        if programmes.count() == 1:
            field.initial = programmes.first()


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*READERS, otherwise=Http404)
def samples(request: MemberRequest) -> HttpResponseBase:
    """The samples drawn, the newest first, and the form that draws one."""
    programmes, language = drawn_from(request.member), reader_language()
    if request.method != "POST":
        seed = f"{clock.today():%Y%m%d}"
        return _show(
            request, DrawForm(initial={"seed": seed}, language=language, programmes=programmes)
        )
    if not request.member.is_office:
        raise Http404
    form = DrawForm(request.POST, language=language, programmes=programmes)
    if not _is_ours(programmes, request.POST.get("programme", "")):
        raise Http404
    if not form.is_valid():
        return _show(request, form, status=422)
    given = form.cleaned_data

    def act() -> str:
        row = actions.draw(
            given["programme"], request.member, share=given["share"], seed=given["seed"]
        )
        messages.success(request, _("%(n)s tasks are drawn.") % {"n": len(row.drawn)})
        return reverse("ledgers:sample", args=[row.pk])

    try:
        return once.do(request, act)
    except RefusalError as refused:
        return _show(request, form, refused, refused.status)


def _is_ours(programmes: Any, key: str) -> bool:
    """Whether the programme of the form is one of this person; nothing chosen is a slip."""
    return not key or (key.isascii() and key.isdigit() and programmes.filter(pk=key).exists())


def _show(
    request: MemberRequest, form: DrawForm, problem: RefusalError | None = None, status: int = 200
) -> HttpResponse:
    language, rows = reader_language(), list(samples_of(request.member))
    visits = visits_since(rows)
    facts = {
        "form": form,
        "may_draw": request.member.is_office and not request.member.within,
        "problem": problem,
        "found": [
            {"row": row, "name": row.programme.name(language), "checked": len(visits[row.pk])}
            for row in rows
        ],
    }
    return render(request, "ledgers/samples.html", facts, status=status)


@for_roles(*READERS, otherwise=Http404)
def sample(request: MemberRequest, key: int) -> HttpResponse:
    """One sample: by unit, and every matter drawn with its check."""
    row = sample_for(request.member, key)
    language = reader_language()
    checks = visits_since([row])[row.pk]
    facts = {
        "row": row,
        "name": row.programme.name(language),
        "strata": strata(row, list(checks), language),
        "found": drawn_of(request.member, row, checks, language),
        "checked": len(checks),
        "repeated": is_repeated(row),
    }
    return render(request, "ledgers/sample.html", facts)
