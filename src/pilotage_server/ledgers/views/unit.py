"""One unit: what it leads and supports, what it was asked, what it reported."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.ledger import Act
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.ledgers import rights
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import EntryRow, EvidenceRow
from pilotage_server.ledgers.sentences import ICONS, sentence
from pilotage_server.ledgers.waiting import ASKING
from pilotage_server.units import names
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.tree import covers

DOING = (
    *(Act.SIGN.value, Act.REPORT.value, Act.ASK_EXTENSION.value, Act.DECLINE.value),
    Act.ANSWER.value,
)
SHOWN = 12
SHOWN_TASKS = 25
"""Of the tasks a unit leads, and of the others; the list of tasks has them all."""


@for_roles(*rights.READERS, otherwise=Http404)
def unit(request: MemberRequest, unit: str) -> HttpResponse:
    """The page of a unit of the register; a post of a unit sees its own and those beneath."""
    member = request.member
    if (member.is_liaison and not covers(member, unit)) or names.register().get(unit) is None:
        raise Http404
    language = reader_language()
    ours = rights.visible(member).filter(units__unit=unit).distinct()
    found = lines(ours, clock.today(), language)
    running = [line for line in found if not line.ended]
    led = [line for line in running if line.role_of(unit) == Role.LEAD]
    others = [line for line in running if line.role_of(unit) != Role.LEAD]
    entries = EntryRow.objects.filter(matter__in=ours.values("pk"))
    facts = {
        "unit": unit,
        "led": led[:SHOWN_TASKS],
        "leads": len(led),
        "shares": len(others),
        "supported": others[:SHOWN_TASKS],
        "ended": len(found) - len(running),
        "late": sum(line.lights.limit.light == "red" for line in led),
        "near": sum(line.lights.limit.light == "yellow" for line in led),
        "asked": _told(found, list(entries.filter(act__in=ASKING).order_by("-at")[:SHOWN])),
        "done": _told(
            found, list(entries.filter(act__in=_doing(request), unit=unit).order_by("-at")[:SHOWN])
        ),
        "claims": rights.sees_claims(member),
    }
    return render(request, "ledgers/unit.html", facts)


def _doing(request: MemberRequest) -> list[str]:
    hidden = set() if rights.sees_claims(request.member) else {Act.REPORT.value}
    return [act for act in DOING if act not in hidden]


def _told(found: Sequence[Line], rows: Sequence[EntryRow]) -> list[dict[str, object]]:
    language = reader_language()
    by_matter = {line.matter.pk: line for line in found}
    proofs: dict[int, int] = {}
    for entry_id in EvidenceRow.objects.filter(entry__in=rows).values_list("entry_id", flat=True):
        proofs[entry_id] = proofs.get(entry_id, 0) + 1
    return [
        {
            "line": by_matter[row.matter_id],
            "at": row.at,
            "icon": ICONS[Act(row.act)],
            "post": row.post(language),
            "words": sentence(row, proofs.get(row.pk, 0), language),
        }
        for row in rows
        if row.matter_id in by_matter
    ]
