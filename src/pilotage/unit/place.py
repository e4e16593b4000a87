"""Which province or city a document speaks of.

``registers/places.csv`` holds the provinces and prefectures of GB/T 2260 as of early 2022, with
their usual English names (facts from the Ministry of Civil Affairs).
"""

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

_SUFFIXES = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "特别行政区",
    "自治区",
    "自治州",
    "地区",
    "省",
    "市",
    "盟",
)


class Place(NamedTuple):
    """A province or prefecture; ``within`` is its province, '' for a province."""

    zh: str
    en: str
    within: str

    def named_in(self, text: str) -> bool:
        """Whether ``text`` names it, in either language, with or without 市."""
        return plain(self.zh) in text or self.en.casefold() in text.casefold()


def plain(zh: str) -> str:
    """大连市 without 市: how texts usually name it."""
    for suffix in _SUFFIXES:
        if zh.endswith(suffix) and len(zh) - len(suffix) >= 2:
            return zh.removesuffix(suffix)
    return zh


@lru_cache(maxsize=1)
def all_places() -> Mapping[str, Place]:
    """Every place by its full Chinese name."""
    with (
        resources.files("pilotage.unit")
        .joinpath("registers/places.csv")
        .open(encoding="utf-8") as f
    ):
        return {row["zh"]: Place(row["zh"], row["en"], row["within"]) for row in csv.DictReader(f)}


class _Finder(NamedTuple):
    automaton: AhoCorasick
    places: list[Place]


@lru_cache(maxsize=1)
def _finder() -> _Finder:
    names: list[str] = []
    places: list[Place] = []
    for place in all_places().values():
        for name in {plain(place.zh), place.en}:
            names.append(name)
            places.append(place)
    return _Finder(AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), places)


def places_in(text: str) -> set[Place]:
    """The provinces and prefectures that ``text`` names."""
    finder = _finder()
    return {finder.places[index] for index, _, _ in finder.automaton.find_matches_as_indexes(text)}
