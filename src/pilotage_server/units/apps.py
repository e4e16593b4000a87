from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "pilotage_server.units"
    verbose_name = _("Units and accounts")

    def ready(self) -> None:
        from . import sessions  # noqa: F401 - importing connects its receivers
