"""``pilotage manage watch``: make the digests of notices and send them until stopped."""

import os

from django.core.management.base import BaseCommand, CommandParser

from pilotage_server.notices import watcher


class Command(BaseCommand):
    help = "Tell people what is due, late and gone up, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="what is due now, then end")
        parser.add_argument("--with-parent", type=int, help="end when that parent ends")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds between two looks")

    def handle(self, *_args: object, **options: object) -> None:
        pause = float(str(options["pause"]))
        if options["once"]:
            while watcher.watch_once():
                continue
        elif parent := options["with_parent"]:
            watcher.watch_on(lambda: os.getppid() == parent, pause)
        else:
            watcher.watch_on(lambda: True, pause)
