"""Addresses of the rule packs."""

from django.urls import path

from . import views

app_name = "rulepacks"
urlpatterns = [
    path("rules/", views.packs, name="list"),
    path("rules/<slug:name>/", views.pack, name="pack"),
]
