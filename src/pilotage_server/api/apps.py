"""The Django app of the site for programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "pilotage_server.api"

    def ready(self) -> None:
        """The record watches the tokens."""
        from pilotage_server.audit.kinds import watch

        from .auditing import TOKEN

        watch(TOKEN)
