"""Words of evidence for its pages."""

from django import template

from pilotage_server.evidence import words
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.language import reader_language

register = template.Library()


@register.simple_tag
def matter_name(matter: MatterRow) -> str:
    """Number and heading of a task."""
    return words.named(matter, reader_language())


@register.filter
def post_of(entry: EntryRow) -> str:
    """The post of who made an entry."""
    return entry.post(reader_language())


@register.filter
def type_of(media_type: str) -> str:
    """The kind of file in plain words."""
    return words.type_said(media_type)
