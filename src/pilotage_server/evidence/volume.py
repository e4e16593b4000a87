"""The whole volume of a closed task (卷宗): what the PDF says, and the entries as JSON lines.

Cover, contents, the task with its words and their source, the lights it closed with, all entries
in order with the lights after each, the list of evidence, and its pictures and pages.
"""

import hashlib
import html
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from pilotage.base import Language, PilotageError
from pilotage.ledger import Act, Entry, MatterState, act_told, fold
from pilotage_server import clock
from pilotage_server.documents import apart
from pilotage_server.ledgers import lights, store
from pilotage_server.ledgers.evidence import MAX_BYTES, Proof, safe_name
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.ledgers.needs import kind_said, needs_of
from pilotage_server.ledgers.proofs import entries_of, proofs_of
from pilotage_server.ledgers.reasons import reasons
from pilotage_server.ledgers.sentences import sentence
from pilotage_server.plans.store import plan_of
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units import names
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.templatetags.pilotage import channel_word, light_word

from . import previews
from .words import named
from .zipping import Part

MOST_PICTURES = 60
"""Pages of evidence that a volume shows; the rest is in the files themselves."""

PAGES_OF_ONE = 10
SECONDS = 180
WIDTH = 1000
TYPESETTING = "pilotage_server.evidence.typesetting"


def bound(matter: MatterRow, member: MembershipRow, number: str) -> Proof:
    """The volume of ``matter`` as one PDF in the reader's language, under that archive number.

    PilotageError when it cannot be set.
    """
    language = reader_language()
    with tempfile.TemporaryDirectory(prefix="volume-") as folder:
        place = Path(folder)
        rows, files = entries_of(matter), proofs_of(matter)
        volume = _Volume(matter=matter, rows=rows, files=files, language=language)
        said = volume.said(number, member.post(language)) | _pictures(files, place)
        (place / "volume.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        data = apart.run(TYPESETTING, folder, given=b"", seconds=SECONDS)
    if not data or len(data) > 4 * MAX_BYTES:
        raise PilotageError(
            _("The volume of this task could not be set."),
            _("Nothing was entered. Try again, or tell the administrator."),
        )
    name = safe_name(_("Volume of task %(code)s.pdf") % {"code": matter.code(language)})
    return Proof(
        name=name,
        media_type="application/pdf",
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
        dated=clock.today(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Volume:
    """What there is to say of a matter."""

    matter: MatterRow
    rows: Sequence[EntryRow]
    files: Sequence[EvidenceRow]
    language: Language

    def said(self, number: str, post: str) -> dict[str, Any]:
        """All words of the volume, as its template asks for them."""
        entries = store.entries_from(self.rows, self.files)
        state, programme = fold(entries), self.matter.plan.programme
        today = long_day(clock.today(), self.language)
        return {
            "language": self.language,
            "title": named(self.matter, self.language),
            "programme": programme.name_zh if self.language == "zh" else programme.name_en,
            "plan": self.matter.plan.title,
            "volume": number,
            "bound": _("Bound on %(day)s") % {"day": today},
            "words": _words(),
            "cover": _filled(
                [
                    (_("Archive number"), number),
                    (_("Closed"), self._day(state.closed_on)),
                    (_("Archived"), today),
                    (_("By"), post),
                    (_("Entries"), str(len(self.rows))),
                    (_("Files"), str(len(self.files))),
                ]
            ),
            "facts": self._facts(state),
            "section": " › ".join(w for w in (self.matter.section, self.matter.number) if w),
            "source": self.matter.body(),
            "lights": self._closing_lights(state),
            "needs": [(one.label, _verdict(one.verdict)) for one in needs_of(state, self.language)],
            "entries": self._entries(entries),
            "evidence": [self._file(n, row) for n, row in enumerate(self.files, start=1)],
        }

    def _day(self, day: Any) -> str:
        return long_day(day, self.language) if day else ""

    def _facts(self, state: MatterState) -> list[tuple[str, str]]:
        units = ("、" if self.language == "zh" else "; ").join(one.name for one in state.units)
        return _filled(
            [
                (_("Plan"), self.matter.plan.title),
                (_("Number of the plan"), plan_of(self.matter.plan).number or ""),
                (_("Units"), units),
                (_("Dispatched"), self._day(state.dispatched_on)),
                (_("Limit"), self._day(state.limit)),
                (_("Original limit"), self._day(state.original_limit)),
                (_("Verified"), f"{state.verified}%" if state.verified is not None else ""),
                (_("Closed"), self._day(state.closed_on)),
            ]
        )

    def _closing_lights(self, state: MatterState) -> list[tuple[str, str]]:
        """Each channel on the day of closing: its light and why, with its rule and edition."""
        day = state.closed_on or clock.today()
        each = lights.lights(state, day, rule_book()).each
        told = reasons(each, self.rows, self.language, claims=True)
        return [
            (
                one.channel,
                _("%(light)s. %(why)s (rule %(rule)s, edition %(edition)s)")
                % {
                    "light": light_word(str(one.verdict.light)),
                    "why": one.sentence,
                    "rule": one.verdict.rule,
                    "edition": one.verdict.edition,
                },
            )
            for one in told
        ]

    def _entries(self, entries: Sequence[Entry]) -> list[dict[str, str]]:
        counted: dict[int, int] = {}
        for one in self.files:
            counted[one.entry_id] = counted.get(one.entry_id, 0) + 1
        found, state, book = [], MatterState(), rule_book()
        for row, entry in zip(self.rows, entries, strict=True):
            state = fold([entry], start=state)
            day = store.day_of(entry.at)
            act = act_told(Act(row.act), self.language)
            told = strip_tags(sentence(row, counted.get(row.pk, 0), self.language))
            found.append(
                {
                    "number": str(row.sequence),
                    "at": f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}",
                    "who": self._who(row),
                    "act": act,
                    "words": html.unescape(told).removeprefix(act),
                    "lights": _lit(lights.lights(state, day, book).each, self.language),
                }
            )
        return found

    def _who(self, row: EntryRow) -> str:
        unit = names.short_name(row.unit, self.language) if row.unit else ""
        return " · ".join(one for one in (row.post(self.language), unit) if one)

    def _file(self, number: int, row: EvidenceRow) -> dict[str, str]:
        return {
            "number": str(number),
            "name": row.name,
            "digest": row.digest,
            "kind": kind_said(row, self.language),
            "unit": names.short_name(row.unit, self.language) if row.unit else "",
            "dated": row.dated.isoformat() if row.dated else "",
        }


def _words() -> dict[str, Any]:
    return {
        "contents": _("Contents"),
        "task": _("The task"),
        "source": _("Words of the plan"),
        "lights": _("Lights on the day of closing"),
        "needs": _("Evidence that closing needed"),
        "entries": _("Entries"),
        "evidence": _("Evidence"),
        "none": _("No file was sent."),
        "columns": [_("No."), _("File and SHA-256"), _("Kind"), _("Unit"), _("Dated")],
        "unshown": _("Files and pages not shown here; the package of the volume holds them"),
    }


def _filled(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [row for row in rows if row[1]]


def _verdict(verdict: str) -> str:
    return {"accepted": _("accepted"), "waived": _("waived"), "waiting": _("to check")}.get(
        verdict, _("missing")
    )


def _lit(each: Sequence[Any], language: Language) -> str:
    """The three channels in words: "Limit Green · Progress Yellow"."""
    space = "" if language == "zh" else " "
    return " · ".join(
        f"{channel_word(one.channel or '')}{space}{light_word(str(one.light))}" for one in each
    )


def _pictures(files: Sequence[EvidenceRow], place: Path) -> dict[str, Any]:
    """Pictures written to ``place`` with their headings, and what could not be shown."""
    shown: list[dict[str, Any]] = []
    unshown: list[str] = []
    for number, row in enumerate(files, start=1):
        count = 0
        for page, picture in _pages(row, MOST_PICTURES - len(shown)):
            ending = picture.media_type.partition("/")[2]
            file = f"{number}-{page}.{ending}"
            (place / file).write_bytes(picture.data)
            heading = f"{number} {row.name}" + (f" {page}/{picture.pages}" if page > 1 else "")
            shown.append({"file": file, "heading": heading, "first": page == 1})
            count = picture.pages - page
        if count or not (shown and shown[-1]["file"].startswith(f"{number}-")):
            unshown.append(f"{number} {row.name}")
    return {"pictures": shown, "unshown": unshown}


def _pages(row: EvidenceRow, room: int) -> Iterator[tuple[int, previews.Picture]]:
    """The first pages of a file as pictures, as many as there is room for."""
    page, pages = 1, 1
    while page <= min(pages, PAGES_OF_ONE, room):
        picture = previews.painted(row, page, WIDTH)
        if picture is None or not picture.data:
            return
        pages = picture.pages
        yield page, picture
        page += 1


def lines_of(matter: MatterRow) -> list[Part]:
    """The entries as JSON lines, oldest first: all that the ledger keeps of each."""
    files: dict[int, list[str]] = {}
    for proof in proofs_of(matter):
        files.setdefault(proof.entry_id, []).append(proof.digest)
    lines = [
        json.dumps(
            {
                "sequence": row.sequence,
                "act": row.act,
                "at": row.at.isoformat(),
                "by": row.by,
                "post": {"zh": row.post_zh, "en": row.post_en},
                "unit": row.unit,
                "payload": row.payload,
                "evidence": files.get(row.pk, []),
            },
            ensure_ascii=False,
        )
        for row in entries_of(matter)
    ]
    data = "".join(f"{line}\n" for line in lines).encode()
    return [Part(name="entries.jsonl", source=data, at=timezone.localtime())]
