"""The Django app of the notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pilotage_server.notices"

    def ready(self) -> None:
        """The record watches."""
        from pilotage_server.audit.kinds import watch

        from .auditing import KINDS

        for kind in KINDS:
            watch(kind)
