from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "pilotage_server.audit"
    verbose_name = _("Record")

    def ready(self) -> None:
        """Accounts are watched from here, since the app that keeps them stands below this one."""
        from .accounts import ACCOUNT
        from .kinds import watch

        watch(ACCOUNT)
