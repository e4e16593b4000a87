"""Tags of the pages of ledger files."""

from django import template

from pilotage.base import Diagnostic
from pilotage_server.units.language import reader_language

register = template.Library()


@register.simple_tag
def told(said: Diagnostic) -> str:
    """What is to be said of a cell, in the reader's language."""
    return said.message(reader_language())
