"""The programme named in the top bar."""

from django.http import HttpRequest

from .models import ProgrammeRow


def programme(request: HttpRequest) -> dict[str, object]:
    """The newest programme, for the frame of every page of a signed-in person."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"programme": ProgrammeRow.objects.order_by("-created_at", "-pk").first()}
