"""A pack with other numbers: how an office makes a shipped pack its own, as a new edition."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from .from_yaml import rule_pack
from .model import Pack
from .problems import NO_NUMBER, NOT_WHOLE

LARGEST = 9999
"""The largest number that a pack may be given."""


def forked(
    data: Mapping[str, Any], numbers: Mapping[str, int], *, edition: str, in_force_from: date
) -> dict[str, Any]:
    """``data`` of a pack with ``numbers`` in place of its own, as another edition.

    Raises PilotageError for a number that the pack has not, or that is none.
    """
    found = deepcopy(dict(data))
    for name, value in numbers.items():
        if name not in found["parameters"]:
            raise NO_NUMBER.refusal(pack=found["id"], name=name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
            raise NOT_WHOLE.refusal(name=name, value=value, largest=LARGEST)
        found["parameters"][name]["value"] = value
    return found | {"edition": edition, "in_force_from": in_force_from}


def fork(data: Mapping[str, Any], numbers: Mapping[str, int], *, edition: str, day: date) -> Pack:
    """The pack that ``forked`` data makes."""
    changed = forked(data, numbers, edition=edition, in_force_from=day)
    return rule_pack(changed, f"{changed['id']}, edition {edition}")


def mutations(data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """``data`` with one number changed by one, for every number that decides, both ways.

    Each comes with the name of what was changed. That every one of them breaks a case of the pack
    says that its cases hold its numbers.
    """
    found = []
    for path, value in _numbers(data):
        for step in (1, -1):
            changed = deepcopy(dict(data))
            place: Any = changed
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = value + step
            found.append((f"{'.'.join(map(str, path))} = {value + step}", changed))
    return found


def _numbers(data: Mapping[str, Any]) -> list[tuple[tuple[Any, ...], int]]:
    named = [
        (("parameters", name, "value"), row["value"]) for name, row in data["parameters"].items()
    ]
    return named + [
        (("rules", place, *path), value)
        for place, rule in enumerate(data["rules"])
        for path, value in _written(rule)
    ]


def _written(rule: Mapping[str, Any]) -> list[tuple[tuple[Any, ...], int]]:
    """The numbers that stand in a rule itself, with the way to them."""
    found: list[tuple[tuple[Any, ...], int]] = [
        (("when", fact, op), bound)
        for fact, asked in rule["when"].items()
        if isinstance(asked, Mapping)
        for op, bound in asked.items()
        if isinstance(bound, int) and not isinstance(bound, bool)
    ]
    if isinstance(rule.get("days"), int):
        found.append((("days",), rule["days"]))
    return found
