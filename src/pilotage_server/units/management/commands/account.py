"""``pilotage manage account NAME --role …``: make an account, or change one."""

import getpass
import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pilotage.base import PilotageError
from pilotage_server.units.accounts import keep_account
from pilotage_server.units.models import Standing


class Command(BaseCommand):
    help = "Make an account, or change one. The password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--role", required=True, choices=Standing.values)
        parser.add_argument("--unit", default="", help="register id of the unit it acts for")
        parser.add_argument("--post-zh", help="the post in Chinese (default: the name)")
        parser.add_argument("--post-en", help="the post in English (default: the name)")

    def handle(self, *_args: object, **options: str) -> None:
        name = options["name"]
        post = {"zh": options["post_zh"] or name, "en": options["post_en"] or name}
        try:
            member = keep_account(
                name, options["role"], post, unit=options["unit"], password=_password()
            )
        except PilotageError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name}: {member.get_role_display()}, {member.post_zh}")


def _password() -> str:
    """Asked for at a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass("Password (empty leaves it as it is): ")
    return sys.stdin.readline().rstrip("\n")
