"""Every address of the site, by app."""

from pathlib import Path

from django.urls import include, path

from pilotage_server.units import problems
from pilotage_server.units.views import home

PACKAGE = Path(__file__).resolve().parent

urlpatterns = [
    path("", home, name="home"),
    *(
        path("", include(f"pilotage_server.{app}.urls"))
        for app in ("units", "documents", "plans", "ledgers", "reports")
        if (PACKAGE / app / "urls.py").exists()
    ),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.absent
handler500 = problems.broken
