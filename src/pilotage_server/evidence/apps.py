"""The Django app of evidence; it keeps no rows of its own."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "pilotage_server.evidence"

    def ready(self) -> None:
        """The act of archiving asks here for the volume."""
        from pilotage_server.ledgers.binding import bind_with

        from .volume import bound

        bind_with(bound)
