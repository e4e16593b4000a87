"""``pilotage manage reindex``: make the search index again from what it copies."""

from django.core.management.base import BaseCommand

from pilotage_server.search import readings, rebuild


class Command(BaseCommand):
    help = "Make the search index again, and read all files of evidence again."

    def handle(self, *_args: object, **_options: object) -> None:
        count = rebuild.rebuild()
        files = 0
        while readings.read_once():
            files += 1
        self.stdout.write(f"{count} passages indexed, {files} files of evidence read.")
