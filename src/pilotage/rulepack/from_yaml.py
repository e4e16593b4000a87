"""The YAML of a pack → Pack; whatever is wrong with it is told in one sentence."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

from pilotage.base import PilotageError

from .condition import Condition, Op
from .derive import in_order
from .facts import FACTS
from .load import read_yaml
from .model import Case, Channel, Light, Pack, PackKind, Parameter, Rule, Slip, Telling, Wording
from .values import fact_value

GIVEN: Mapping[PackKind, frozenset[str]] = {
    PackKind.LIGHT: frozenset(Light),
    PackKind.SLIP: frozenset(Slip),
    PackKind.NOTICE: frozenset(Telling),
    PackKind.DAYS: frozenset({"calendar", "working", "monthly", "none"}),
}
"""What the rules of each kind of pack may give."""


def pack_names() -> tuple[str, ...]:
    """The names of the packs that are shipped."""
    found = (files("pilotage.rulepack") / "packs").iterdir()
    return tuple(sorted(one.name[:-5] for one in found if one.name.endswith(".yaml")))


def load_pack(name: str | Path) -> Pack:
    """The pack shipped under ``name`` ("days-left"), or the one in the file at a Path.

    Raises PilotageError when there is no such pack or it is not whole.
    """
    if isinstance(name, Path):
        return rule_pack(read_yaml(name), name.name)
    return _shipped(name)


@cache
def pack_data(name: str) -> Any:
    """What the YAML of the shipped pack says, for a fork to start from; not to be changed."""
    if name not in pack_names():
        raise PilotageError(
            f"There is no rule pack “{name}”.",
            f"Name one of those shipped: {', '.join(pack_names())}.",
            zh=(f"没有名为“{name}”的规则包。", f"可用的规则包：{'、'.join(pack_names())}。"),
        )
    shipped = files("pilotage.rulepack") / "packs" / f"{name}.yaml"
    return read_yaml(shipped.read_bytes(), f"{name}.yaml")


@cache
def _shipped(name: str) -> Pack:
    return rule_pack(pack_data(name), f"{name}.yaml")


def rule_pack(data: object, name: str) -> Pack:
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
    return PilotageError(
        f"{name} is not a usable rule pack: {reason}.",
        "Correct the pack.",
        zh=(f"{name}不是可用的规则包：{reason}。", "请改正后再试。"),
    )


def _pack(data: Mapping[str, Any]) -> Pack:
    kind = PackKind(data["kind"])
    sources = {str(key): _wording(row) for key, row in _mapping(data["sources"]).items()}
    parameters = {str(k): _parameter(row, sources) for k, row in data["parameters"].items()}
    if clash := set(parameters) & set(FACTS):
        raise ValueError(f"a number has the name of a fact ({', '.join(sorted(clash))})")
    rules = tuple(_rule(row, kind, parameters, sources) for row in data["rules"])
    if len({rule.id for rule in rules}) < len(rules):
        raise ValueError("two rules have the same id")
    note = data.get("unannounced")
    unannounced = _sentence(note, parameters) if note else None
    sentences = [one for rule in rules for one in (rule.wording, rule.ask) if one]
    return Pack(
        id=str(data["id"]),
        kind=kind,
        channel=Channel(data["channel"]) if kind is PackKind.LIGHT else None,
        edition=str(data["edition"]),
        in_force_from=_day(data["in_force_from"]),
        title=_wording(data["title"]),
        about=_wording(data["about"]),
        sources=sources,
        parameters=parameters,
        rules=rules,
        cases=tuple(_case(row, kind, rules, sources) for row in data["cases"]),
        wanted=_wanted(rules, sentences, unannounced),
        definitions={str(k): _wording(row) for k, row in data.get("definitions", {}).items()},
        unannounced=unannounced,
    )


def _wanted(
    rules: tuple[Rule, ...], sentences: list[Wording], unannounced: Wording | None
) -> tuple[str, ...]:
    asked = [one.fact for rule in rules for one in rule.when]
    said = [name for one in sentences for name in _named(one.en) + _named(one.zh) if name in FACTS]
    dated = ["unannounced"] if unannounced else []
    return in_order([*asked, *said, *dated, "today"])


def _parameter(row: Mapping[str, Any], sources: Mapping[str, Wording]) -> Parameter:
    return Parameter(
        value=_whole(row["value"]), meaning=_wording(row), source=_source(row, sources)
    )


def _rule(
    row: Mapping[str, Any],
    kind: PackKind,
    parameters: Mapping[str, Parameter],
    sources: Mapping[str, Wording],
) -> Rule:
    gives = str(row["gives"])
    if gives not in GIVEN[kind]:
        raise ValueError(f"rule {row['id']} gives “{gives}”, which a pack of this kind cannot")
    counted = kind is PackKind.DAYS and gives != "none"
    return Rule(
        id=str(row["id"]),
        name=str(row["name"]),
        gives=gives,
        when=tuple(
            one
            for fact, asked in _mapping(row["when"]).items()
            for one in _conditions(str(row["id"]), str(fact), asked, parameters)
        ),
        wording=_sentence(row, parameters),
        source=_source(row, sources),
        days=_days(gives, row["days"], parameters) if counted else None,
        ask=_sentence(row["ask"], parameters) if row.get("ask") else None,
    )


def _days(gives: str, written: object, parameters: Mapping[str, Parameter]) -> int:
    found = _bound(written, parameters)[0]
    if gives == "monthly" and not 1 <= found <= 28:
        raise ValueError(f"not every month has a day {found}; the last is 28")
    return found


def _conditions(
    rule: str, fact: str, asked: object, parameters: Mapping[str, Parameter]
) -> list[Condition]:
    if fact not in FACTS:
        raise ValueError(f"rule {rule} asks for unknown facts ({fact})")
    if not isinstance(asked, Mapping):
        listed = asked if isinstance(asked, list) else [asked]
        words = tuple(fact_value(fact, one) for one in listed)
        return [Condition(fact=fact, op=Op.IS, bound=words)]
    return [_compared(fact, Op(op), value, parameters) for op, value in asked.items()]


def _compared(fact: str, op: Op, value: object, parameters: Mapping[str, Parameter]) -> Condition:
    if op is Op.KNOWN:
        return Condition(fact=fact, op=op, bound=_flag(value))
    bound, name = _bound(value, parameters)
    return Condition(fact=fact, op=op, bound=bound, parameter=name)


def _bound(value: object, parameters: Mapping[str, Parameter]) -> tuple[int, str]:
    if isinstance(value, str):
        return parameters[value].value, value
    return _whole(value), ""


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is not true or false")


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _source(row: Mapping[str, Any], sources: Mapping[str, Wording]) -> str:
    found = str(row.get("source") or next(iter(sources)))
    if found not in sources:
        raise ValueError(f"the source “{found}” is not listed")
    return found


def _wording(row: Mapping[str, Any]) -> Wording:
    return Wording(en=str(row["en"]).strip(), zh=str(row["zh"]).strip())


def _sentence(row: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> Wording:
    found = _wording(row)
    used = set(_named(found.en) + _named(found.zh))
    strange = used - set(FACTS) - set(parameters)
    if strange:
        raise ValueError(f"a sentence names unknown facts ({', '.join(sorted(strange))})")
    return found


def _named(sentence: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]


def _case(
    row: Mapping[str, Any],
    kind: PackKind,
    rules: tuple[Rule, ...],
    sources: Mapping[str, Wording],
) -> Case:
    gives, rule = str(row["gives"]), str(row["rule"])
    if gives not in GIVEN[kind] or rule not in {one.id for one in rules}:
        raise ValueError(f"a case expects “{gives}” by rule {rule}, which the pack has not")
    facts = {str(k): fact_value(str(k), value) for k, value in _mapping(row["facts"]).items()}
    return Case(
        facts=facts,
        gives=gives,
        rule=rule,
        source=_source(row, sources),
        until=_day(row["until"]) if row.get("until") else None,
        en=row.get("en"),
    )


def _day(value: object) -> date:
    """A day as YAML reads it, or as JSON writes it."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"{value!r} is not a date") from error
