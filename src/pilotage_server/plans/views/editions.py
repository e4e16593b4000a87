"""Two editions of a plan beside each other."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pilotage.report import diff_html, diff_summary
from pilotage_server.audit import reads
from pilotage_server.plans import comparison
from pilotage_server.plans.access import plan_for
from pilotage_server.plans.editions import in_force
from pilotage_server.plans.models import PlanRow
from pilotage_server.plans.tabs import editions_of, tabs
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import attached
from pilotage_server.units.language import reader_language


@require_GET
@for_roles()
def editions(request: MemberRequest, pk: int) -> HttpResponse:
    """The edition and the one before it (``?with=`` names another), filtered by ``?show=``."""
    row = plan_for(request, pk)
    known = list(editions_of(request, row).defer("compiled", "adopted"))
    facts = tabs(request, row, "editions") | {"known": known}
    pair = _pair(request, row, known)
    if pair is None:
        return render(request, "plans/editions.html", facts)
    old, new = pair
    found = comparison.difference(old, new)
    language = reader_language()
    show = request.GET.get("show", "")
    courses, aspects = comparison.choices(found, language)
    if show not in ("", "all") and show not in {one.key for one in (*courses, *aspects)}:
        raise Http404
    facts |= {
        "old": old,
        "new": new,
        "other": old if new.pk == row.pk else new,
        "applies": request.member.is_office and not new.is_adopted and bool(in_force(new)),
        "found_old": found.old,
        "found_new": found.new,
        "summary": diff_summary(found, language),
        "same": found.empty,
        "show": show,
        "courses": courses,
        "aspects": aspects,
        "differ": sum(not one.unchanged for one in found.successions),
        "total": len(found.successions),
        "front": comparison.front_of(found, language),
        "pairs": [
            comparison.pair_of(one, found, language) for one in comparison.chosen(found, show)
        ],
        "outside": comparison.outside_of(found) if show in ("", "all") else [],
    }
    return render(request, "plans/editions.html", facts)


def _pair(
    request: MemberRequest, row: PlanRow, known: list[PlanRow]
) -> tuple[PlanRow, PlanRow] | None:
    """The older and the newer of the two; None while there is only one. 404 for any other plan."""
    asked = request.GET.get("with", "")
    others = [one for one in known if one.pk != row.pk]
    if asked:
        other = next((one for one in others if str(one.pk) == asked), None)
        if other is None:
            raise Http404
    else:
        before = [one for one in others if one.edition < row.edition]
        other = next(iter(before), others[-1] if others else None)
    if other is None:
        return None
    other.refresh_from_db()
    older, newer = sorted((row, other), key=lambda one: one.edition)
    return older, newer


@require_GET
@for_roles()
def page(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    """The comparison of two editions as one page that stands alone."""
    row = plan_for(request, pk)
    same = editions_of(request, row).filter(pk=other).first()
    if same is None:
        raise Http404
    reads.exported(request.user, row)
    rows = sorted((row, same), key=lambda one: one.edition)
    content = diff_html(comparison.difference(*rows), reader_language())
    return attached(content, "text/html; charset=utf-8", f"editions-{pk}-{other}.html")
