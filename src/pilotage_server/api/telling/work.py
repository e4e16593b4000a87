"""What waits, what is stuck and how far things are, as JSON."""

from pilotage.base import Language
from pilotage_server.ledgers.listing import Line
from pilotage_server.ledgers.models import EntryRow, EvidenceRow
from pilotage_server.ledgers.slips import Due
from pilotage_server.ledgers.whole import Part, Whole

from . import tasks as telling
from .tasks import Reader, Told


def waiting(kind: str, one: Line, to: Reader, report: Told | None) -> Told:
    """A task that waits for the office."""
    missing = one.report_due if kind == "silent" else None
    reasons = {"passing": one.pass_on_asked, "undispatched": one.why_not_dispatched}
    return {
        "kind": kind,
        "task": telling.line(one, to),
        "slip": None,
        "report": report,
        "instructions": [telling.instruction(each) for each in one.instructed]
        if kind == "instructed"
        else [],
        "missing": {"day": missing.day, "missed": missing.missed} if missing else None,
        "waits_for": one.waits_for if kind == "review" else None,
        "review": one.review_on if kind == "review" else None,
        "reason": reasons.get(kind),
    }


def slip_waiting(one: Due, to: Reader) -> Told:
    """A slip that waits to be sent."""
    due = {"colour": one.slip.gives, "rule": one.slip.rule, "why": one.why, "ask": one.ask}
    return waiting("slips", one.line, to, None) | {"slip": due}


def entries(rows: list[EntryRow], language: Language) -> dict[int, Told]:
    """Entries with the numbers of their files, by key; one query."""
    files = EvidenceRow.objects.filter(entry__in=rows).order_by("pk").values_list("entry", "pk")
    known = list(files)
    return {
        row.pk: telling.entry(row, [pk for entry, pk in known if entry == row.pk], language)
        for row in rows
    }


def stuck(one: Line, row: EntryRow | None, to: Reader) -> Told:
    """A suspended task."""
    return {
        "task": telling.line(one, to),
        "reason": str(row.payload.get("reason", "")) if row else "",
        "since": row.at if row else None,
        "waits_for": one.waits_for,
        "review": one.review_on,
        "review_past": one.review_past,
    }


def figure(one: Whole) -> Told:
    """How far a programme or a unit is."""
    return {
        "of": one.of,
        "name": one.name,
        "depth": one.depth,
        "parts": len(one.parts),
        "claimed": one.claimed,
        "verified": one.verified,
        "sums": one.sums,
        "weights": one.weights,
    }


def part(one: Part, *, claims: bool) -> Told:
    """A task that counts for a figure."""
    return {
        "task": one.matter.pk,
        "code": one.code,
        "heading": one.heading,
        "lead": one.unit,
        "state": one.state,
        "weight": one.share.weight,
        "claimed": one.share.claimed if claims else None,
        "verified": one.share.verified,
    }
