"""The YAML of a pack → LightPack; whatever is wrong with it is told in one sentence."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

from pilotage.base import PilotageError

from .load import read_yaml
from .model import Light, LightCase, LightPack, LightRule, Stage, Wording

FACTS = frozenset({"days", "limit", "since", "closed", "ended", "year"})


def load_pack(name: str | Path) -> LightPack:
    """The pack shipped under ``name`` ("lights"), or the one in the file at a Path.

    Raises PilotageError when there is no such pack or it is not whole.
    """
    if isinstance(name, Path):
        return light_pack(read_yaml(name), name.name)
    return _shipped(name)


@cache
def _shipped(name: str) -> LightPack:
    shipped = files("pilotage.rulepack") / "packs" / f"{name}.yaml"
    if not shipped.is_file():
        raise PilotageError(f"There is no rule pack “{name}”.", "Name one of those shipped.")
    return light_pack(read_yaml(shipped.read_bytes(), f"{name}.yaml"), f"{name}.yaml")


def light_pack(data: object, name: str) -> LightPack:
    """The pack written as ``data``; ``name`` is what errors call it."""
    try:
        return _pack(_mapping(data))
    except KeyError as error:
        raise _unusable(name, f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise _unusable(name, str(error)) from error


def _mapping(data: object) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise TypeError("it is not a list of named parts")
    return data


def _unusable(name: str, reason: str) -> PilotageError:
    return PilotageError(f"{name} is not a usable rule pack: {reason}.", "Correct the pack.")


def _pack(data: Mapping[str, Any]) -> LightPack:
    parameters = {str(key): _whole(value) for key, value in data["parameters"].items()}
    rules = tuple(_rule(row, parameters) for row in data["rules"])
    if len({rule.id for rule in rules}) < len(rules):
        raise ValueError("two rules have the same id")
    return LightPack(
        id=str(data["id"]),
        edition=str(data["edition"]),
        channel=str(data["channel"]),
        in_force_from=_day(data["in_force_from"]),
        source=str(data["source"]).strip(),
        parameters=parameters,
        rules=rules,
        unannounced=_wording(data["unannounced"], parameters),
        cases=tuple(_case(row) for row in data["cases"]),
    )


def _rule(row: Mapping[str, Any], parameters: Mapping[str, int]) -> LightRule:
    when = row["when"]
    strange = set(when) - {"stage", "late", "at_least", "at_most"}
    if strange:
        raise ValueError(f"rule {row['id']} asks for unknown facts ({', '.join(sorted(strange))})")
    return LightRule(
        id=str(row["id"]),
        name=str(row["name"]),
        light=Light(row["light"]),
        stage=Stage(when["stage"]),
        late=_flag(when.get("late")),
        at_least=_bound(when.get("at_least"), parameters),
        at_most=_bound(when.get("at_most"), parameters),
        wording=_wording(row, parameters),
    )


def _bound(value: object, parameters: Mapping[str, int]) -> int | None:
    if value is None:
        return None
    return parameters[value] if isinstance(value, str) else _whole(value)


def _flag(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is not true or false")


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _wording(row: Mapping[str, Any], parameters: Mapping[str, int]) -> Wording:
    found = Wording(en=str(row["en"]), zh=str(row["zh"]))
    known = FACTS | set(parameters)
    for sentence in (found.en, found.zh):
        used = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
        if used - known:
            raise ValueError(f"a sentence names unknown facts ({', '.join(sorted(used - known))})")
    return found


def _case(row: Mapping[str, Any]) -> LightCase:
    return LightCase(
        today=_day(row["today"]),
        stage=Stage(row["stage"]),
        limit=_day(row["limit"]) if row.get("limit") else None,
        light=Light(row["light"]),
        rule=str(row["rule"]),
        en=row.get("en"),
    )


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a date")
    return value
