"""Outline to clauses: the only entrance; it calls the finders in turn."""

import re

from pilotage.base import Diagnostic, Language, Span
from pilotage.language import pack_for
from pilotage.outline import Outline

from .choose import Chosen, choose
from .coverage import account
from .directives import find_directives
from .limits import find_limits, in_force, of_the_whole
from .measures import find_measures
from .model import Clause, Clauses, Limit, LimitKind, Mention, Role, Target
from .note import Note
from .notes import closing_notes, find_notes, first_leads_everywhere
from .problems import NO_ITEMS
from .prose import find_agents
from .references import find_references
from .tables import RowReader, row_body
from .target_dates import with_own_dates
from .targets import find_targets

_A_YEAR = re.compile(r"20[0-9]{2}")


def from_outline(outline: Outline) -> tuple[Clauses, list[Diagnostic]]:
    """What each item of ``outline`` says, and what of the text was not read."""
    text, language = outline.document.text, outline.document.language
    rows = RowReader(text, language)
    notes = [
        rows.notes(node) if node.cells else _apart(find_notes(text, node.own, language))
        for node in outline.nodes
    ]
    _add_closing_notes(outline, notes)
    general = _General(notes, outline, rows)
    year = _year_of(outline)
    items = [_clause(outline, item, general, year) for item in choose(outline, notes)]
    portions, problems = account(outline, items)
    brief = [r.span for r in outline.remarks if r.reason == "meeting-brief"]
    if not items and not brief:
        problems.append(NO_ITEMS.at(None))
    clauses = Clauses(
        outline=outline,
        items=tuple(items),
        references=find_references(outline, _cited_in(outline)),
        directives=find_directives(text, brief, language),
        portions=portions,
    )
    return clauses, problems


def _add_closing_notes(outline: Outline, notes: list[list[Note]]) -> None:
    """Where leaves have no note of their own, the words at their end that stand for one."""
    bare = [n for n in outline.nodes if n.leaf and not n.cells and not notes[n.index]]
    text, language = outline.document.text, outline.document.language
    others = sum(map(bool, notes))
    for at, note in closing_notes(text, [n.own for n in bare], language, others).items():
        notes[bare[at].index].append(note)


def _year_of(outline: Outline) -> int | None:
    """The year that a limit without one means: of the date of issue, else in the title."""
    if outline.front.issued:
        return outline.front.issued.year
    named = _A_YEAR.search(outline.front.title or "")
    return int(named[0]) if named else None


def _apart(own: list[Note]) -> list[Note]:
    """A label line inside a bracket is the bracket's, once."""
    kept: list[Note] = []
    for note in own:
        if not kept or note.span.start >= kept[-1].span.end:
            kept.append(note)
    return kept


class _General:
    """What is stated once for all items: by a note for those after it (GRAMMAR §5), or by the text
    around the items for every one."""

    def __init__(self, notes: list[list[Note]], outline: Outline, rows: RowReader) -> None:
        self.rows = rows
        flat = [note for own in notes for note in own]
        self.only_prose = not flat
        """No note anywhere: who is to do it stands, if at all, in the sentences."""
        first = next((n for n in flat if n.first_leads), None)
        also = next((n for n in flat if n.also_all), None)
        self.first_leads_from = first.span.start if first else None
        text, language = outline.document.text, outline.document.language
        if first is None and first_leads_everywhere(text, language):
            self.first_leads_from = 0
        self.also_all_from = also.span.start if also else None
        self.also_all = also.also_all if also else ()


def _clause(outline: Outline, item: Chosen, general: _General, year: int | None) -> Clause:
    text, pack = outline.document.text, pack_for(outline.document.language)
    heading = item.heading or item.node.heading
    if item.node.cells:
        body = row_body(text, item.node, heading.start)
        stated = find_limits(text, body, pack.code, year)
        limit = general.rows.limit(item.node, year, in_force(stated))
    else:
        whole = not item.node.has_heading and item.heading is None
        body = _body(item, heading, text, whole=whole)
        stated = find_limits(text, _with_heading(heading, body, item), pack.code, year)
        limit = in_force(of_the_whole(text, stated))
    mentions = _mentions(item, general)
    if general.only_prose and not item.safeguard:
        mentions = tuple(find_agents(text, heading, body, pack.code))
    whole_row = bool(item.node.cells) or any(span.covers(heading) for span in body)
    said = body if whole_row else [heading, *body]
    targets = _targets(text, said, pack.code, limit, item.node.cells.get("target"))
    return Clause(
        node=item.node.index,
        span=item.span,
        number=item.node.number if item.numbered else None,
        heading=" ".join(heading.quote(text).split()).rstrip("。.：:"),
        safeguard=item.safeguard,
        measures=find_measures(text, body, pack),
        mentions=mentions,
        limit=limit,
        targets=with_own_dates(text, _once(targets, heading), stated, pack.code),
    )


def _with_heading(heading: Span, body: list[Span], item: Chosen) -> list[Span]:
    """Everywhere in an item where a limit may stand: its heading, its sentences, its notes."""
    spans = [*body, *(note.span for note in item.notes)]
    if not any(span.covers(heading) for span in spans):
        spans.append(heading)
    return sorted(spans)


def _targets(
    text: str,
    body: list[Span],
    language: Language,
    limit: Limit | None,
    column: Span | None,
) -> tuple[Target, ...]:
    """The targets of an item; words that only state its limit ("within 90 days of …") are none."""
    found = find_targets(text, body, language, limit.date if limit else None, column)
    if limit is None or limit.span is None or limit.date or limit.kind is not LimitKind.BY:
        return found
    said = limit.span
    return tuple(t for t in found if not (t.span and _only_says(text, t.span, said)))


def _once(found: tuple[Target, ...], heading: Span) -> tuple[Target, ...]:
    """``found`` without a figure of the heading that the text says again, with its date."""
    within = [one.span is not None and heading.covers(one.span) for one in found]
    told = list(zip(found, within, strict=True))
    again = {(one.quantity, one.unit) for one, inside in told if not inside}
    return tuple(one for one, inside in told if not (inside and (one.quantity, one.unit) in again))


def _only_says(text: str, target: Span, limit: Span) -> bool:
    """Whether a target has no figure besides those of the limit that it names."""
    around = text[target.start : limit.start] + text[limit.end : target.end]
    return target.covers(limit) and not any(c.isdigit() for c in around)


def _body(item: Chosen, heading: Span, text: str, *, whole: bool) -> list[Span]:
    """The text of an item without its number, its heading and its notes."""
    start = heading.start if whole else heading.end
    while start < item.span.end and text[start] in "。.：: \n":
        start += 1
    spans: list[Span] = []
    for note in item.notes:
        if note.span.start > start:
            spans.append(Span(start, note.span.start))
        start = max(start, note.span.end)
    if start < item.span.end:
        spans.append(Span(start, item.span.end))
    stripped = [span.strip(text) for span in spans]
    return [s for s in stripped if s.end > s.start] or [heading]


def _mentions(item: Chosen, general: _General) -> tuple[Mention, ...]:
    """The units of all notes, in order, each (name, role) once; general rules applied."""
    mentions = [mention for note in item.notes for mention in note.mentions]
    since = general.first_leads_from
    if since is not None and item.notes and item.notes[0].span.start >= since:
        mentions = _first_leads(mentions)
    if (
        general.also_all_from is not None
        and item.notes
        and item.notes[0].span.start > general.also_all_from
    ):
        mentions += [
            Mention(name=m.name, span=m.span, role=m.role, inherited=True) for m in general.also_all
        ]
    unique: dict[tuple[str, Role], Mention] = {}
    for mention in mentions:
        unique.setdefault((mention.name, mention.role), mention)
    return tuple(unique.values())


def _first_leads(mentions: list[Mention]) -> list[Mention]:
    if any(m.role is Role.LEAD for m in mentions) or not mentions:
        return mentions
    first = mentions[0]
    lead = Mention(name=first.name, span=first.span, role=Role.LEAD)
    return [lead, *mentions[1:]]


def _cited_in(outline: Outline) -> list[Span]:
    """Where citations count: everywhere but the title lines."""
    spans = [r.span for r in outline.remarks if r.reason != "title"]
    return sorted([*spans, *(node.own for node in outline.nodes)])
