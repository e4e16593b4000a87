"""``pilotage manage evidence check | sweep``: rows against files, and files nobody names."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from pilotage_server.ledgers import storing
from pilotage_server.units.language import terminal_language


class Command(BaseCommand):
    help = "Compare the rows of evidence with the files, or remove files that no row names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        check = parts.add_parser("check", help="find rows without file and files without row")
        check.add_argument("--files", action="store_true", help="read the bytes of each file too")
        parts.add_parser("sweep", help="remove files without row that no form waits for any more")

    def handle(self, *_args: object, **given: Any) -> None:
        language = terminal_language()
        with translation.override("zh-hans" if language == "zh" else "en"):
            if given["part"] == "sweep":
                self.stdout.write(_("Files removed: %(n)d.") % {"n": storing.sweep()})
                return
            found = storing.check(read=given["files"])
            for digest in found.lost:
                self.stdout.write(_("The file of a proof is missing: %(digest)s") % _one(digest))
            for digest in found.altered:
                self.stdout.write(_("The file of a proof was altered: %(digest)s") % _one(digest))
            self.stdout.write(_summary(found))
            if not found.is_sound:
                raise SystemExit(1)


def _one(digest: str) -> dict[str, str]:
    return {"digest": digest}


def _summary(found: storing.Found) -> str:
    said = _(
        "%(rows)d proofs, %(files)d files. Missing: %(lost)d. Altered: %(altered)d. Without a "
        "row: %(orphans)d, broken off: %(drafts)d, young enough to wait: %(waiting)d."
    )
    return said % {
        "rows": found.rows,
        "files": found.files,
        "lost": len(found.lost),
        "altered": len(found.altered),
        "orphans": len(found.orphans),
        "drafts": len(found.drafts),
        "waiting": found.waiting,
    }
