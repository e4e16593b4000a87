"""The Django app of the answers."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "pilotage_server.answers"
