"""Addresses of the notices."""

from django.urls import path

from .views import burden, feeds, log, office, own

app_name = "notices"
urlpatterns = [
    path("notices/", own.index, name="index"),
    path("notices/read/", own.read, name="read"),
    path("notices/wishes/", own.wishes, name="wishes"),
    path("notices/feeds/", feeds.make, name="make_feed"),
    path("notices/feeds/<int:key>/end/", feeds.end, name="end_feed"),
    path("feeds/<str:token>.ics", feeds.feed, name="feed"),
    path("notices/burden/", burden.meter, name="burden"),
    path("notices/log/", log.log, name="log"),
    path("notices/log/<int:key>/again/", log.again, name="again"),
    path("notices/office/", office.office, name="office"),
    path("notices/hooks/", office.hook, name="add_hook"),
    path("notices/hooks/<int:key>/end/", office.end_hook, name="end_hook"),
    path("notices/office/<int:key>/end/", office.end, name="end_quiet"),
]
