"""Long words of a person, folded: their beginning, and all of them when it is opened."""

from html import unescape

from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

LONG, SHOWN = 600, 120
"""Characters beyond which a text is folded, and how many of it show then."""


def is_long(words: str) -> bool:
    """Whether ``words``, plain or as HTML, are folded."""
    return len(words) > LONG and len(_plain(words)) > LONG


def folded(words: str) -> SafeString:
    """``words`` as they are, or behind their beginning; plain words are escaped."""
    if not is_long(words):
        return conditional_escape(words)
    plain = _plain(words)
    return format_html(
        '<details class="fold"><summary><span class="head">{}… </span>'
        '<span class="small">{}</span></summary>{}</details>',
        plain[:SHOWN].rstrip(),
        _("All %(n)s characters") % {"n": f"{len(plain):,}"},
        words,
    )


def _plain(words: str) -> str:
    return unescape(strip_tags(words)) if isinstance(words, SafeString) else words
