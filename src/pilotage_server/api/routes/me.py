"""Who asks."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found
from pilotage_server.api.models import Scope
from pilotage_server.api.schemas.me import Me
from pilotage_server.units.language import reader_language

router = Router(tags=["account"])


@router.get("/me", response=Me, operation_id="me")
@opens_to(Scope.READ)
def me(request: Any) -> HttpResponse:
    """The account that asks, the post it acts in, and what the token is good for."""
    member, token = request.member, request.token
    return found(
        request,
        {
            "account": request.user.get_username(),
            "post": member.post(reader_language()),
            "role": member.role,
            "unit": member.unit or None,
            "programme": member.programme,
            "within": member.within or None,
            "scopes": sorted(request.scopes),
            "token": token.name if token else None,
            "expires_at": token.expires_at if token else None,
        },
    )
