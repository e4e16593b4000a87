"""The Django app of the ledgers."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "pilotage_server.ledgers"
    label = "ledgers"
    default_auto_field = "django.db.models.BigAutoField"
