"""The pages of the rule packs: which are in force, and each with its rules, sources and cases."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.rulepack import load_pack, pack_names
from pilotage_server import clock
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

from . import store
from .forms import ForkForm
from .telling import Shown, cases_told, editions_told, rules_told, slot_word

READERS = tuple(one for one in Standing if one is not Standing.DRAFTER)
"""Whoever is judged by a rule, or judges by it, may read it."""


@for_roles(*READERS, otherwise=Http404)
def packs(request: MemberRequest) -> HttpResponse:
    """What is in force today for each channel, for slips and for default limits."""
    language, today, book = reader_language(), clock.today(), store.rule_book()
    in_force = {slot: book.pack(slot, today) for slot in store.SHIPPED}
    rows = [
        Shown(
            slot=slot_word(slot),
            pack=pack,
            title=pack.title.of(language),
            about=pack.about.of(language),
            coming=[one for one in book.adopted if one.slot == slot and one.in_force_from > today],
        )
        for slot, pack in in_force.items()
    ]
    used = {pack.id for pack in in_force.values()}
    others = [load_pack(name) for name in pack_names() if name not in used]
    facts = {
        "rows": rows,
        "others": [
            Shown(
                slot=slot_word(store.slot_of(pack)),
                pack=pack,
                title=pack.title.of(language),
                about=pack.about.of(language),
            )
            for pack in others
        ],
    }
    return render(request, "rulepacks/list.html", facts)


@for_roles(*READERS, otherwise=Http404)
def pack(request: MemberRequest, name: str) -> HttpResponse:
    """One pack in one edition: what it says, whence, its cases, who changed what."""
    if name not in pack_names():
        raise Http404
    language, today = reader_language(), clock.today()
    book = store.rule_book()
    now = book.pack(store.slot_of(load_pack(name)), today)
    asked = request.GET.get("edition") or (now.edition if now.id == name else "")
    shown = store.edition(name, asked or load_pack(name).edition)
    if shown is None:
        raise Http404
    facts = {
        "pack": shown,
        "slot": slot_word(store.slot_of(shown)),
        "title": shown.title.of(language),
        "about": shown.about.of(language),
        "in_force": (now.id, now.edition) == (shown.id, shown.edition),
        "current": now,
        "current_title": now.title.of(language),
        "numbers": [(one, one.meaning.of(language)) for one in shown.parameters.values()],
        "sources": [words.of(language) for words in shown.sources.values()],
        "definitions": [words.of(language) for words in shown.definitions.values()],
        "rules": rules_told(shown, language),
        "cases": cases_told(shown, language),
        "editions": editions_told(name, book, language),
        "form": ForkForm(pack=shown) if request.member.is_office else None,
    }
    return render(request, "rulepacks/pack.html", facts)
