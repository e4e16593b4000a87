"""Addresses of the reports."""

from django.urls import path

from .views import overview

app_name = "reports"
urlpatterns = [path("overview/", overview, name="overview")]
