"""``pilotage manage work``: compile uploaded documents until stopped."""

from django.core.management.base import BaseCommand, CommandParser

from pilotage_server.documents import worker


class Command(BaseCommand):
    help = "Compile uploaded documents until stopped (--once: what is waiting, then end)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true")

    def handle(self, *_args: object, **options: object) -> None:
        if not options["once"]:
            worker.work_forever()
        while worker.work_once():
            continue
