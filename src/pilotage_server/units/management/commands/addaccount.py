"""``pilotage manage addaccount NAME --role office …``: an account for one post."""

import getpass
import sys
from argparse import ArgumentParser

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pilotage_server.units import programmes
from pilotage_server.units.language import terminal_language
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

    def handle(self, *_args: object, **given: str) -> None:
        with translation.override("zh-hans" if terminal_language() == "zh" else "en"):
            self._add(given)

    @transaction.atomic
    def _add(self, given: dict[str, str]) -> None:
        name, role, unit = given["name"], given["role"], given["unit"]
        if User.objects.filter(username=name).exists():
            raise CommandError(
                _("There is an account %(name)s already. Choose another name.") % {"name": name}
            )
        if role in OF_A_UNIT and not unit:
            raise CommandError(
                _("An account of the role %(role)s acts for a unit. Give its id with --unit.")
                % {"role": role}
            )
        for one in filter(None, (unit, given["within"])):
            if register().get(one) is None:
                raise CommandError(
                    _("The register knows no unit %(unit)s. Look up its id there.") % {"unit": one}
                )
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
        self.stdout.write(_("%(name)s can sign in.") % {"name": name})


def _programme(code: str) -> int | None:
    """The number of the programme with that code; None for all of them."""
    if not code:
        return None
    found = {one.code: one.key for one in programmes.known()}
    if code not in found:
        listed = ", ".join(found) or _("none yet")
        raise CommandError(
            _("There is no programme %(code)s. Those there are: %(listed)s.")
            % {"code": code, "listed": listed}
        )
    return found[code]


def _password() -> str:
    """Asked for at a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        password = getpass.getpass(_("Password: "))
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password
