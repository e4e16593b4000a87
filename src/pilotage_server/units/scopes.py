"""A post in words: its role, and where it holds."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilotage.base import Language

from . import names, programmes
from .models import Post, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post as a page shows it. ``number`` is 0 for the first of an account."""

    number: int
    name: str
    role: str
    unit: str
    programme: str
    within: str


def line_of(number: int, post: Post, language: Language) -> PostLine:
    """``post`` in the words of the reader."""
    return PostLine(
        number=number,
        name=post.post(language),
        role=str(Standing(post.role).label),
        unit=names.short_name(post.unit, language) if post.unit else "",
        programme=_programme(post.programme, language),
        within=names.short_name(post.within, language) if post.within else "",
    )


def _programme(key: int | None, language: Language) -> str:
    if key is None:
        return _("all programmes")
    found = programmes.programme_of(key)
    return found.name(language) if found else _("a programme that is not here any more")
