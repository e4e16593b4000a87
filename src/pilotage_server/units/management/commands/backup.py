"""``pilotage manage backup FOLDER``: the whole site into a folder, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from pilotage_server.backup import back_up
from pilotage_server.units.language import terminal_language
from pilotage_server.units.models import MembershipRow


class Command(BaseCommand):
    help = "Copy database, files and key into a folder, while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a new one, or that of an earlier backup")

    def handle(self, *_args: object, **given: Any) -> None:
        MembershipRow.objects.exists()  # where no site is, that is said, and nothing copied
        made = back_up(given["folder"])
        with translation.override("zh-hans" if terminal_language() == "zh" else "en"):
            said = _(
                "Copied to %(folder)s: the database, the key, %(files)d files, %(new)d of them "
                "new. Whoever has the key and the database can sign in as anybody: guard the copy."
            )
            told = {"folder": made.database.parent, "files": made.files, "new": made.new}
            self.stdout.write(said % told)
