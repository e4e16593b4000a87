"""Packs and YAML from disk: what is shipped is whole, what is broken is told in one sentence."""

from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from pilotage.base import PilotageError
from pilotage.rulepack import Light, Stage, light_pack, load_pack, read_yaml


def shipped() -> dict[str, Any]:
    data = read_yaml((files("pilotage.rulepack") / "packs" / "lights.yaml").read_bytes())
    assert isinstance(data, dict)
    return data


def test_yaml_from_bytes_and_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "units.yaml"
    path.write_text("units: [市商务局]\n", encoding="utf-8")
    assert read_yaml(path) == read_yaml("units: [市商务局]".encode()) == {"units": ["市商务局"]}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a: [1,\nb: 2", "the YAML text is not valid YAML (line"),
        (b"a: \xff\xfe\x00", "the YAML text is not valid YAML"),
        (b"!!python/object/apply:os.system ['true']", "the YAML text is not valid YAML (line 1"),
        (b"when: 2021-02-31", "the YAML text is not valid YAML"),
    ],
)
def test_bad_yaml_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(PilotageError) as caught:
        read_yaml(data)
    assert caught.value.what.startswith(sentence)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PilotageError, match=r"none\.yaml cannot be opened"):
        read_yaml(tmp_path / "none.yaml")


@pytest.mark.parametrize("name", ["nothing", "../model", "lights.yaml"])
def test_an_unknown_pack_is_one_sentence(name: str) -> None:
    with pytest.raises(PilotageError, match="There is no rule pack"):
        load_pack(name)


def test_the_shipped_pack_says_whence_and_since_when() -> None:
    pack = load_pack("lights")
    assert (pack.id, pack.channel, pack.parameters["near"]) == ("lights", "limit", 10)
    assert pack.edition
    assert "Yichang" in pack.source
    assert {case.rule for case in pack.cases} == {rule.id for rule in pack.rules}


def test_an_office_puts_its_own_number_of_days(tmp_path: Path) -> None:
    text = (files("pilotage.rulepack") / "packs" / "lights.yaml").read_text(encoding="utf-8")
    path = tmp_path / "ours.yaml"
    path.write_text(text.replace("near: 10", "near: 3"), encoding="utf-8")
    pack = load_pack(path)
    assert pack.decide(Stage.RUNNING, late=False, days=3).light is Light.YELLOW
    assert pack.decide(Stage.RUNNING, late=False, days=4).light is Light.GREEN


def broken(**changes: object) -> dict[str, Any]:
    data = deepcopy(shipped())
    for key, value in changes.items():
        if key.startswith("rule_"):
            data["rules"][0][key.removeprefix("rule_")] = value
        else:
            data[key] = value
    return data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "not a list of named parts"),
        ({}, "parameters is missing"),
        (broken(rule_light="blue"), "'blue' is not a valid Light"),
        (broken(rule_when={"stage": "asleep"}), "'asleep' is not a valid Stage"),
        (broken(rule_when={"moon": "full"}), "rule 1.1 asks for unknown facts (moon)"),
        (broken(rule_en="Closed by {who}."), "a sentence names unknown facts (who)"),
        (broken(rule_when={"stage": "closed", "late": "often"}), "'often' is not true or false"),
        (broken(rule_id="1.2"), "two rules have the same id"),
        (broken(parameters={"near": "ten"}), "'ten' is not a whole number"),
        (broken(in_force_from="soon"), "'soon' is not a date"),
        (broken(parameters={"close": 10}), "near is missing"),
        (broken(rules="all"), "string indices must be integers"),
    ],
)
def test_a_broken_pack_names_the_fault(data: object, reason: str) -> None:
    with pytest.raises(PilotageError) as caught:
        light_pack(data, "ours.yaml")
    assert caught.value.what.startswith("ours.yaml is not a usable rule pack: ")
    assert reason in caught.value.what


def test_a_gap_in_a_pack_is_told() -> None:
    data = broken(rules=[row for row in shipped()["rules"] if row["id"] != "2.5"])
    with pytest.raises(PilotageError, match="says nothing of a running matter with 30 days left"):
        light_pack(data, "ours.yaml").decide(Stage.RUNNING, late=False, days=30)
