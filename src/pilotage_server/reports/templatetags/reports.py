"""The cells of the heat map. There are hundreds, too many for a template to write singly."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.rulepack import Light
from pilotage_server.reports.heat import Row
from pilotage_server.units.language import reader_language
from pilotage_server.units.templatetags.pilotage import SYMBOLS, light_word, symbol

register = template.Library()


@register.simple_tag
def heat_cells(row: Row) -> SafeString:
    """A unit's weeks: in each the worst light as a shape, how many had it, and its word."""
    language = reader_language()
    return format_html_join(
        "",
        '<td class="{}">{}</td>',
        (
            (cell.classes, _cell(row.name, cell.week.number, cell.light, cell.count, language))
            for cell in row.cells
        ),
    )


def _cell(name: str, week: int, light: Light | None, count: int, language: Language) -> SafeString:
    if light in (None, Light.NONE):
        return _nothing(language)
    word, shown = _shape(light, count, language)
    return format_html('<span title="{} · {} · {}">{}</span>', name, week, word, shown)


@lru_cache(maxsize=4)
def _nothing(_language: Language) -> SafeString:
    return format_html('<span>·<span class="vh">{}</span></span>', _("no light"))


@lru_cache(maxsize=512)
def _shape(light: Light, count: int, _language: Language) -> tuple[str, SafeString]:
    word = light_word(light.value)
    return word, format_html(
        '{}{}<span class="vh">{}</span>',
        symbol(SYMBOLS[light.value][1]),
        count if count > 1 else "",
        word,
    )
