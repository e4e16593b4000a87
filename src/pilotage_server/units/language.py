"""The two languages of the site, as the core names them."""

import os

from django.utils.translation import get_language

from pilotage.base import Language


def reader_language() -> Language:
    """The language of the page being made: "zh" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def terminal_language() -> Language:
    """The language of a terminal, by ``PILOTAGE_LANGUAGE``, else ``LANG``."""
    asked = os.environ.get("PILOTAGE_LANGUAGE") or os.environ.get("LANG", "")
    return "zh" if asked.lower().startswith("zh") else "en"
