"""Registers: the one that ships with the example programme, or a user's own (YAML or workbook)."""

from collections import Counter
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pilotage.rulepack import read_yaml

from .model import Register, Unit
from .place import Place, all_places
from .problems import CANNOT_OPEN, NO_ID, NO_LIST, NO_NAME, NO_SUCH_PLACE, SAME_ID

_PACKED = b"PK\x03\x04"
"""How a workbook begins, whatever it is called."""


@lru_cache(maxsize=1)
def example_register() -> Register:
    """The units of the example programme, as package data."""
    data = resources.files("pilotage.unit").joinpath("registers/example.yaml").read_bytes()
    return _register(read_yaml(data), "example.yaml")


def load_register(path: Path) -> Register:
    """A user's register, YAML or workbook; PilotageError when it cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CANNOT_OPEN.refusal(register=path, reason=error.strerror) from error
    if data.startswith(_PACKED) or path.suffix.lower() == ".xls":
        from .from_xlsx import from_xlsx

        return _register(from_xlsx(data, path.name), path.name)
    return _register(read_yaml(data, path.name), path.name)


def _register(found: Any, name: str) -> Register:
    entries = found.get("units") if isinstance(found, dict) else None
    if not isinstance(entries, list):
        raise NO_LIST.refusal(register=name)
    units = [_unit(e, name, i) for i, e in enumerate(entries, 1)]
    for unit_id, count in Counter(unit.id for unit in units).items():
        if count > 1:
            raise SAME_ID.refusal(register=name, unit=unit_id)
    return Register(str(found.get("register", name)), units, _place(found.get("place"), name))


def _place(said: Any, name: str) -> Place | None:
    if said is None:
        return None
    if said not in all_places():
        raise NO_SUCH_PLACE.refusal(register=name, said=said)
    return all_places()[said]


def _unit(entry: Any, name: str, place: int) -> Unit:
    if not isinstance(entry, dict) or not entry.get("id"):
        raise NO_ID.refusal(register=name, place=place)
    en, zh = str(entry.get("en") or ""), str(entry.get("zh") or "")
    if not (en or zh):
        raise NO_NAME.refusal(register=name, unit=entry["id"])
    return Unit(
        id=str(entry["id"]),
        zh=zh or en,
        en=en or zh,
        short_zh=str(entry.get("short_zh") or zh or en),
        short_en=str(entry.get("short_en") or en or zh),
        kind=str(entry.get("kind") or ""),
        level=str(entry.get("level") or "unknown"),
        parent=str(entry["parent"]) if entry.get("parent") else None,
        names=tuple(str(n) for n in entry.get("names") or ()),
        collective=bool(entry.get("collective")),
    )
