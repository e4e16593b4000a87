from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "pilotage_server.plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from pilotage_server.audit.kinds import watch
        from pilotage_server.units.programmes import listed_by

        from . import receivers  # noqa: F401 - importing connects them
        from .auditing import KINDS
        from .store import programmes

        listed_by(programmes)
        for kind in KINDS:
            watch(kind)
