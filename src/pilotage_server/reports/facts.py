"""What the overview says, counted from the ledger: lights, lateness, decisions, changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilotage.base import Language
from pilotage.ledger import Act, Step, act_label
from pilotage.rulepack import Channel, Light
from pilotage_server.ledgers.listing import Line
from pilotage_server.ledgers.models import EntryRow
from pilotage_server.ledgers.offers import PAGES
from pilotage_server.units.dates import long_day, percent
from pilotage_server.units.templatetags.pilotage import channel_word

from .figures import Figures
from .history import Ledger

STRIP = (Light.RED, Light.YELLOW, Light.GREEN, Light.SUSPENDED, Light.CLOSED, Light.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many matters have a light, and by how many that changed since the last week ended."""

    light: Light
    count: int
    by: int

    @property
    def change(self) -> str:
        """The same in words."""
        if not self.by:
            return _("no change")
        return _("%(change)s this week") % {
            "change": f"+{self.by}" if self.by > 0 else f"−{-self.by}"
        }


def counts(figures: Figures) -> list[Count]:
    """The strip: every light with its number and its change since the last week ended."""
    now, before = figures.now, figures.before
    return [
        Count(light=light, count=now[light], by=now[light] - before[light.value]) for light in STRIP
    ]


def rest_sentence(found: Sequence[Count]) -> str:
    """What is not late, counted in one sentence: "5 more need care, 5 are on plan, …"."""
    said = [
        _rest(one.light, one.count) for one in found if one.count and one.light is not Light.RED
    ]
    return _(", ").join(said) + _(".") if said else ""


def _rest(light: Light, count: int) -> str:
    words = {
        Light.YELLOW: ngettext("%(n)s more needs care", "%(n)s more need care", count),
        Light.GREEN: ngettext("%(n)s is on plan", "%(n)s are on plan", count),
        Light.SUSPENDED: ngettext("%(n)s is suspended", "%(n)s are suspended", count),
        Light.CLOSED: ngettext("%(n)s is closed", "%(n)s are closed", count),
        Light.NONE: ngettext("%(n)s has no light yet", "%(n)s have no light yet", count),
    }
    return words[light] % {"n": count}


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A red matter: by which channels, how far, and what the ledger says of the cause.

    ``figure`` and ``of`` are the same for a page that shows the number large.
    """

    line: Line
    channels: str
    far: str
    figure: str
    of: str
    cause: str
    waits_for: str


def late_lines(lines: Sequence[Line]) -> list[Line]:
    """The red matters: past their limits first, the longest late first, then the far behind."""
    return sorted((line for line in lines if line.late), key=_how_bad)


def late(lines: Sequence[Line], ledger: Ledger, language: Language, *, claims: bool) -> list[Late]:
    """The same in words, with what ``ledger`` says of them."""
    return [
        Late(
            line=line,
            channels=_red_channels(line),
            **_far(line),
            cause=_cause(line, ledger.rows[line.key], language, claims=claims),
            waits_for=_("the office") if line.waits_for_office else line.lead_name,
        )
        for line in lines
    ]


def _how_bad(line: Line) -> tuple[bool, int, int]:
    past = line.lights.limit.light is Light.RED
    behind = line.lights.progress.facts.get("behind") or 0
    return not past, line.days_left or 0 if past else 0, -behind


def _red_channels(line: Line) -> str:
    red = [channel_word(one.channel or "") for one in line.lights.each if one.light is Light.RED]
    if any(one.verdict.light is Light.RED for one in line.instructed):
        red.append(_("Instruction"))
    return _(", ").join(red)


def _far(line: Line) -> dict[str, str]:
    """How far off: days past the limit, points behind the plan, or that it cannot be done."""
    decides = line.lights.decides
    if decides.channel is Channel.LIMIT:
        days = abs(int(str(decides.facts["days"] or 0)))
        return {
            "far": ngettext("%(n)s working day late", "%(n)s working days late", days)
            % {"n": days},
            "figure": str(days),
            "of": ngettext("working day past the limit", "working days past the limit", days),
        }
    behind = decides.facts.get("behind")
    if decides.channel is Channel.PROGRESS and behind is not None:
        return {
            "far": ngettext("%(n)s point behind plan", "%(n)s points behind plan", behind)
            % {"n": behind},
            "figure": str(behind),
            "of": ngettext("point behind plan", "points behind plan", behind),
        }
    said = _("not begun") if decides.channel is Channel.PROGRESS else _("cannot be done")
    return {"far": said, "figure": "", "of": said}


LONGEST_QUOTE = 200
"""Characters of what a person wrote that stand in a list; all of it stands with the task."""

_CAUSES = {
    Act.REPORT: "text",
    Act.RETURN: "reason",
    Act.ASK_EXTENSION: "reason",
    Act.REFUSE_EXTENSION: "reason",
    Act.VERIFY: "text",
}


def _cause(line: Line, rows: Sequence[EntryRow], language: Language, *, claims: bool) -> str:
    """The last words entered that bear on it, quoted with who wrote them; never a guess."""
    for row in reversed(rows):
        field = _CAUSES.get(Act(row.act))
        if field and (claims or row.act != Act.REPORT):
            return _("%(who)s, %(day)s: “%(words)s”") % {
                "who": row.post(language),
                "day": long_day(row.at, language),
                "words": Truncator(row.payload.get(field, "")).chars(LONGEST_QUOTE),
            }
    return line.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """The act that answers, under the one word it has everywhere; None for a list of tasks."""

    word: str
    url: str
    act: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something that waits for the office: what, the facts, the buttons."""

    line: Line
    title: str
    facts: str
    buttons: list[Button]
    url: str = ""
    """Where several tasks are decided together; empty for the page of the one task."""

    @property
    def sentence(self) -> str:
        """The heading of the task, then the facts; of several tasks the facts alone."""
        if self.url:
            return self.facts
        return _("%(heading)s: %(facts)s") % {"heading": self.line.heading, "facts": self.facts}


def undecided(waiting: Sequence[Line]) -> tuple[list[Line], int]:
    """``waiting`` as it is decided, and how many things wait on them.

    What is put up for approval is decided together: one thing, and first.
    """
    found = sorted(waiting, key=lambda line: line.matter.step != Step.PROPOSED)
    return found, any(line.matter.step == Step.PROPOSED for line in found) + sum(
        line.extension_waits
        + bool(line.pass_on_asked)
        + (line.matter.step in (Step.REGISTERED, Step.REPORTED))
        for line in found
    )


def decisions(
    lines: Sequence[Line], ledger: Ledger, language: Language, *, claims: bool
) -> list[Decision]:
    """Extensions and passing on to decide, leads to name, reports to check, as ``lines`` stand."""
    found = _to_approve([line for line in lines if line.matter.step == Step.PROPOSED])
    for line in lines:
        if line.extension_waits:
            found.append(_extension(line, ledger.rows[line.key], language))
        if line.pass_on_asked:
            found.append(_passing(line))
        if line.matter.step == Step.REGISTERED:
            found.append(_no_lead(line))
        elif line.matter.step == Step.REPORTED:
            found.append(_to_check(line, ledger, language, claims=claims))
    return found


def _button(line: Line, act: Act) -> Button:
    url = reverse("ledgers:act", args=[line.key, PAGES[act].slug])
    return Button(word=act_label(act, line.language), url=url, act=act)


def _extension(line: Line, rows: Sequence[EntryRow], language: Language) -> Decision:
    asked = next(row for row in reversed(rows) if row.act == Act.ASK_EXTENSION)
    until = line.matter.extension_until
    return Decision(
        line=line,
        title=_("Extension asked on task %(code)s") % {"code": line.code},
        facts=_("Asked %(day)s, to %(until)s; the limit is %(limit)s.")
        % {
            "day": long_day(asked.at, language),
            "until": long_day(until, language) if until else "",
            "limit": long_day(line.matter.limit, language) if line.matter.limit else "",
        },
        buttons=[_button(line, Act.REFUSE_EXTENSION), _button(line, Act.EXTEND)],
    )


def _passing(line: Line) -> Decision:
    return Decision(
        line=line,
        title=_("Passing on asked for task %(code)s") % {"code": line.code},
        facts=_("%(lead)s: “%(why)s”")
        % {"lead": line.lead_name, "why": Truncator(line.pass_on_asked).chars(LONGEST_QUOTE)},
        buttons=[_button(line, Act.REFUSE_PASS_ON), _button(line, Act.PASS_ON)],
    )


def _to_approve(found: Sequence[Line]) -> list[Decision]:
    """One decision for all that waits for approval: they are approved together."""
    if not found:
        return []
    count, url = len(found), reverse("ledgers:approving")
    return [
        Decision(
            line=found[0],
            title=ngettext("Approve %(n)s task", "Approve %(n)s tasks", count) % {"n": count},
            facts=_("Put up for approval; nothing is dispatched before."),
            buttons=[Button(word=_("Open the list"), url=url)],
            url=url,
        )
    ]


def _no_lead(line: Line) -> Decision:
    facts = line.why_not_dispatched
    return Decision(
        line=line,
        title=_("Dispatch task %(code)s") % {"code": line.code},
        facts=facts,
        buttons=[_button(line, Act.DISPATCH)],
    )


def _verified(share: int | None, language: Language) -> str:
    """What nobody verified is no zero."""
    if share is None:
        return _("nothing verified")
    return _("verified %(share)s") % {"share": percent(share, language)}


def _to_check(line: Line, ledger: Ledger, language: Language, *, claims: bool) -> Decision:
    rows = ledger.rows[line.key]
    report = next(row for row in reversed(rows) if row.act == Act.REPORT)
    files = ledger.proofs.get(report.pk, 0)
    proofs = ngettext("%(n)s proof", "%(n)s proofs", files) % {"n": files}
    said = {
        "claimed": percent(line.matter.claimed or 0, language),
        "verified": _verified(line.matter.verified, language),
        "proofs": proofs,
        "day": long_day(report.at, language),
    }
    full = _("Claims %(claimed)s, %(verified)s; %(proofs)s, sent %(day)s.")
    brief = _("Reported %(day)s; so far %(verified)s.")
    return Decision(
        line=line,
        title=_("Check the report on task %(code)s") % {"code": line.code},
        facts=(full if claims else brief) % said,
        buttons=[_button(line, Act.VERIFY)],
    )
