"""The Django app of the ledgers."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "pilotage_server.ledgers"

    def ready(self) -> None:
        """The navigation shows how much waits for whoever reads it; the record watches."""
        from pilotage_server.audit.kinds import watch
        from pilotage_server.units.navigation import count_with

        from .auditing import KINDS
        from .waiting import waiting

        count_with("ledgers:todo", waiting)
        for kind in KINDS:
            watch(kind)
