"""Found passages as the page shows them: a title that leads there, an excerpt, place and date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Act, act_told
from pilotage.search import Piece, Query, excerpt
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.units import names

from .models import PassageKind, PassageRow

LENGTH = {"zh": 110, "en": 230}
"""Characters of an excerpt: two lines of a wide page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One result. ``document`` when its words are those of a document and not of a person."""

    title: Sequence[Piece]
    url: str
    excerpt: Sequence[Piece]
    places: Sequence[str]
    place_url: str
    at: datetime
    document: bool
    lang: str


def line_of(passage: PassageRow, query: Query, language: Language) -> Line:
    """The line of ``passage`` for a reader of ``language``."""
    shown = _SHOWN[PassageKind(passage.kind)]
    return shown(passage, query, language)


def _task(passage: PassageRow, query: Query, language: Language) -> Line:
    matter = _matter(passage)
    body = passage.text
    for heading in (matter.heading_zh, matter.heading_en):
        body = body.removeprefix(heading).lstrip()
    return Line(
        title=_marked(_named(matter, language), query),
        url=reverse("ledgers:task", args=[matter.pk]),
        excerpt=_excerpt(body, query),
        places=[passage.plan.programme.name(language)],
        place_url="",
        at=passage.at,
        document=True,
        lang=passage.plan.language,
    )


def _clause(passage: PassageRow, query: Query, language: Language) -> Line:
    url = reverse("plans:review", args=[passage.plan_id])
    if passage.task:
        url += f"?{urlencode({'task': passage.task})}#t-{passage.ordinal}"
    places = [passage.plan.title] if passage.heading else []
    places.append(passage.plan.programme.name(language))
    if not passage.plan.is_adopted:
        places.append(_("draft, edition %(n)d") % {"n": passage.plan.edition})
    return Line(
        title=_marked(passage.heading or passage.plan.title, query),
        url=url,
        excerpt=[]
        if _bare(passage.text) == _bare(passage.heading)
        else _excerpt(passage.text, query),
        places=places,
        place_url="",
        at=passage.at,
        document=True,
        lang=passage.plan.language,
    )


def _entry(passage: PassageRow, query: Query, language: Language) -> Line:
    matter, entry = _matter(passage), cast(EntryRow, passage.entry)
    who = names.short_name(entry.unit, language) if entry.unit else entry.post(language)
    return Line(
        title=[Piece(f"{act_told(Act(entry.act), language)} · {who}", False)],
        url=reverse("ledgers:task", args=[matter.pk]) + "?all=1",
        excerpt=_excerpt(passage.text, query),
        places=[_named(matter, language), passage.plan.programme.name(language)],
        place_url=reverse("ledgers:task", args=[matter.pk]),
        at=passage.at,
        document=False,
        lang="",
    )


def _proof(passage: PassageRow, query: Query, language: Language) -> Line:
    matter, proof = _matter(passage), cast(EvidenceRow, passage.proof)
    unit = [names.short_name(proof.unit, language)] if proof.unit else []
    return Line(
        title=_marked(proof.name, query),
        url=reverse("ledgers:evidence", args=[proof.pk]),
        excerpt=_excerpt(passage.text, query) if passage.place else [],
        places=[_named(matter, language), *unit, passage.plan.programme.name(language)],
        place_url=reverse("ledgers:task", args=[matter.pk]),
        at=passage.at,
        document=False,
        lang="",
    )


_SHOWN = {
    PassageKind.TASK: _task,
    PassageKind.CLAUSE: _clause,
    PassageKind.ENTRY: _entry,
    PassageKind.PROOF: _proof,
}


def _matter(passage: PassageRow) -> MatterRow:
    return cast(MatterRow, passage.matter)  # all kinds but clauses have one


def _named(matter: MatterRow, language: Language) -> str:
    return f"{matter.code(language)} {matter.heading(language)}"


def _marked(text: str, query: Query) -> list[Piece]:
    return excerpt(text, query, len(text))


def _bare(text: str) -> str:
    return "".join(text.split())


def _excerpt(text: str, query: Query) -> list[Piece]:
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in text[:200])
    return excerpt(" ".join(text.split()), query, LENGTH["zh" if han > 40 else "en"])
