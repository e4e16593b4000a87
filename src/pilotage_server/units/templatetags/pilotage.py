"""Tags every page uses: icons, lights, names, dates. Built into all templates."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from pilotage_server.units import dates, names
from pilotage_server.units.language import reader_language
from pilotage_server.units.once import FIELD, new_token

register = template.Library()

SYMBOLS = {
    "green": ("g", "l-g"),
    "yellow": ("y", "l-y"),
    "red": ("r", "l-r"),
    "suspended": ("s", "l-s"),
    "closed": ("c", "l-c"),
    "ended": ("e", "l-e"),
    "none": ("o", "l-o"),
}


_LIGHTS = {
    "green": pgettext_lazy("light", "Green"),
    "yellow": pgettext_lazy("light", "Yellow"),
    "red": pgettext_lazy("light", "Red"),
    "suspended": pgettext_lazy("light", "Suspended"),
    "closed": pgettext_lazy("light", "Closed"),
    "ended": pgettext_lazy("light", "Ended"),
    "none": pgettext_lazy("light", "No light"),
}


def light_word(light: str) -> str:
    """The word of a light in the reader's language."""
    return str(_LIGHTS[light])


def channel_word(channel: str) -> str:
    """The word of a channel of lights in the reader's language."""
    return {
        "limit": pgettext("channel", "Limit"),
        "progress": pgettext("channel", "Progress"),
        "forecast": pgettext("channel", "Forecast"),
    }[channel]


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A line icon of the sprite; ``name`` without its ``i-``."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        extra,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A symbol of the sprite by its whole id, such as ``flag`` or ``l-r``."""
    return format_html(
        '<svg aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


@register.simple_tag
def light(light: str, size: str = "") -> SafeString:
    """A light with its shape and word; ``size`` may be "big"."""
    letter, shape = SYMBOLS[str(light)]
    return format_html(
        '<span class="light {} {}">{}<span>{}</span></span>',
        letter,
        size,
        symbol(shape),
        light_word(str(light)),
    )


@register.simple_tag
def light_shape(light: str) -> SafeString:
    """Only the shape of a light, for a cell that also carries the word for screen readers."""
    return symbol(SYMBOLS[str(light)][1])


@register.simple_tag
def unit_name(unit: str) -> str:
    """The short name of a unit in the reader's language."""
    return names.short_name(unit, reader_language())


@register.simple_tag
def unit_full(unit: str) -> str:
    """The full name of a unit in the reader's language."""
    return names.full_name(unit, reader_language())


@register.simple_tag
def role_badge(role: str) -> SafeString:
    """The badge of a role: lead, support, responsible; open (presumed); none (no unit)."""
    words = {
        "lead": ("lead", pgettext("role", "Lead")),
        "support": ("support", pgettext("role", "Support")),
        "responsible": ("resp", pgettext("role", "Responsible")),
        "open": ("open", pgettext("role", "Lead?")),
        "none": ("none", pgettext("role", "No unit")),
    }
    kind, word = words[str(role)]
    return format_html('<span class="role {}">{}</span>', kind, word)


@register.filter
def day(value: date | None) -> SafeString | str:
    """A day for tables; – when there is none."""
    return _time(value, dates.short_day(value, reader_language())) if value else "–"


@register.filter
def day_long(value: date | None) -> SafeString | str:
    """A day for sentences; – when there is none."""
    return _time(value, dates.long_day(value, reader_language())) if value else "–"


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A day with its time."""
    return _time(value, dates.moment(value, reader_language())) if value else "–"


@register.filter
def percent(value: float | None) -> str:
    """A figure of 0 to 100 with its sign; – when there is none."""
    return "–" if value is None else dates.percent(value, reader_language())


@register.simple_tag
def post_token() -> SafeString:
    """The hidden field by which a form sent twice is known."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())


def _time(value: date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)
