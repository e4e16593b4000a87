"""Rule packs: which are in force, one with its rules, and adopting an edition."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import ConfigDict

from pilotage.rulepack import Pack, WorkCalendar, failed_cases, load_pack, pack_names
from pilotage_server import clock
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import FieldsError, done, found
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import judged_page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import rest as schemas
from pilotage_server.api.schemas import work
from pilotage_server.api.schemas.base import Short
from pilotage_server.api.telling.tasks import ROOT
from pilotage_server.ledgers.views.trial import Change, changed_by, fork_of
from pilotage_server.rulepacks import store
from pilotage_server.rulepacks.actions import adopt
from pilotage_server.rulepacks.telling import editions_told, rules_told
from pilotage_server.rulepacks.views import READERS
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

router = Router(tags=["rule packs"])


@router.get("/rule-packs", response=schemas.PackList, operation_id="list_rule_packs")
@opens_to(Scope.READ, *READERS)
def list_packs(request: Any) -> HttpResponse:
    """The rule packs in force today, and the others that can be adopted."""
    book, today = store.rule_book(), clock.today()
    in_force = [book.pack(slot, today) for slot in store.SHIPPED]
    used = {pack.id for pack in in_force}
    others = [load_pack(name) for name in pack_names() if name not in used]
    items = [_line(pack, in_force=True) for pack in in_force]
    return found(request, {"items": items + [_line(pack, in_force=False) for pack in others]})


def _line(pack: Pack, *, in_force: bool) -> dict[str, Any]:
    language = reader_language()
    return {
        "slot": str(store.slot_of(pack)),
        "pack": pack.id,
        "edition": pack.edition,
        "title": pack.title.of(language),
        "about": pack.about.of(language),
        "in_force": in_force,
    }


class PackChoice(Schema):
    """Which edition; the one in force, else the shipped one, where none is named."""

    model_config = ConfigDict(extra="forbid")

    edition: Short = ""


@router.get("/rule-packs/{slug:name}", response=schemas.Pack, operation_id="rule_pack")
@opens_to(Scope.READ, *READERS)
def pack(request: Any, name: str, choice: Query[PackChoice]) -> HttpResponse:
    """One rule pack in one edition: its numbers, its rules with their conditions, its sources."""
    shipped = _known(name)
    language, book = reader_language(), store.rule_book()
    now = book.pack(store.slot_of(shipped), clock.today())
    asked = choice.edition or (now.edition if now.id == name else shipped.edition)
    shown = store.edition(name, asked)
    if shown is None:
        raise Http404
    in_force = (now.id, now.edition) == (shown.id, shown.edition)
    told = _line(shown, in_force=in_force) | {
        "numbers": [
            {"name": key, "value": one.value, "meaning": one.meaning.of(language)}
            for key, one in shown.parameters.items()
        ],
        "rules": [
            {"id": one.rule.id, "gives": one.rule.gives, "when": one.when, "says": one.says}
            for one in rules_told(shown, language)
        ],
        "sources": [words.of(language) for words in shown.sources.values()],
        "editions": [
            {
                "edition": one.name,
                "in_force_from": one.in_force_from,
                "changed": one.changed,
                "reason": one.reason,
                "post": one.post,
            }
            for one in editions_told(name, book, language)
        ],
    }
    return found(request, told)


@router.post("/rule-packs/{slug:name}/trial", response=work.Tried, operation_id="try_pack")
@opens_to(Scope.READ, Standing.OFFICE)
def try_pack(request: Any, name: str, said: work.Try) -> HttpResponse:
    """What a pack with these numbers would judge otherwise today, a page at a time. Changes
    nothing."""
    shipped = _known(name)
    _judge_numbers(shipped, said.numbers)
    today = clock.today()
    tried = fork_of(name, said.numbers, today)
    judged, changed = changed_by(request.member, tried)
    shown, next_ = judged_page(
        changed, "trial", lambda one: (one.line.key,), said.cursor, said.limit
    )
    now = store.rule_book().pack(store.slot_of(tried), today)
    told = {
        "items": [_otherwise(one) for one in shown],
        "next": next_ or None,
        "pack": tried.id,
        "edition": tried.edition,
        "in_force": f"{now.id}/{now.edition}",
        "judged": judged,
        "changed": len(changed),
        "cases": len(tried.cases),
        "failing": len(failed_cases(tried, WorkCalendar(), words=False)),
    }
    return done(told, status=200)


def _otherwise(one: Change) -> dict[str, Any]:
    return {
        "task": one.line.key,
        "code": one.line.code,
        "heading": one.line.heading,
        "before": one.before,
        "after": one.after,
        "light": one.line.light.value,
        "why": one.why,
    }


def _known(name: str) -> Pack:
    """The shipped pack of that name; Http404 for none."""
    if name not in pack_names():
        raise Http404
    return load_pack(name)


def _judge_numbers(pack: Pack, numbers: Mapping[str, int]) -> None:
    strange = numbers.keys() - pack.parameters.keys()
    if strange:
        text = _("The pack has no such number.")
        raise FieldsError([{"field": f"numbers.{one}", "detail": text} for one in sorted(strange)])


@router.post(
    "/rule-packs/{slug:name}/editions", response={201: schemas.Adopted}, operation_id="adopt"
)
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def adopt_pack(request: Any, name: str, said: schemas.Adopt) -> HttpResponse:
    """Put a pack in force from a day, with these numbers in place of its own."""
    shipped = _known(name)
    if request.member.is_narrowed:
        raise RefusalError(
            403,
            _("Rules hold for all programmes and all units, your post only for a part of them."),
            _("Ask an office that is responsible for all of them to adopt this edition."),
        )
    _judge_numbers(shipped, said.numbers)
    row = adopt(name, said.numbers, request.member, day=said.day, reason=said.reason)
    told = {"pack": row.pack, "edition": row.edition, "in_force_from": row.in_force_from}
    return done(told, location=f"{ROOT}/rule-packs/{name}?edition={row.edition}")
