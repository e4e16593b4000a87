"""The names under which a plan speaks of itself: they cite no other document."""

import re

from pilotage.base import wording
from pilotage.outline import Outline

from .references_once import spelled_out

_ZH_TITLE = re.compile(r"《([^《》\n]{2,90}(?:《[^《》\n]{2,80}》[^《》\n]{0,40})?)》")
_ZH_ISSUED = re.compile(r"印发《?(?P<title>[^《》]{4,80})》?的通知$")
_ZH_DEFINED = re.compile(r"(?:以下简称|下称|简称为?)[“\"]?《(?P<title>[^《》\n]{2,30})》")
_ZH_HEAD = re.compile(r"关于印发《(?P<title>[^《》\n]{4,80})》的通知")
_HEAD = 400
"""Characters in which a document whose title was not found gives it away."""
_EN_THIS = re.compile(r"[Tt]his\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,6})")
_EN_KIND = re.compile(r"plan|strategy|programme|program|roadmap|agenda|policy|framework|measures")
_EN_LINK = re.compile(r"(?:of|for|on|the|to|implement\w*)\s+['‘“\"]?$", re.IGNORECASE)
_EN_ISSUING = re.compile(
    r"\b(?:[Ii]ssuing|[Ii]ssuance\s+of|[Pp]rinting\s+and\s+[Dd]istributing|[Pp]romulgating)\s+"
    r"(?:the\s+)?[“\"'‘]?(?P<title>[A-Z][^“”\"\n]{6,200}?)[”\"'’]?$"
)
"""At the end of a notice's title: what it issues."""
_YEARS = re.compile(r"\b(?:19|20)\d\d\b\s*")
_EN_ABOUT = re.compile(r"(?:reports?|review|update|evaluation|guidance|guide|summary|annex)$")
"""Behind a plan's name it makes a document about that plan: Tide Plan Progress Report."""
_MOST = 0.6
"""The share of the own title that a name must make up to be the own title cut short."""


class OwnNames:
    """What the plan calls itself: its title, the short names it defines, "this Action Plan"."""

    def __init__(self, outline: Outline) -> None:
        self._english = outline.document.language == "en"
        self._title = outline.front.title or ""
        text = outline.document.text
        titles = {wording(self._title)} - {""}
        if self._english:
            short = {wording(match["name"]) for match in _EN_THIS.finditer(text)}
            if issued := _EN_ISSUING.search(self._title):
                titles.add(wording(issued["title"]))
        else:
            titles |= {wording(found) for found in _ZH_TITLE.findall(self._title)}
            titles |= {wording(m["title"]) for m in _ZH_ISSUED.finditer(self._title)}
            short = {wording(m["title"]) for m in _ZH_DEFINED.finditer(text)}
            if not titles:
                titles = {wording(m["title"]) for m in _ZH_HEAD.finditer(text, 0, _HEAD)}
        self._titles, self._short = titles, short

    def __contains__(self, title: str) -> bool:
        """Whether the document called ``title`` is the plan itself."""
        key = wording(title)
        if key in self._short:
            return True
        if self._english and any(self._is_about(key, own) for own in self._titles):
            return False
        if any(key in own and len(key) > _MOST * len(own) for own in self._titles):
            return True
        if not self._english or not self._title:
            return False
        return self._ends(title) or self._reworded(title) or self._in_letters(title)

    def _in_letters(self, title: str) -> bool:
        """The title with letters for words, its year aside: the HCP Action Plan."""
        form = spelled_out(_YEARS.sub("", title).strip())
        return form is not None and form.fullmatch(_YEARS.sub("", self._title).strip()) is not None

    def _is_about(self, key: str, own: str) -> bool:
        """Whether the title only says that the plan reports on what ``key`` names."""
        return key in own and own != key and bool(_EN_ABOUT.search(own.rpartition(key)[2]))

    def _ends(self, title: str) -> bool:
        """The title without its first words, or with more before it: not what the title is about,
        as the strategy in "Plan for the Digital Strategy" is."""
        shorter, longer = sorted((" ".join(self._title.split()), title), key=len)
        if not longer.casefold().endswith(shorter.casefold()) or len(shorter.split()) < 2:
            return False
        return not _EN_LINK.search(longer, 0, len(longer) - len(shorter))

    def _reworded(self, title: str) -> bool:
        """Only words of the own title, and the same kind of document."""
        own, told = (t.casefold().replace("united states", "u.s.") for t in (self._title, title))
        kind, same = _EN_KIND.search(own), _EN_KIND.search(told)
        if kind is None or same is None or kind[0] != same[0]:
            return False
        return len(told.split()) > 2 and set(told.split()) <= set(own.split())
