"""What is counted: pairs of characters in Chinese, word stems and pairs of them in English.

Figures are left out: a target changes from level to level, the duty does not.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pilotage.base import Span

_TOKEN = re.compile(r"[a-z][a-z0-9]*|[\u4e00-\u9fff]+|\d+")
_STOP = frozenset(
    re.findall(
        r"\w+",
        """
the a an of and or to in on for with by from as at is are be been was were will shall should
must may can it its this that these those their our we they he she also such more other
which who has have had not no all any each into through than new so both between within
including include includes included well while over under about out up there where when what
how if but do does make made
""",
    )
)
_ENDINGS = (
    *(("ization", ""), ("isation", ""), ("ations", ""), ("ation", ""), ("ements", "")),
    *(("ement", ""), ("ments", ""), ("ment", ""), ("nesses", ""), ("ness", ""), ("ities", "")),
    *(("ity", ""), ("ings", ""), ("ing", ""), ("ives", ""), ("ive", ""), ("ions", "")),
    *(("ion", ""), ("ies", "y"), ("ers", ""), ("er", ""), ("ed", ""), ("es", ""), ("ly", "")),
    *(("s", ""), ("e", "")),
)
_SHORTEST_STEM = 4


def terms(text: str) -> list[str]:
    """The terms of ``text``, in its order, repeated as often as they stand there."""
    found: list[str] = []
    before = ""
    for word in _TOKEN.findall(folded(text)):
        if word[0] >= "\u4e00":
            found += [word[at : at + 2] for at in range(len(word) - 1)]
            before = ""
        elif word[0].isdigit():
            before = ""
        elif word not in _STOP and len(word) > 1:
            here = stem(word)
            found.append(here)
            if before:
                found.append(f"{before} {here}")
            before = here
    return found


def placed_terms(text: str) -> Iterator[tuple[str, Span]]:
    """The terms of ``text``, each with its place in the folded text (see ``folded``)."""
    before: tuple[str, Span] | None = None
    for match in _TOKEN.finditer(folded(text)):
        word, start = match.group(), match.start()
        if word[0] >= "\u4e00":
            for at, pair in enumerate(pairwise(word), start):
                yield "".join(pair), Span(at, at + 2)
            before = None
        elif word[0].isdigit():
            before = None
        elif word not in _STOP and len(word) > 1:
            here = (stem(word), Span(*match.span()))
            yield here
            if before:
                yield f"{before[0]} {here[0]}", Span(before[1].start, here[1].end)
            before = here


def folded(text: str) -> str:
    """``text`` with one width and one case; of the same length, so that offsets stay."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    normal = unicodedata.normalize("NFKC", lowered)
    if len(normal) == len(text):
        return normal
    return "".join(one if len(one) == 1 else " " for one in map(_fold, text))


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    return unicodedata.normalize("NFKC", character.lower())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """An English word without its ending, the same for "manage", "managing" and "management"."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: len(word) - len(ending)] + instead
            break
    return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith(("e", "y")) else word
