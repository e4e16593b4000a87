"""The ways in which one unit's name is written, so that all of them meet in one key."""

import re
from functools import lru_cache

from pilotage.base import fold_width

_SIGNS = re.compile(r"[\s,.'\"“”‘’()\[\]〔〕《》·-]+")
_ARTICLE = re.compile(r"^(?:the )", re.IGNORECASE)
_SYNONYMS = {
    "center": "centre",
    "transportation": "transport",
    "financial": "finance",
    "industrial": "industry",
    "commercial": "commerce",
    "committees": "committee",
    "bureaus": "bureau",
    "governments": "government",
    "of": "",
    "the": "",
    "and": "",
}


@lru_cache(maxsize=20_000)
def spellings(name: str) -> tuple[str, ...]:
    """Keys for ``name``, the plainest first.

    English: folded case and signs; then as a bag of words without articles, so that "Municipal
    Commerce Bureau" meets "Municipal Bureau of Commerce". Chinese: folded; then with 人民政府,
    委员会 and 办公室 shortened; then also without the 和 that short forms drop.
    """
    folded = _ARTICLE.sub("", fold_width(name).strip()).casefold()
    plain = _SIGNS.sub(" ", folded).strip()
    if not plain.isascii():
        plain = plain.replace(" ", "")
        short = plain.replace("人民政府", "政府").replace("委员会", "委").replace("办公室", "办")
        return tuple(dict.fromkeys((plain, short, short.replace("和", ""))))
    words = sorted(filter(None, (_SYNONYMS.get(word, word) for word in plain.split())))
    return plain, "\x00" + " ".join(words)
