from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "pilotage_server.audit"
    verbose_name = _("Record")

    def ready(self) -> None:
        """Accounts are watched from here, since the app that keeps them stands below this one."""
        from . import accounts  # noqa: F401 - importing connects its receivers
        from .account_kinds import KINDS
        from .kinds import watch

        for kind in KINDS:
            watch(kind)
