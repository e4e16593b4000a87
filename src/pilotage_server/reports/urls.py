"""Addresses of the reports."""

from django.urls import path

from .page_turned import turned
from .views import overview

app_name = "reports"
urlpatterns = [
    path("overview/", overview, name="overview"),
    path("overview/turned/", turned, name="turned"),
]
