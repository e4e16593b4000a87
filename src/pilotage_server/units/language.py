"""The two languages of the site, as the core names them."""

from django.utils.translation import get_language

from pilotage.base import Language


def reader_language() -> Language:
    """The language of the page being made: "zh" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh"
