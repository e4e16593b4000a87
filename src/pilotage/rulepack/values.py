"""A fact as YAML or JSON writes it → its value; what it cannot be is told in one sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilotage.base import PilotageError

from .facts import FACTS, Fact, FactKind, is_day

_NUMBERS = {
    FactKind.WORKING_DAYS,
    FactKind.SHARE,
    FactKind.POINTS,
    FactKind.COUNT,
    FactKind.MONTHS,
    FactKind.YEAR,
}


def fact_value(name: str, written: object) -> Any:
    """The value of the fact ``name``. Raises ValueError for an unknown fact or a wrong value."""
    fact = FACTS.get(name)
    if fact is None:
        raise ValueError(f"there is no fact “{name}”")
    if written is None:
        return None
    try:
        return _value(fact, written)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is {written!r}, which is no {fact.kind.value}") from error


def _value(fact: Fact, written: Any) -> Any:
    if fact.kind is FactKind.DAY:
        return _day(written)
    if fact.kind is FactKind.FLAG:
        return _among(written, (True, False))
    if fact.kind in _NUMBERS:
        return _number(written)
    if fact.kind is FactKind.DATED_SHARES:
        return tuple((_day(day), _number(share)) for day, share in written)
    if fact.kind is FactKind.PERIODS:
        return tuple((_day(since), _day(until)) for since, until in written)
    return _among(written, fact.labels)


def _day(written: Any) -> date:
    if is_day(written):
        found: date = written
        return found
    return date.fromisoformat(written)


def _number(written: Any) -> int:
    if isinstance(written, bool) or not isinstance(written, int):
        raise TypeError(written)
    return int(written)


def _among(written: Any, known: Any) -> Any:
    if isinstance(written, int) and not isinstance(written, bool):
        raise TypeError(written)
    if written not in known:
        raise ValueError(written)
    return written


def facts_from(written: object) -> dict[str, Any]:
    """The facts of a JSON object. Raises PilotageError for one that is unknown or wrong."""
    if not isinstance(written, Mapping):
        raise PilotageError(
            "The facts are not a list of names with their values.",
            'Write them as {"today": "2021-03-17", "limit": "2021-03-31"}.',
            zh=(
                "事实文件应为“名称：值”的列表。",
                '请按{"today": "2021-03-17", "limit": "2021-03-31"}的格式书写。',
            ),
        )
    try:
        return {str(name): fact_value(str(name), value) for name, value in written.items()}
    except ValueError as error:
        raise PilotageError(
            f"The facts cannot be used: {error}.",
            "`pilotage rules explain PACK` without facts lists those it asks for.",
            zh=(
                f"事实不可用：{error}。",
                "运行“pilotage rules explain PACK”（不带事实文件）可列出所需的事实。",
            ),
        ) from error
