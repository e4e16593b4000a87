"""The Django app of the rule packs."""

from django.apps import AppConfig


class RulepacksConfig(AppConfig):
    name = "pilotage_server.rulepacks"

    def ready(self) -> None:
        """The record watches what is adopted."""
        from pilotage_server.audit.kinds import watch

        from .auditing import ADOPTION

        watch(ADOPTION)
