"""The Django app of the rule packs."""

from django.apps import AppConfig


class RulepacksConfig(AppConfig):
    name = "pilotage_server.rulepacks"
