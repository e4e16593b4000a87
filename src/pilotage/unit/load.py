"""Registers from YAML: the one that ships with the example programme, or a user's own."""

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pilotage.base import PilotageError
from pilotage.rulepack import read_yaml

from .model import Register, Unit
from .place import Place, all_places


@lru_cache(maxsize=1)
def example_register() -> Register:
    """The units of the example programme, as package data."""
    data = resources.files("pilotage.unit").joinpath("registers/example.yaml").read_bytes()
    return _register(read_yaml(data), "example.yaml")


def load_register(path: Path) -> Register:
    """A user's register; PilotageError, in one sentence, when it cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PilotageError(f"The register {path} cannot be read.", "Check its name.") from error
    return _register(read_yaml(data), path.name)


def _register(found: Any, name: str) -> Register:
    entries = found.get("units") if isinstance(found, dict) else None
    if not isinstance(entries, list):
        raise PilotageError(
            f"The register {name} has no list “units”.", "See docs/reference for its form."
        )
    units = [_unit(e, name, i) for i, e in enumerate(entries, 1)]
    return Register(str(found.get("register", name)), units, _place(found.get("place"), name))


def _place(said: Any, name: str) -> Place | None:
    if said is None:
        return None
    if said not in all_places():
        raise PilotageError(
            f"The register {name} names the place “{said}”, which is no province or prefecture.",
            "Write its full Chinese name, such as 大连市, or leave the line out.",
        )
    return all_places()[said]


def _unit(entry: Any, name: str, place: int) -> Unit:
    if not isinstance(entry, dict) or not entry.get("id"):
        raise PilotageError(f"Unit {place} of the register {name} has no id.", "Give it one.")
    en, zh = str(entry.get("en") or ""), str(entry.get("zh") or "")
    if not (en or zh):
        raise PilotageError(
            f"Unit {entry['id']} of the register {name} has no name.", "Give it “zh” or “en”."
        )
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
