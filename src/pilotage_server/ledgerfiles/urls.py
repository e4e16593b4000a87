"""Addresses of ledgers kept as files."""

from django.urls import path

from . import template_views, views

app_name = "ledgerfiles"
urlpatterns = [
    path("ledger-files/", views.index, name="index"),
    path("ledger-files/out.xlsx", views.out, name="out"),
    path("ledger-files/<int:key>/", views.file, name="file"),
    path("ledger-files/<int:key>/columns/", views.columns, name="columns"),
    path("ledger-files/<int:key>/mend/", views.mend, name="mend"),
    path("ledger-files/<int:key>/side/", views.side, name="side"),
    path("ledger-files/<int:key>/enter/", views.enter, name="enter"),
    path("ledger-files/templates/", template_views.bring, name="templates"),
    path("ledger-files/templates/<int:key>/", template_views.template, name="template"),
    path("ledger-files/templates/<int:key>/filled.xlsx", template_views.filled, name="filled"),
]
