from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "pilotage_server.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Hear what is written elsewhere, read files in the worker, fill an index that is new."""
        from pilotage_server.documents import worker

        from . import readings, rebuild, receivers  # noqa: F401 - importing connects receivers

        worker.work_also(readings.read_once)
        post_migrate.connect(rebuild.after_migrating, sender=self)
