"""What a new edition changes: the preview of every matter, and the act that applies it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilotage.ledger import Answer, MoveKind
from pilotage_server.ledgers.actions import ActRefusedError, StaleEditionError, apply_edition
from pilotage_server.ledgers.actions import StalePageError as StaleMatterError
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.editions import Preview, preview_of
from pilotage_server.ledgers.moving import Shown, shown
from pilotage_server.plans.access import plan_for
from pilotage_server.plans.findings import gate_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

SAY = "say"
"""The name under which an address, and the form, carries an answer: "41336931e21d.same"."""

Said = frozenset[tuple[str, Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The moves of one sort, as a table of the page."""

    slug: str
    title: str
    said: str
    rows: list[Shown]


def groups(rows: Sequence[Shown], *, approval: bool = False) -> list[Group]:
    """The rows by what becomes of the matter, what weighs most first; no empty group."""
    begun = _("registered, put up for approval") if approval else _("registered and dispatched")
    sorts = (
        ("cancel", _("Cancelled"), _("gone from the plan"), (MoveKind.CANCEL,)),
        ("merge", _("Merged"), _("one task of several"), (MoveKind.ABSORB, MoveKind.MERGE)),
        ("split", _("Split"), _("several tasks of one"), (MoveKind.SPLIT, MoveKind.PART)),
        ("limit", _("Limit changed"), _("the original limit is kept"), (MoveKind.LIMIT,)),
        ("units", _("Units changed"), _("a new lead signs anew"), (MoveKind.UNITS,)),
        ("words", _("Words changed"), _("the same task"), (MoveKind.REWORD,)),
        ("new", _("New"), begun, (MoveKind.ADD,)),
        ("again", _("Taken up again"), _("with their history"), (MoveKind.REOPEN,)),
        ("keep", _("As before"), _("only place and number may differ"), (MoveKind.KEEP,)),
        ("stay", _("Left as closed"), _("with the edition before"), (MoveKind.STAY,)),
    )
    found = [
        Group(slug=slug, title=title, said=said, rows=[r for r in rows if r.kind in kinds])
        for slug, title, said, kinds in sorts
    ]
    return [group for group in found if group.rows]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Standing.OFFICE, Standing.ADMINISTRATOR)
def edition(request: MemberRequest, key: int) -> HttpResponse:
    """The preview of a draft that follows an edition in force; sent, it applies it."""
    row = plan_for(request, key)
    if request.member.within:
        raise RefusalError(
            403,
            _("A new edition concerns all tasks of the programme, your post only some of them."),
            _("Ask an office that is responsible for the whole programme."),
        )
    if request.method == "POST":
        return _apply(request, row)
    if row.is_adopted:
        return redirect("plans:review", pk=row.pk)
    return _show(request, row, said_in(request.GET))


def _apply(request: MemberRequest, row: PlanRow) -> HttpResponse:
    if not request.member.is_office:
        raise RefusalError(
            403, _("Only the supervision office applies an edition."), _("Ask the office.")
        )
    said = said_in(request.POST)

    def act() -> str:
        done = apply_edition(row, request.member, answers=said, seen=request.POST.get("seen", ""))
        messages.success(request, _done(done))
        return reverse("ledgers:tasks")

    try:
        return once.do(request, act)
    except (StaleEditionError, StaleMatterError):
        return _again(request, row, said, StaleEditionError())
    except ActRefusedError as refused:
        return _again(request, row, said, RefusalError(422, refused.what, refused.remedy))
    except RefusalError as refused:
        if refused.status != 422:
            raise
        return _again(request, row, said, refused)


def _again(request: MemberRequest, row: PlanRow, said: Said, why: RefusalError) -> HttpResponse:
    row.refresh_from_db()
    if row.is_adopted:
        raise why
    return _show(request, row, said, why)


def _show(
    request: MemberRequest, row: PlanRow, said: Said, problem: RefusalError | None = None
) -> HttpResponse:
    preview = preview_of(row, said)
    gate = gate_of(row)
    rows = shown(preview, reader_language(), lambda task, answer: address(row, said, task, answer))
    refused = [one for row in rows for one in row.all_refused]
    facts = {
        "row": row,
        "running": preview.running,
        "programme": row.programme,
        "groups": groups(rows, approval=asks_approval(row.programme)),
        "refused": refused,
        "standing": len(gate.blocking),
        "may_apply": request.member.is_office,
        "can_apply": request.member.is_office and gate.is_clear and not refused,
        "seen": preview.seen,
        "said": [f"{task}.{answer.value}" for task, answer in sorted(said)],
        "summary": summary(preview),
        "problem": problem,
    }
    status = problem.status if problem else 200
    return render(request, "ledgers/edition.html", facts, status=status)


def said_in(asked: QueryDict) -> Said:
    """The answers that an address or a form carries; what means nothing is passed over."""
    known = {answer.value: answer for answer in Answer}
    pairs = (one.rpartition(".") for one in asked.getlist(SAY)[:200])
    return frozenset((task, known[word]) for task, _dot, word in pairs if task and word in known)


def address(row: PlanRow, said: Said, task: str, answer: Answer) -> str:
    """The preview with ``answer`` on ``task`` in place of the other answer to the same choice."""
    pairs = ({Answer.SAME, Answer.APART}, {Answer.CLOSED, Answer.AGAIN})
    other = next(pair for pair in pairs if answer in pair)
    kept = {one for one in said if one[0] != task or one[1] not in other}
    query = urlencode([(SAY, f"{t}.{a.value}") for t, a in sorted(kept | {(task, answer)})])
    return f"{reverse('ledgers:edition', args=[row.pk])}?{query}#t-{task}"


def summary(preview: Preview) -> dict[str, int]:
    """How many matters go on, begin and end."""
    kinds = [move.kind for move in preview.moves]
    begin = _count(kinds, (MoveKind.ADD, MoveKind.PART))
    end = _count(kinds, (MoveKind.CANCEL, MoveKind.MERGE))
    again = sum(
        move.kind is MoveKind.REOPEN and move.state is not None and move.state.step.is_ended
        for move in preview.moves
    )
    stay = _count(kinds, (MoveKind.STAY,))
    return {
        "on": len(kinds) - begin - end - again - stay,
        "begin": begin,
        "again": again,
        "end": end,
    }


def _count(kinds: Iterable[MoveKind], among: Iterable[MoveKind]) -> int:
    return sum(kind in set(among) for kind in kinds)


def _done(preview: Preview) -> str:
    counted: Mapping[str, Any] = summary(preview) | {"edition": preview.plan.edition}
    return (
        _(
            "Edition %(edition)d is in force: %(on)d tasks go on, %(begin)d are new, "
            "%(again)d taken up again, %(end)d merged or cancelled."
        )
        % counted
    )
