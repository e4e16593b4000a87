"""``pilotage manage audit begin | verify | head``: the record begun, checked, noted down."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage_server.audit import verify
from pilotage_server.audit.flaws import Flaw
from pilotage_server.audit.models import HeadRow
from pilotage_server.audit.record import begin
from pilotage_server.audit.sentences import flaw_said
from pilotage_server.units.language import reader_language, terminal_language

SHORTEST = 16
"""Characters of a digest that a note must at least give."""


class Command(BaseCommand):
    help = "Begin the record of the site, check it, or print its head to be written down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("begin", help="record what is there, on a site older than its record")
        check = parts.add_parser("verify", help="find any change, removal or reordering")
        check.add_argument("--head", default="", help="NUMBER:DIGEST as it was written down")
        check.add_argument("--files", action="store_true", help="read the stored files too")
        check.add_argument("--no-record", action="store_true", help="write nothing to the database")
        parts.add_parser("head", help="print NUMBER:DIGEST of the last row")

    def handle(self, *_args: object, **given: Any) -> None:
        language = terminal_language()
        with translation.override("zh-hans" if language == "zh" else "en"):
            try:
                {"begin": self._begin, "verify": self._verify, "head": self._head}[given["part"]](
                    given
                )
            except PilotageError as error:
                raise CommandError(" ".join(error.told(language))) from error

    def _begin(self, _given: dict[str, Any]) -> None:
        count = begin()
        if count is None:
            self.stdout.write(_("The record was begun before; nothing was done."))
            return
        self.stdout.write(
            _(
                "The record is begun with the %(count)d things that are there now. It vouches for "
                "nothing that happened before."
            )
            % {"count": count}
        )

    def _verify(self, given: dict[str, Any]) -> None:
        outcome = verify.verify(
            anchor=_anchor(given["head"]), files=given["files"], told=self._tell
        )
        if not given["no_record"]:
            verify.keep(outcome)
        self.stdout.write(_summary(outcome))
        if not outcome.is_sound:
            raise SystemExit(1)

    def _tell(self, flaw: Flaw) -> None:
        self.stdout.write(flaw_said(flaw))

    def _head(self, _given: dict[str, Any]) -> None:
        head = HeadRow.objects.filter(pk=HeadRow.ONLY).first()
        self.stdout.write(str(head or HeadRow()))


def _summary(outcome: verify.Outcome) -> str:
    facts = {
        "rows": outcome.rows,
        "things": outcome.things,
        "seconds": f"{outcome.seconds:.1f}",
        "rate": f"{outcome.rate:,.0f}",
        "found": outcome.found,
        "listed": len(outcome.flaws),
    }
    compared = _(
        "Rows of the record: %(rows)d, compared with things: %(things)d, in %(seconds)s s "
        "(%(rate)s a second)."
    )
    if outcome.is_sound:
        verdict = _("Nothing was changed, removed or reordered.")
    elif outcome.found > len(outcome.flaws):
        verdict = _("%(found)d flaws, the first %(listed)d of them above.")
    else:
        verdict = _("Flaws found: %(found)d.")
    gap = " " if reader_language() == "en" else ""
    return f"{compared % facts}{gap}{verdict % facts}"


def _anchor(text: str) -> verify.Anchor | None:
    """The number and digest of a note; PilotageError when it is none."""
    if not text:
        return None
    number, _colon, digest = text.strip().partition(":")
    hexadecimal = all(sign in "0123456789abcdef" for sign in digest)
    if number.isascii() and number.isdigit() and len(digest) >= SHORTEST and hexadecimal:
        return int(number), digest
    raise PilotageError(
        f"“{text}” is not the head of a record.",
        f"Give it as pilotage manage audit head printed it: NUMBER:DIGEST, of which the first "
        f"{SHORTEST} characters are enough.",
        zh=(
            f"“{text}”不是操作记录的末条标记。",
            f"请按pilotage manage audit head输出的“序号:摘要”填写，摘要至少前{SHORTEST}位。",
        ),
    )
