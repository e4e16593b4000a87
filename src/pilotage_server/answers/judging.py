"""Each line of a workbook before it is entered: what it would do, or why it cannot be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Act, Around, Entry, MatterState, fold
from pilotage_server.ledgers import store
from pilotage_server.ledgers.actions import ActRefusedError
from pilotage_server.ledgers.actions.entering import Asked, following
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.tree import arounds_of
from pilotage_server.units.models import MembershipRow

from .models import BookRow

VIA = "workbook"
"""How an entry says that it came out of a workbook."""


UNSEEN: Mapping[str, Any] = {
    **dict.fromkeys(("text", "next"), ""),
    **dict.fromkeys(("sign", "done"), False),
    "progress": None,
}
"""Stands for the words on a task that the person asking does not see."""


class Outcome(StrEnum):
    """What becomes of a line."""

    READY = "ready"
    ENTERED = "entered"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One filled-in line. ``before`` is what the unit claimed until now."""

    line: int
    outcome: Outcome
    matter: MatterRow | None
    code: str
    heading: str
    acts: tuple[Act, ...]
    answer: Mapping[str, Any]
    before: int | None
    reasons: tuple[str, ...]


def token_of(book: BookRow, line: int, act: Act) -> str:
    """Stands at the entry of a line, so that the same workbook is never entered twice."""
    return f"{book.digest[:40]}-{line}-{act.value}"[:64]


def payload_of(answer: Mapping[str, Any]) -> dict[str, object]:
    """What a line reports, as the ledger keeps it."""
    payload: dict[str, object] = {"text": answer["text"], "done": answer["done"], "via": VIA}
    if answer["progress"] is not None:
        payload["claimed"] = answer["progress"]
    if answer["next"]:
        payload["next"] = answer["next"]
    return payload


def judge(book: BookRow, member: MembershipRow, language: Language) -> list[Line]:
    """The filled-in lines of ``book`` in their order, judged by the rules of the workflow."""
    keys = {_key(one["key"])[0] for one in book.answers}
    matters = {row.pk: row for row in visible(member).filter(pk__in=keys)}
    entries = store.entries_of(list(matters.values()))
    tokens = set(
        EntryRow.objects.filter(matter__in=matters, token__startswith=book.digest[:40]).values_list(
            "token", flat=True
        )
    )
    judging = _Judging(
        book=book,
        member=member,
        language=language,
        tokens=tokens,
        around=arounds_of(list(matters.values())),
    )
    return [
        judging.line(one, matters.get(key), entries.get(key, ()))
        for one in book.answers
        for key in [_key(one["key"])[0]]
    ]


def _key(key: str) -> tuple[int, int]:
    matter, _colon, version = key.partition(":")
    return (
        int(matter) if matter.isascii() and matter.isdigit() and len(matter) < 18 else 0,
        int(version) if version.isascii() and version.isdigit() else 0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judging:
    book: BookRow
    member: MembershipRow
    language: Language
    tokens: set[str]
    around: Mapping[int, Around]

    def line(
        self, answer: Mapping[str, Any], matter: MatterRow | None, entries: Sequence[Entry]
    ) -> Line:
        state = fold(entries)
        part = state.unit(self.book.unit)
        acts = _acts(answer)
        outcome, reasons = self._outcome(answer, matter, state, entries)
        return Line(
            line=answer["line"],
            outcome=outcome,
            matter=matter,
            code=matter.code(self.language) if matter else "",
            heading=matter.heading(self.language) if matter else "",
            acts=acts,
            answer=answer if matter else UNSEEN,
            before=part.claimed if part else None,
            reasons=reasons,
        )

    def _outcome(
        self,
        answer: Mapping[str, Any],
        matter: MatterRow | None,
        state: MatterState,
        entries: Sequence[Entry],
    ) -> tuple[Outcome, tuple[str, ...]]:
        if any(token_of(self.book, answer["line"], act) in self.tokens for act in _acts(answer)):
            return Outcome.ENTERED, ()
        if matter is None or state.unit(self.book.unit) is None:
            return Outcome.REFUSED, (_("This task is not one of the unit's any more."),)
        if answer["faults"]:
            return Outcome.REFUSED, tuple(fault[self.language] for fault in answer["faults"])
        seen = _key(answer["key"])[1]
        since = [e for e in entries if e.sequence > seen and e.unit == self.book.unit]
        reports = [e for e in since if e.act is Act.REPORT]
        if reports:
            said = _("The unit reported in the meantime: %(share)s%%, “%(text)s”.") % {
                "share": reports[-1].payload.get("claimed", "–"),
                "text": str(reports[-1].payload.get("text", ""))[:200],
            }
            return Outcome.CONFLICT, (said,)
        refused = self._refused(answer, matter, entries)
        return (Outcome.REFUSED, refused) if refused else (Outcome.READY, ())

    def _refused(
        self, answer: Mapping[str, Any], matter: MatterRow, entries: Sequence[Entry]
    ) -> tuple[str, ...]:
        """Why the first refused act of the line is, each judged after the one before."""
        acts: list[Asked] = [
            (act, payload_of(answer) if act is Act.REPORT else {"via": VIA}, self.book.unit)
            for act in _acts(answer)
        ]
        try:
            following(entries, acts, self.member, row=matter, around=self.around[matter.pk])
        except ActRefusedError as refused:
            return refused.told(self.language)
        return ()


def _acts(answer: Mapping[str, Any]) -> tuple[Act, ...]:
    """What a line asks for: to sign, to report, or both."""
    says = answer["progress"] is not None or answer["text"] or answer["next"] or answer["done"]
    signs = (Act.SIGN,) if answer["sign"] else ()
    return (*signs, Act.REPORT) if says or not signs else signs
