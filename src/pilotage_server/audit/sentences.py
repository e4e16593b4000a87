"""Flaws, things and accounts in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from pilotage_server.units import names
from pilotage_server.units.language import reader_language

from .flaws import Fault, Flaw
from .kinds import kind_named


def thing_said(kind: str, facts: Mapping[str, Any]) -> str:
    """The thing in words; of an event about none, the unit that it concerns, if one."""
    found, language = kind_named(kind), reader_language()
    if found:
        return found.said(facts, language)
    return names.short_name(str(facts["unit"]), language) if facts.get("unit") else ""


def flaw_said(flaw: Flaw) -> str:
    """What is wrong and where, as one sentence."""
    facts = {
        "n": flaw.first,
        "rows": _rows(flaw),
        "places": abs(flaw.shift),
        "first": flaw.first - flaw.shift,
        "last": flaw.last,
        "thing": _named(flaw),
    }
    return _sentence(flaw) % facts


def _rows(flaw: Flaw) -> str:
    if flaw.first == flaw.last:
        return _("Row %(n)s") % {"n": flaw.first}
    return _("Rows %(first)s to %(last)s") % {"first": flaw.first, "last": flaw.last}


def _named(flaw: Flaw) -> str:
    """The thing with its table and key, so that it is found even when its facts are lost."""
    if not flaw.kind:
        return ""
    said = thing_said(flaw.kind, flaw.facts)
    return _("%(thing)s (%(kind)s %(key)s)") % {
        "thing": said[:1].upper() + said[1:],
        "kind": flaw.kind,
        "key": flaw.key,
    }


def _sentence(flaw: Flaw) -> str:
    if flaw.fault is Fault.MOVED:
        return _moved(flaw)
    return {
        Fault.CHANGED: _("%(rows)s: changed after it was written."),
        Fault.MISSING: _("%(rows)s: missing."),
        Fault.UNLINKED: _("Row %(last)s: does not continue row %(n)s; one of them was rewritten."),
        Fault.BEYOND: _("%(rows)s: stands after the head of the record; it was inserted."),
        Fault.HEAD: _("Row %(n)s: does not fit the head of the record; one of them was changed."),
        Fault.ANCHOR: _(
            "Row %(n)s: not the one whose digest was noted down; the record was written anew, or "
            "cut off, at or before it."
        ),
        Fault.UNREADABLE: _("%(rows)s: cannot be read."),
        Fault.EMPTY: _("The record has no row: it was never begun, or it was emptied."),
        Fault.DIFFERS: _("%(thing)s: not as row %(n)s of the record has it."),
        Fault.GONE: _("%(thing)s: gone, though row %(n)s of the record has it."),
        Fault.BACK: _("%(thing)s: there, though row %(n)s of the record says it was removed."),
        Fault.UNRECORDED: _(
            "%(thing)s: in no row of the record; it was put in past it, or its row is missing."
        ),
        Fault.GARBLED: _("%(thing)s: holds something that cannot be read."),
        Fault.STATE: _("%(thing)s: shows a state that its entries do not give."),
        Fault.FILE: _("%(thing)s: the stored file is missing or holds other bytes."),
    }[flaw.fault]


def _moved(flaw: Flaw) -> str:
    if flaw.first == flaw.last:
        return _("%(rows)s: out of order; it was written as row %(first)s.")
    if flaw.shift > 0:
        return _(
            "%(rows)s: %(places)s further down than they were written; something was inserted "
            "before them."
        )
    return _(
        "%(rows)s: %(places)s further up than they were written; something before them was removed."
    )
