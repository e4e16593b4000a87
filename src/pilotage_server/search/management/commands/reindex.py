"""``pilotage manage reindex``: make the search index again from what it copies."""

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from pilotage_server.search import readings, rebuild
from pilotage_server.units.language import terminal_language


class Command(BaseCommand):
    help = "Make the search index again, and read all files of evidence again."

    def handle(self, *_args: object, **_options: object) -> None:
        passages = rebuild.rebuild()
        while readings.read_once():
            pass
        read, failed = readings.counted()
        said = {"passages": passages, "read": read, "failed": failed}
        with translation.override("zh-hans" if terminal_language() == "zh" else "en"):
            self.stdout.write(
                _(
                    "%(passages)d passages indexed; the text of %(read)d files of evidence read, "
                    "%(failed)d could not be read and are found by their names."
                )
                % said
            )
