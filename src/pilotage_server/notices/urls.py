"""Addresses of the notices."""

from django.urls import path

from .views import log, office, own

app_name = "notices"
urlpatterns = [
    path("notices/", own.index, name="index"),
    path("notices/read/", own.read, name="read"),
    path("notices/wishes/", own.wishes, name="wishes"),
    path("notices/log/", log.log, name="log"),
    path("notices/log/<int:key>/again/", log.again, name="again"),
    path("notices/office/", office.office, name="office"),
    path("notices/office/<int:key>/end/", office.end, name="end_quiet"),
]
