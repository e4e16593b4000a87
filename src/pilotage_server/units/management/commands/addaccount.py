"""``pilotage manage addaccount NAME --role office …``: an account for one post."""

import getpass
import sys
from argparse import ArgumentParser

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from pilotage_server.units import programmes
from pilotage_server.units.models import OF_A_UNIT, MembershipRow, Standing
from pilotage_server.units.names import register


class Command(BaseCommand):
    help = "Make an account for one post. The password is asked for, or read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what is typed at the login page")
        parser.add_argument("--role", required=True, choices=Standing.values)
        parser.add_argument("--unit", default="", help="id of the unit it belongs to, acts for")
        parser.add_argument("--programme", default="", help="code of the only programme it is for")
        parser.add_argument("--within", default="", help="id of a unit: only tasks of its tree")
        parser.add_argument("--post-zh", required=True, help="the post in Chinese")
        parser.add_argument("--post-en", required=True, help="the post in English")

    @transaction.atomic
    def handle(self, *_args: object, **given: str) -> None:
        name, role, unit = given["name"], given["role"], given["unit"]
        if User.objects.filter(username=name).exists():
            raise CommandError(f"There is an account {name} already. Choose another name.")
        if role in OF_A_UNIT and not unit:
            raise CommandError(f"The {role} acts for a unit. Give its id with --unit.")
        for one in filter(None, (unit, given["within"])):
            if register().get(one) is None:
                raise CommandError(f"The register knows no unit {one}. Look up its id there.")
        user = User.objects.create_user(name, password=_password())
        MembershipRow.objects.create(
            user=user,
            role=role,
            unit=unit,
            programme=_programme(given["programme"]),
            within=given["within"],
            post_zh=given["post_zh"],
            post_en=given["post_en"],
        )
        self.stdout.write(f"{name} can sign in.")


def _programme(code: str) -> int | None:
    """The number of the programme with that code; None for all of them."""
    if not code:
        return None
    found = {one.code: one.key for one in programmes.known()}
    if code not in found:
        listed = ", ".join(found) or "none yet"
        raise CommandError(f"There is no programme {code}. Those there are: {listed}.")
    return found[code]


def _password() -> str:
    """Asked for at a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password
