"""``pilotage manage refold``: make the present state of every task again from its entries."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilotage_server.ledgers.refolding import refold
from pilotage_server.units.language import reader_language, terminal_language


class Command(BaseCommand):
    help = "Make the present state of every task again from its entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="say what differs, write nothing")

    def handle(self, *_args: object, **given: Any) -> None:
        with translation.override("zh-hans" if terminal_language() == "zh" else "en"):
            self._refold(check=given["check"])

    def _refold(self, *, check: bool) -> None:
        count = broken = 0
        for one in refold(write=not check):
            broken += one.broken
            count += not one.broken
            said = (
                _("Task %(code)s %(heading)s: its entries cannot be read one after the other.")
                if one.broken
                else _("Task %(code)s %(heading)s: said something else than its entries.")
            )
            language = reader_language()
            facts = {"code": one.matter.code(language), "heading": one.matter.heading(language)}
            self.stdout.write(said % facts)
        self.stdout.write(_summary(count, check=check))
        if broken or (check and count):
            raise SystemExit(1)


def _summary(count: int, *, check: bool) -> str:
    if not count:
        return _("Every task says what its entries say.")
    if check:
        return ngettext(
            "%(n)d task differs. Make it again with: pilotage manage refold",
            "%(n)d tasks differ. Make them again with: pilotage manage refold",
            count,
        ) % {"n": count}
    return ngettext(
        "%(n)d task was made again. Start the site anew, so that it shows it.",
        "%(n)d tasks were made again. Start the site anew, so that it shows them.",
        count,
    ) % {"n": count}
