"""A changed rule pack tried on all live matters of today, and its adoption from a day.

The trial is a page of the ledger, since it judges the ledger's matters; it is a plain address with
the numbers in it, and changes nothing. Adopting is a form on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilotage.base import Language, PilotageError
from pilotage.rulepack import (
    Channel,
    Pack,
    PackKind,
    WorkCalendar,
    failed_cases,
    fork,
    load_pack,
    pack_data,
    pack_names,
)
from pilotage.supervision import Lights
from pilotage.supervision import lights as lights_of
from pilotage_server import clock
from pilotage_server.ledgers import lights, store
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.slips import due, slip_word
from pilotage_server.rulepacks.actions import adopt
from pilotage_server.rulepacks.forms import PREFIX, AdoptForm, ForkForm
from pilotage_server.rulepacks.models import Slot
from pilotage_server.rulepacks.store import RuleBook, next_edition, rule_book, slot_of
from pilotage_server.rulepacks.telling import changes, slot_word
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.problems import RefusalError


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A matter that the changed pack would judge otherwise today."""

    line: Line
    before: str
    after: str
    why: str


@require_http_methods(["GET", "POST"])
@for_roles(Standing.OFFICE)
def trial(request: MemberRequest, name: str) -> HttpResponse:
    """What ``name`` with the numbers of the address would change today; POST adopts it."""
    if name not in pack_names():
        raise Http404
    if request.method == "POST" and request.member.is_narrowed:
        raise RefusalError(403, *_not_alone())
    form = _form(request, name)
    if request.method == "POST" and form.is_valid():
        try:
            return once.do(request, lambda: _adopt(request, name, form))
        except PilotageError as error:
            form.add_error("day", str(error))
    return _show(request, name, form)


def _not_alone() -> tuple[str, str]:
    """Why a post narrowed to a part does not adopt, and who does."""
    return (
        _("Rules hold for all programmes and all units, your post only for a part of them."),
        _("Ask an office that is responsible for all of them to adopt this edition."),
    )


def _form(request: MemberRequest, name: str) -> AdoptForm:
    pack = load_pack(name)
    if request.method == "POST":
        return AdoptForm(request.POST, pack=pack)
    asked = {PREFIX + key: request.GET.get(PREFIX + key) for key in pack.parameters}
    given = {key: value for key, value in asked.items() if value is not None}
    return AdoptForm(initial=given | {"day": clock.today()}, pack=pack)


def _adopt(request: MemberRequest, name: str, form: AdoptForm) -> str:
    given = form.cleaned_data
    row = adopt(name, form.numbers(), request.member, day=given["day"], reason=given["reason"])
    day = long_day(row.in_force_from, reader_language())
    said = _("Edition %(edition)s is adopted, in force from %(day)s.")
    messages.success(request, said % {"edition": row.edition, "day": day})
    return f"{reverse('rulepacks:pack', args=[name])}?edition={row.edition}"


def _show(request: MemberRequest, name: str, form: AdoptForm) -> HttpResponse:
    language, today, book = reader_language(), clock.today(), rule_book()
    shipped = load_pack(name)
    numbers, problem = _numbers(shipped, form)
    try:
        tried = fork_of(name, numbers, today)
    except PilotageError as error:
        tried, problem = fork_of(name, {}, today), " ".join(error.told(language))
    judged, changed = changed_by(request.member, tried)
    slot = slot_of(tried)
    now = book.pack(slot, today)
    facts = {
        "pack": tried,
        "title": tried.title.of(language),
        "slot": slot_word(slot),
        "current": now,
        "current_title": now.title.of(language),
        "differs": changes(shipped, numbers, language),
        "changed": changed,
        "judged": judged,
        "judges": tried.kind in (PackKind.LIGHT, PackKind.SLIP),
        "failing": len(failed_cases(tried, WorkCalendar(), words=False)),
        "cases": len(tried.cases),
        "form": form,
        "again": ForkForm(initial=_written(form), pack=shipped, auto_id="try_%s"),
        "problem": problem,
        "not_alone": _not_alone() if request.member.is_narrowed else (),
    }
    status = 422 if problem or form.is_bound else 200
    return render(request, "ledgers/trial.html", facts, status=status)


def fork_of(name: str, numbers: Mapping[str, int], day: date) -> Pack:
    """The pack with those numbers; PilotageError for numbers that do not fit together."""
    return fork(pack_data(name), numbers, edition=next_edition(name), day=day)


def _written(form: AdoptForm) -> dict[str, Any]:
    return {PREFIX + name: form[PREFIX + name].value() for name in form.pack.parameters}


def _numbers(shipped: Pack, form: AdoptForm) -> tuple[dict[str, int], str]:
    """The numbers asked for; what is no number is told, and the pack's own is tried instead."""
    found, wrong = {}, []
    for name, number in shipped.parameters.items():
        written = form[PREFIX + name].value()
        try:
            found[name] = form.fields[PREFIX + name].clean(written)
        except ValidationError:
            found[name] = number.value
            wrong.append(number.meaning.of(reader_language()))
    said = _("No whole number from 0 to 9999: %(names)s.")
    return found, said % {"names": "; ".join(wrong)} if wrong else ""


def changed_by(member: MembershipRow, tried: Pack) -> tuple[int, list[Change]]:
    """How many matters that ``member`` sees are judged today, and those that ``tried`` would judge
    otherwise."""
    language, today, book = reader_language(), clock.today(), rule_book()
    found = lines(visible(member), today, language, book)
    return len(found), _changed(found, tried, book, today, language)


def _changed(
    found: Sequence[Line], tried: Pack, book: RuleBook, today: date, language: Language
) -> list[Change]:
    if tried.channel is not None:
        return [one for line in found if (one := _light_change(line, tried, book, today, language))]
    return _slip_changes(found, tried, book, today) if tried.kind is PackKind.SLIP else []


def _light_change(
    line: Line, tried: Pack, book: RuleBook, today: date, language: Language
) -> Change | None:
    packs = {**book.lights(today), Channel(tried.channel or ""): tried}
    after = lights_of(store.present(line.matter), today, lights.calendar(), packs)
    here, there = (_of(one, tried.channel) for one in (line.lights, after))
    if here.light is there.light:
        return None
    return Change(
        line=line,
        before=here.light.value,
        after=there.light.value,
        why=there.sentence(language),
    )


def _of(lit: Lights, channel: Channel | None) -> Any:
    return next(one for one in lit.each if one.channel is channel)


def _slip_changes(found: Sequence[Line], tried: Pack, book: RuleBook, today: date) -> list[Change]:
    trying = book.with_pack(Slot.SLIP, today, tried)
    before = {one.line.matter.pk: one for one in due(found, book)}
    after = {one.line.matter.pk: one for one in due(found, trying)}
    changed = []
    for line in found:
        old, new = before.get(line.matter.pk), after.get(line.matter.pk)
        here, there = (one.slip.gives if one else "" for one in (old, new))
        if here != there:
            why = new.why if new else _("No slip would be due.")
            said: Mapping[str, str] = {"": _("no slip")}
            words = [said.get(one) or slip_word(one) for one in (here, there)]
            changed.append(Change(line=line, before=words[0], after=words[1], why=why))
    return changed
