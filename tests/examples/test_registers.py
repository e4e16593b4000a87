"""The registers are whole: ids once, parents there, every name reaches a unit, few stay open."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

REGISTERS = Path(__file__).parents[2] / "src/pilotage/unit/registers"


@pytest.fixture(scope="module")
def units() -> list[dict[str, Any]]:
    return list(yaml.safe_load((REGISTERS / "example.yaml").read_text(encoding="utf-8"))["units"])


def test_every_unit_is_once_and_its_parent_is_there(units: list[dict[str, Any]]) -> None:
    ids = [unit["id"] for unit in units]
    assert len(ids) == len(set(ids))
    assert {unit["parent"] for unit in units} - {None} <= set(ids)


def test_kinds_and_levels_are_those_declared(units: list[dict[str, Any]]) -> None:
    head = yaml.safe_load((REGISTERS / "example.yaml").read_text(encoding="utf-8"))
    assert {unit["kind"] for unit in units} <= set(head["kinds"])
    assert {unit["level"] for unit in units} <= set(head["levels"])


def test_only_the_financial_bureau_stays_open(units: list[dict[str, Any]]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        for name in [unit["zh"], unit["en"], unit["short_zh"], unit["short_en"], *unit["names"]]:
            assert name == name.strip()
            assert name
            owners[name.casefold()].add(unit["id"])
    open_names = {name: ids for name, ids in owners.items() if len(ids) > 1}
    assert open_names == {"financial bureau": {"dl-fin-dev", "dl-finance"}}


def test_the_lexicon_keeps_its_places_and_has_no_double() -> None:
    lexicon = yaml.safe_load((REGISTERS / "generic.yaml").read_text(encoding="utf-8"))
    ids = [entry["id"] for entry in lexicon["entries"]]
    assert len(ids) == len(set(ids))
    municipal = [entry for entry in lexicon["entries"] if entry["level"] == "municipal"]
    assert all("{C}" in entry["zh"][0] for entry in municipal)
    assert all(head["zh"] and head["en"] for head in lexicon["heads"])
