"""Packs and YAML from disk: what is shipped is whole, what is broken is told in one sentence."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from pilotage.base import PilotageError
from pilotage.rulepack import (
    PackKind,
    WorkCalendar,
    judge,
    load_pack,
    pack_data,
    pack_names,
    read_yaml,
    rule_pack,
)

CALENDAR = WorkCalendar()


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


@pytest.mark.parametrize("name", ["nothing", "../model", "days-left.yaml"])
def test_an_unknown_pack_is_one_sentence(name: str) -> None:
    with pytest.raises(PilotageError, match="There is no rule pack"):
        load_pack(name)


@pytest.mark.parametrize("name", pack_names())
def test_every_shipped_pack_says_whence_and_since_when(name: str) -> None:
    pack = load_pack(name)
    assert pack.id == name
    assert pack.edition
    assert (pack.channel is None) == (pack.kind is not PackKind.LIGHT)
    assert all(source.en and source.zh for source in pack.sources.values())
    used = {rule.source for rule in pack.rules} | {case.source for case in pack.cases}
    assert {one.source for one in pack.parameters.values()} <= set(pack.sources)
    assert used - {"own"}, "a shipped pack rests on a source"
    assert {case.rule for case in pack.cases} == {rule.id for rule in pack.rules}


def test_an_office_puts_its_own_number_of_days(tmp_path: Path) -> None:
    data = deepcopy(pack_data("days-left"))
    data["parameters"]["near"]["value"] = 3
    pack = rule_pack(data, "ours.yaml")
    given = {"stage": "running", "late": False}
    assert judge(pack, given | {"days": 3}, CALENDAR).gives == "yellow"
    assert judge(pack, given | {"days": 4}, CALENDAR).gives == "green"


def broken(**changes: object) -> dict[str, Any]:
    data: dict[str, Any] = deepcopy(pack_data("days-left"))
    for key, value in changes.items():
        if key.startswith("rule_"):
            data["rules"][0][key.removeprefix("rule_")] = value
        elif key.startswith("case_"):
            data["cases"][0][key.removeprefix("case_")] = value
        else:
            data[key] = value
    return data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "not a list of named parts"),
        ({}, "kind is missing"),
        (broken(kind="score"), "'score' is not a valid PackKind"),
        (broken(channel="colour"), "'colour' is not a valid Channel"),
        (broken(rule_gives="blue"), "rule 1.1 gives “blue”, which a pack of this kind cannot"),
        (broken(rule_when={"stage": "asleep"}), "stage is 'asleep', which is no word"),
        (broken(rule_when={"moon": "full"}), "rule 1.1 asks for unknown facts (moon)"),
        (broken(rule_when={"days": {"below": 3}}), "'below' is not a valid Op"),
        (broken(rule_when={"days": {"at_most": "close"}}), "close is missing"),
        (broken(rule_en="Closed by {who}."), "a sentence names unknown facts (who)"),
        (broken(rule_when={"late": "often"}), "late is 'often', which is no flag"),
        (broken(rule_when={"days": {"known": 1}}), "1 is not true or false"),
        (broken(rule_id="1.2"), "two rules have the same id"),
        (broken(rule_source="hearsay"), "the source “hearsay” is not listed"),
        (broken(case_rule="9.9"), "a case expects “yellow” by rule 9.9, which the pack has not"),
        (broken(case_facts={"limit": "soon"}), "limit is 'soon', which is no day"),
        (broken(parameters={"near": {"value": "ten"}}), "'ten' is not a whole number"),
        (
            broken(parameters={"days": {"value": 1, "en": "", "zh": ""}}),
            "a number has the name of a fact (days)",
        ),
        (broken(in_force_from="soon"), "'soon' is not a date"),
        (broken(rules="all"), "string indices must be integers"),
    ],
)
def test_a_broken_pack_names_the_fault(data: object, reason: str) -> None:
    with pytest.raises(PilotageError) as caught:
        rule_pack(data, "ours.yaml")
    assert caught.value.what.startswith("ours.yaml is not a usable rule pack: ")
    assert reason in caught.value.what


def test_a_gap_in_a_pack_is_told() -> None:
    rows = [row for row in pack_data("days-left")["rules"] if row["id"] != "2.5"]
    cases = [row for row in pack_data("days-left")["cases"] if row["rule"] != "2.5"]
    pack = rule_pack(broken(rules=rows, cases=cases), "ours.yaml")
    with pytest.raises(PilotageError, match=r"says nothing of this case .*days 30"):
        judge(pack, {"stage": "running", "late": False, "days": 30}, CALENDAR)
