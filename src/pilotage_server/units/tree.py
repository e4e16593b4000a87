"""The unit tree of the register: what lies beneath a unit."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pilotage.base import Language

from .models import Post
from .names import full_name, register


def beneath(unit: str) -> frozenset[str]:
    """``unit`` and every unit of the register beneath it; nothing for no unit."""
    return _beneath(unit) if unit else frozenset()


def covers(post: Post, unit: str | None) -> bool:
    """Whether what concerns ``unit`` lies in the scope of ``post``; all does where none is set."""
    return not post.root or unit in beneath(post.root)


@cache
def indented(language: Language) -> tuple[tuple[str, int], ...]:
    """Every unit of the register with its depth, each right above those beneath it; those side by
    side by their names as a reader of ``language`` looks them up.
    """
    found: dict[str, int] = {}

    def walk(unit: str, depth: int) -> None:
        if unit not in found:
            found[unit] = depth
            for one in _by_name(_children().get(unit, []), language):
                walk(one, depth + 1)

    units = register().units
    tops = [one.id for one in units.values() if one.parent not in units]
    for unit in (*_by_name(tops, language), *units):
        walk(unit, 0)
    return tuple(found.items())


def _by_name(units: Iterable[str], language: Language) -> list[str]:
    """English by the alphabet; Chinese by pinyin, which is the order of the usual characters in
    GB 2312 and all that follow it.
    """
    return sorted(
        units, key=lambda one: full_name(one, language).casefold().encode("gb18030", "replace")
    )


@cache
def _children() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for unit in register().units.values():
        if unit.parent:
            found[unit.parent].append(unit.id)
    return dict(found)


@cache
def _beneath(unit: str) -> frozenset[str]:
    """Breadth first, so that a ring in a register ends too."""
    found, waiting = {unit}, [unit]
    while waiting:
        below = [one for one in _children().get(waiting.pop(), []) if one not in found]
        found.update(below)
        waiting += below
    return frozenset(found)
