"""The Django app of the answers."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "pilotage_server.answers"

    def ready(self) -> None:
        """The record watches."""
        from pilotage_server.audit.kinds import watch

        from .auditing import BOOK

        watch(BOOK)
