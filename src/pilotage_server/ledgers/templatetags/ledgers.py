"""Tags of the ledger's pages: progress on two tracks, days of tables, icons of files."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilotage.ledger import Act, Outlook, Rhythm, act_label, outlook_label, rhythm_label
from pilotage.supervision import Lights
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.folding import folded, is_long
from pilotage_server.ledgers.listing import Line
from pilotage_server.ledgers.slips import slip_word
from pilotage_server.units import dates, names
from pilotage_server.units.language import reader_language
from pilotage_server.units.templatetags.pilotage import channel_word, light_shape, light_word

register = template.Library()


@register.simple_tag(takes_context=True)
def line_row(context: Context, line: Line) -> SafeString:
    """A line of the list of tasks as a row of its table.

    The row follows from the line and from whether the reader sees claims and only the page of its
    own unit, so it is made once for each of these and kept with the line.
    """
    member = context["member"]
    own, claims = member.unit if member.is_liaison else "", context["claims"]
    known = line.rows.get((own, claims))
    if known is None:
        facts = {"line": line, "own": own, "claims": claims, "lang": line.language}
        known = line.rows[own, claims] = render_to_string("ledgers/parts/line.html", facts)
    return known


register.simple_tag(asks_approval)
register.filter("folded", folded)
register.filter("is_long", is_long)


@register.simple_tag
def track(
    claimed: int | None, verified: int | None, planned: int | None = None, wide: bool = False
) -> SafeString:
    """A bar: solid what is verified, hatched what is claimed beyond it, a tick what is planned.

    Never one number alone.
    """
    width, height = (700, 24) if wide else (96, 14)
    language = reader_language()
    said = _("claimed %(claimed)s, verified %(verified)s") % {
        "claimed": "–" if claimed is None else dates.percent(claimed, language),
        "verified": "–" if verified is None else dates.percent(verified, language),
    }
    if planned is not None:
        said += _(", planned %(planned)s") % {"planned": dates.percent(planned, language)}
    top, thick = height / 4, height / 2
    return format_html(
        '<svg class="track{}" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"'
        ' aria-label="{}"><title>{}</title>'
        '<rect class="tk-base" y="{}" width="{}" height="{}"/>{}{}{}</svg>',
        " wide" if wide else "",
        width,
        height,
        said,
        said,
        top,
        width,
        thick,
        _bar("tk-claim", claimed, width, top, thick),
        _bar("tk-ver", verified, width, top, thick),
        _tick(planned, width, height),
    )


def _tick(planned: int | None, width: int, height: int) -> SafeString | str:
    if planned is None:
        return ""
    place = min(max(width * planned / 100, 1), width - 1)
    return format_html('<path class="tk-plan" d="M{} 0V{}"/>', place, height)


def _bar(kind: str, share: int | None, width: int, top: float, thick: float) -> SafeString | str:
    if not share:
        return ""
    return format_html(
        '<rect class="{}" y="{}" width="{}" height="{}"/>', kind, top, width * share / 100, thick
    )


@register.simple_tag
def trio(lights: Lights) -> SafeString:
    """The three channels as shapes, limit, progress, forecast; said in words for who cannot see."""
    said = _(", ").join(
        f"{channel_word(one.channel or '')} {light_word(one.light)}" for one in lights.each
    )
    return format_html(
        '<span class="trio" role="img" aria-label="{}" title="{}">{}</span>',
        said,
        said,
        format_html_join("", "{}", ((light_shape(one.light),) for one in lights.each)),
    )


@register.simple_tag
def outlook(payload: Mapping[str, Any]) -> str:
    """The forecast of a report, with the day it expects: "late, 20 April 2021"."""
    language = reader_language()
    said = outlook_label(Outlook(payload["forecast"]), language)
    if not payload.get("expected"):
        return said
    day = dates.long_day(date.fromisoformat(payload["expected"]), language)
    return _(", ").join((said, day))


@register.simple_tag
def rhythm_words(rhythm: Rhythm) -> str:
    """How often the lead reports: "monthly, by day 28"."""
    return rhythm_label(rhythm, reader_language())


@register.filter
def slip(colour: str) -> str:
    """The slip by its colour: "orange slip"."""
    return slip_word(colour)


@register.filter
def day_near(value: date | None) -> SafeString | str:
    """A day of the last year for tables: "31 Mar", "03-31"; the year is in the address of it."""
    if value is None:
        return "–"
    found = timezone.localtime(value).date() if isinstance(value, datetime) else value
    words = dates.short_day(found, reader_language())
    short = words[5:] if reader_language() == "zh" else words[:-5]
    return format_html('<time datetime="{}" title="{}">{}</time>', found.isoformat(), words, short)


@register.filter
def clock_time(value: datetime) -> str:
    """The time of day: "16:20"."""
    return f"{timezone.localtime(value):%H:%M}"


@register.filter
def number(value: int | None) -> str:
    """A figure; – when there is none."""
    return "–" if value is None else str(value)


@register.filter
def short_unit(unit: str) -> str:
    """The short name of a unit; empty for none."""
    return names.short_name(unit, reader_language()) if unit else ""


@register.filter
def icon_of(media_type: str) -> str:
    """The icon of a kind of file."""
    if media_type.startswith(("image/", "video/")):
        return "image"
    return "table" if "sheet" in media_type else "file"


@register.simple_tag
def act_word(act: str) -> str:
    """The one word of an act, as its button has it everywhere."""
    return act_label(Act(act), reader_language())


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: a space in English, nothing in Chinese."""
    return " " if reader_language() == "en" else ""


@register.simple_tag
def light_name(light: str) -> str:
    """The word of a light alone, beside a shape that stands there already."""
    return light_word(str(light))
