"""Every address of the site, by app."""

from django.urls import include, path

from pilotage_server.units import problems
from pilotage_server.units.views.frame import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("pilotage_server.api.urls")),  # first: programs ask most often
    path("", include("pilotage_server.units.urls")),
    path("", include("pilotage_server.audit.urls")),
    path("", include("pilotage_server.documents.urls")),
    path("", include("pilotage_server.plans.urls")),
    path("", include("pilotage_server.rulepacks.urls")),
    path("", include("pilotage_server.ledgers.urls")),
    path("", include("pilotage_server.answers.urls")),
    path("", include("pilotage_server.notices.urls")),
    path("", include("pilotage_server.search.urls")),
    path("", include("pilotage_server.evidence.urls")),
    path("", include("pilotage_server.reports.urls")),
    path("", include("pilotage_server.ledgerfiles.urls")),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.absent
handler500 = problems.broken
