"""Text to atoms, and atoms to the tokens that an index keeps.

An index of words finds words. Chinese has no signs between words, so what it keeps of Chinese are
pairs of neighbouring characters: 推进开放 is kept as 推进, 进开, 开放, and 推进 is found in it like
a word, 进开放 like a phrase. Where a run of characters begins and ends, its first and its last
character are kept alone as well, so that 12号 is found in 12号文件 by a plain phrase.

A change of what is kept here asks for ``pilotage manage reindex`` in the release that brings it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pilotage.base import Span

from .model import Atom

HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LONGEST_WORD = 64
"""Letters of a word that count: longer ones are no words, and PostgreSQL keeps none above 2 kB."""

_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_HAN = re.compile(f"[{HAN}]")
_FULL_ENDING = ("ches", "shes", "sses", "xes")
_KEEPS_E = ("aes", "ees", "oes")
_NO_PLURAL = ("us", "ss", "is")


class _Folds(dict[int, int]):
    """The folded character of each, worked out when first met: one in, one out."""

    def __missing__(self, code: int) -> int:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """``text`` in one width and one case; of the same length, so that offsets stay."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A folded English word without the ending of its plural; anything else as it is.

    Harman's S stemmer ("How effective is suffixing?", JASIS 42(1), 1991), with -es whole after
    ch, sh, ss and x.
    """
    if len(word) < 4 or not word.endswith("s") or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith("ies") and not word.endswith(("aies", "eies")):
        return f"{word[:-3]}y"
    if word.endswith(_FULL_ENDING):
        return word[:-2]
    if word.endswith(_KEEPS_E) or not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word


def atoms_of(text: str) -> list[Atom]:
    """The atoms of ``text`` in their order; signs and spaces only part them."""
    return [atom for run in _RUN.finditer(folded(text)) for atom in _of_run(run)]


def _of_run(run: re.Match[str]) -> Iterator[Atom]:
    start = run.start()
    if not _is_han(run[0]):
        yield Atom(singular(run[0][:LONGEST_WORD]), Span(start, run.end()), False, False)
        return
    for at, character in enumerate(run[0], start):
        yield Atom(character, Span(at, at + 1), True, at > start)


def _is_han(run: str) -> bool:
    return _HAN.match(run) is not None


def tokens_of(text: str) -> list[str]:
    """What an index keeps of ``text``, in the order of the text."""
    found: list[str] = []
    for run in _RUN.findall(folded(text)):
        if _is_han(run):
            found += _kept(run)
        else:
            found.append(singular(run[:LONGEST_WORD]))
    return found


def phrase_of(atoms: Sequence[Atom]) -> list[str]:
    """The tokens that stand one after another wherever ``atoms`` do.

    A run at the edge of what is looked for may go on in the text, so that its outer character is
    not asked for alone; a run of one character at the edge is.
    """
    runs = _runs(atoms)
    found: list[str] = []
    for place, run in enumerate(runs):
        if not run[0].is_han:
            found.append(run[0].value)
            continue
        kept = _kept("".join(atom.value for atom in run))
        first = 1 if place == 0 and len(run) > 1 else 0
        last = 1 if place == len(runs) - 1 and len(run) > 1 else 0
        found += kept[first : len(kept) - last]
    return found


def _runs(atoms: Sequence[Atom]) -> list[list[Atom]]:
    runs: list[list[Atom]] = []
    for atom in atoms:
        if atom.joined and runs:
            runs[-1].append(atom)
        else:
            runs.append([atom])
    return runs


def _kept(run: str) -> list[str]:
    """A run of Chinese: its first character, its pairs, its last; one character alone is one."""
    if len(run) == 1:
        return [run]
    return [run[0], *map("".join, pairwise(run)), run[-1]]
