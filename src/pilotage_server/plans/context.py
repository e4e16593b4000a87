"""The programme named in the top bar."""

from django.db.models import F, Max
from django.http import HttpRequest

from .models import ProgrammeRow


def programme(request: HttpRequest) -> dict[str, object]:
    """The programme issued last, else the newest, for the frame of a signed-in person's pages."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    issued = Max("plans__adopted_at")
    rows = ProgrammeRow.objects.annotate(issued=issued)
    return {"programme": rows.order_by(F("issued").desc(nulls_last=True), "-pk").first()}
