"""``pilotage manage work``: compile uploaded documents until stopped."""

import os

from django.core.management.base import BaseCommand, CommandParser

from pilotage_server.documents import worker


class Command(BaseCommand):
    help = "Compile uploaded documents until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="what is waiting, then end")
        parser.add_argument("--with-parent", type=int, help="end when that parent ends")

    def handle(self, *_args: object, **options: object) -> None:
        if options["once"]:
            while worker.work_once():
                continue
        elif parent := options["with_parent"]:
            worker.work_on(lambda: os.getppid() == parent)
        else:
            worker.work_on(lambda: True)
