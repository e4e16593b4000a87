from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "pilotage_server.documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from pilotage_server.audit.kinds import watch

        from .auditing import DOCUMENT

        watch(DOCUMENT)
