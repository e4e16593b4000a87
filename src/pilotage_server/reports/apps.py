"""The Django app of the reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "pilotage_server.reports"
