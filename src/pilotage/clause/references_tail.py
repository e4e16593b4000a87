"""What follows the word for a kind of document and still belongs to the name: "on Open Government",
"to the President on Water", "2021–2027"; and what follows a name that is cited: its date, its
address, its edition."""

import re

CAPS = r"(?!(?:Rule|Section|Title|Executive\s+Order)\s)(?:U\.S\.|(?:e-)?[A-Z][\w’'&-]*|\d{4}\b)"
"""A word of a name. An l for an I, as scanned texts have it, is one (``lnformation``)."""
_WORD = rf"(?:{CAPS}|l[nm][a-z]+)"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def _tail(space: str) -> re.Pattern[str]:
    """``on Open Government``, ``for the Use of A, B, and C``, its words apart by ``space``."""
    article = f"(?:(?:the|a|an){space})?"
    joint = f"(?:and|&){space}(?:(?:of|for|on|in|to){space})?"
    by = rf"by(?!{space}(?:{MONTHS}|\d|the{space}end))"
    link = f"(?:(?:of|for|on|in|to|with|against|{by}){space}){{1,2}}{article}"
    run = rf"{_WORD}(?:{space}(?:{link}|{joint}|{article}){_WORD})*"
    return re.compile(
        rf"(?:{space}\d{{1,4}})?{space}(?P<link>on|for|of|to){space}(?P<the>the{space})?"
        rf"(?P<run>{run}(?:(?:,{space}{run})+,{space}{joint}{run})?)"
    )


TAIL, TABBED_TAIL = _tail(r"[^\S\t]+"), _tail(r"\s+")
"""Between the cells of a table there are tabs, and in some texts between any two words."""

PERIOD = re.compile(
    r" +(?:for +)?(?:19|20)\d\d(?: ?[-–—/] ?(?:(?:19|20)?\d\d)\b)?(?! +[A-Z]|[-\w])"
    r"|(?<=\d{4}) ?[-–—/] ?(?:19|20)?\d\d\b(?! +[A-Z]|[-\w])"
)
"""The years of a plan behind its name: Biodiversity Strategy 2030, National Plan 2022–2032."""

CITED = re.compile(
    rf"(?<![-–—]),?\s+\(?(?:(?:{MONTHS})\s+(?:\d{{1,2}},\s+)?(?:19|20)\d\d\b|\d{{1,2}}\s+(?:{MONTHS})\s+(?:19|20)\d\d\b)"
    r"|,?\s+(?:(?:is|are)\s+)?(?:available|accessible)\s+(?:at|on|from)\b"
    r"|(?:,|\s+[-–—])?\s+(?:https?://|www\.|\d{1,2}(?:st|nd|rd|th)\s+[Ee]dition)"
)
"""Behind a title that is cited: the date of the document, its address, its edition."""
