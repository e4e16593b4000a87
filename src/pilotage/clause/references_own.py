"""The names under which a plan speaks of itself: they cite no other document."""

import re

from pilotage.base import wording
from pilotage.outline import Outline

_ZH_TITLE = re.compile(r"《([^《》\n]{2,90}(?:《[^《》\n]{2,80}》[^《》\n]{0,40})?)》")
_ZH_ISSUED = re.compile(r"印发《?(?P<title>[^《》]{4,80})》?的通知$")
_ZH_DEFINED = re.compile(r"(?:以下简称|下称|简称为?)[“\"]?《(?P<title>[^《》\n]{2,30})》")
_ZH_HEAD = re.compile(r"关于印发《(?P<title>[^《》\n]{4,80})》的通知")
_HEAD = 400
"""Characters in which a document whose title was not found gives it away."""
_EN_THIS = re.compile(r"[Tt]his\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,6})")
_EN_KIND = re.compile(r"plan|strategy|programme|program|roadmap|agenda|policy|framework|measures")
_EN_LINK = re.compile(r"(?:of|for|on|the|to|implement\w*)\s+['‘“\"]?$", re.IGNORECASE)
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
        if key in self._short or any(key in t and len(key) > _MOST * len(t) for t in self._titles):
            return True
        return self._english and bool(self._title) and (self._ends(title) or self._reworded(title))

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
