"""An urging note or a coloured slip as it is printed: what, to whom, by which rule and facts."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilotage.base import Language
from pilotage.ledger import MatterState, fold
from pilotage.report import Letter
from pilotage.rulepack import Verdict
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units import names
from pilotage_server.units.dates import long_day, percent

from . import lights, store
from .listing import lead_of, unit_name
from .models import EntryRow, MatterRow
from .slips import slip_word

AGAIN = "again"
"""The number of the pack of urging that says how many working days a slip leaves for its answer."""


def letter_of(matter: MatterRow, row: EntryRow, language: Language) -> Letter:
    """The letter of the urging ``row``, as things stood when it was entered."""
    entries = [one for one in store.entries_of([matter])[matter.pk] if one.sequence < row.sequence]
    state, day = fold(entries), store.day_of(row.at)
    verdict = _verdict(state, row, day)
    colour = str(row.payload.get("colour") or "")
    title = slip_word(colour) if colour else _("urging note")
    number = {"year": day.year, "code": matter.code(language), "sequence": row.sequence}
    return Letter(
        title=title[:1].upper() + title[1:],
        number=_("No. %(code)s-%(sequence)s of %(year)s") % number,
        addressee=_("To %(unit)s:") % {"unit": _lead(matter, state, language)},
        facts=tuple(_facts(matter, state, verdict, day, language)),
        paragraphs=(str(row.payload.get("text", "")),),
        issuer=row.post(language),
        day=long_day(day, language),
        language=language,
    )


def _verdict(state: MatterState, row: EntryRow, day: date) -> Verdict | None:
    """The slip's verdict, made again from the facts of that day; None when no rule asked for it."""
    book = rule_book()
    found = lights.slip(state, lights.lights(state, day, book), day, book)
    if found and row.payload.get("rule") == f"{found.pack.id}/{found.edition}/{found.rule}":
        return found
    return None


def _lead(matter: MatterRow, state: MatterState, language: Language) -> str:
    if state.lead:
        lead = state.lead
        return names.full_name(lead.unit, language) if lead.unit else lead.name
    row = lead_of(matter.units.all())
    return unit_name(row, language) if row else "–"


def _facts(
    matter: MatterRow, state: MatterState, verdict: Verdict | None, day: date, language: Language
) -> list[tuple[str, str]]:
    limit = long_day(state.limit, language) if state.limit else _("none")
    verified = "–" if state.verified is None else percent(state.verified, language)
    found = [
        (_("Plan"), matter.plan.title),
        (_("Task"), f"{matter.code(language)} {matter.heading(language)}"),
        (pgettext("time", "Limit"), limit),
        (pgettext("slip", "Verified"), verified),
    ]
    if verdict is None:
        return found
    rule = _("%(pack)s, rule %(rule)s, edition %(edition)s") % {
        "pack": verdict.pack.title.of(language),
        "rule": verdict.rule,
        "edition": verdict.edition,
    }
    found += [
        (pgettext("slip", "Rule"), rule),
        (pgettext("slip", "Facts"), verdict.sentence(language)),
    ]
    again = verdict.pack.parameters.get(AGAIN)
    if again:
        answer = lights.calendar().add_working_days(day, again.value)
        found.append((_("Answer by"), long_day(answer, language)))
    return found
