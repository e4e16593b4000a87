"""Pages about the site for programs: the tokens of one's account, and what programs can ask."""

import json
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pilotage_server import clock
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import FurtherPostRow
from pilotage_server.units.problems import RefusalError

from . import actions
from .forms import TokenForm
from .models import Scope, TokenRow
from .openapi import document


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles()
def tokens(request: MemberRequest) -> HttpResponse:
    """The tokens of the account and the form for another; a new one's words are shown this once."""
    if request.method == "GET":
        return _page(request, TokenForm(member=request.member))
    form = TokenForm(request.POST, member=request.member)
    if not form.is_valid():
        return _page(request, form, status=422)
    if once.spend(request) is not None:
        messages.warning(request, _("This form was sent already. A token is shown only once."))
        return redirect("api:tokens")
    try:
        row, words = _made(request, form)
    except RefusalError as refusal:
        form.add_error(None, " ".join(refusal.told(reader_language())))
        return _page(request, form, status=422)
    return _page(request, TokenForm(member=request.member), made=row, words=words)


def _made(request: MemberRequest, form: TokenForm) -> tuple[TokenRow, str]:
    given = form.cleaned_data
    post = form.held[int(given["post"])]
    return actions.make_token(
        request.user,
        given["name"],
        given["scopes"],
        days=given["days"],
        further=post if isinstance(post, FurtherPostRow) else None,
    )


def _page(
    request: MemberRequest,
    form: TokenForm,
    *,
    status: int = 200,
    made: TokenRow | None = None,
    words: str = "",
) -> HttpResponse:
    rows = TokenRow.objects.filter(user=request.user).select_related("further")
    facts = {
        "form": form,
        "made": made,
        "words": words,
        "rows": [_line(row, request) for row in rows[:50]],
    }
    return render(request, "api/tokens.html", facts, status=status)


def _line(row: TokenRow, request: MemberRequest) -> dict[str, Any]:
    post = row.further or request.user.membership
    return {
        "row": row,
        "post": post.post(reader_language()),
        "scopes": [str(Scope(one).label) for one in row.scopes if one in Scope.values],
        "good": row.revoked_at is None and row.expires_at > clock.wall(),
    }


@require_POST
@for_roles()
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a token of one's own back."""
    row = TokenRow.objects.filter(user=request.user, pk=pk).first()
    if row is None:
        raise Http404
    actions.revoke_token(row)
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": row.name})
    return redirect("api:tokens")


@require_GET
@for_roles()
def reference(request: MemberRequest) -> HttpResponse:
    """What programs can ask, made from the OpenAPI document."""
    return render(request, "api/reference.html", {"groups": _groups(document())})


def _groups(told: dict[str, Any]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            parameters = [p for p in one.get("parameters", []) if p["in"] == "query"]
            groups.setdefault(one["tags"][0], []).append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": one["summary"],
                    "about": one.get("description", "").replace("`", ""),
                    "names": ", ".join(p["name"] for p in parameters),
                    "id": one["operationId"],
                }
            )
    return [{"name": name, "lines": lines} | _once(lines) for name, lines in groups.items()]


def _once(lines: list[dict[str, Any]]) -> dict[str, str]:
    """What most operations of a group say in the same words is taken out of them and said once."""
    common, times = Counter(one["about"] for one in lines).most_common(1)[0]
    if times <= len(lines) / 2 or times == 1:
        return {"common": ""}
    for one in lines:
        if one["about"] == common:
            one["about"] = ""
    return {"common": common}


@require_GET
@for_roles()
def openapi(request: MemberRequest) -> HttpResponse:
    """The OpenAPI document, the same for every account."""
    del request
    text = json.dumps(document(), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json")
