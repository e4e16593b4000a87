"""SARIF 2.1.0, held against the part of its schema that a linter's log uses."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from pilotage.compile import compile_document
from pilotage.lint import RULES, lint, waive
from pilotage.plan import Plan
from pilotage.report import Linted, findings_sarif

DRAFT = """东港口岸提升实施方案
一、重点任务
（一）建设智慧口岸。尽快实现单证电子化。（牵头单位：市商务局；配合单位：市商务局、大连海关）
（二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
"""

Schema = Mapping[str, Any]
MESSAGE: Schema = {"needs": {"text"}, "has": {"text": str}}
SCHEMA: dict[str, Schema] = {
    "log": {
        "needs": {"version", "runs"},
        "has": {"$schema": "uri", "version": {"2.1.0"}, "runs": ["run"]},
    },
    "run": {
        "needs": {"tool"},
        "has": {
            "tool": "tool",
            "language": re.compile(r"^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"),
            "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
            "results": ["result"],
        },
    },
    "tool": {"needs": {"driver"}, "has": {"driver": "driver"}},
    "driver": {
        "needs": {"name"},
        "has": {
            "name": str,
            "semanticVersion": re.compile(r"^\d+\.\d+\.\d+"),
            "rules": ["rule"],
        },
    },
    "rule": {
        "needs": {"id"},
        "has": {
            "id": str,
            "name": str,
            "shortDescription": "message",
            "fullDescription": "message",
            "help": "message",
            "properties": dict,
        },
    },
    "message": MESSAGE,
    "result": {
        "needs": {"message"},
        "has": {
            "ruleId": str,
            "ruleIndex": range(len(RULES) + 1),
            "level": {"none", "note", "warning", "error"},
            "message": "message",
            "locations": ["location"],
            "partialFingerprints": dict,
            "suppressions": ["suppression"],
        },
    },
    "suppression": {
        "needs": {"kind"},
        "has": {"kind": {"inSource", "external"}, "justification": str},
    },
    "location": {
        "needs": set(),
        "has": {"physicalLocation": "physical", "logicalLocations": ["logical"]},
    },
    "logical": {"needs": set(), "has": {"name": str, "fullyQualifiedName": str, "kind": str}},
    "physical": {
        "needs": {"artifactLocation"},
        "has": {"artifactLocation": "artifact", "region": "region"},
    },
    "artifact": {"needs": set(), "has": {"uri": "uri"}},
    "region": {
        "needs": set(),
        "has": {
            "startLine": range(1, 10**9),
            "startColumn": range(1, 10**9),
            "endLine": range(1, 10**9),
            "endColumn": range(1, 10**9),
            "charOffset": range(10**9),
            "charLength": range(10**9),
            "snippet": "message",
        },
    },
}
"""Of sarif-schema-2.1.0.json: what each object must and may hold (no other properties)."""


def hold(value: Any, rule: Any) -> None:
    """Fail unless ``value`` is what the rule allows."""
    if isinstance(rule, str) and rule in SCHEMA:
        schema = SCHEMA[rule]
        assert isinstance(value, dict), rule
        assert schema["needs"] <= set(value) <= set(schema["has"]), rule
        for key, inner in value.items():
            hold(inner, schema["has"][key])
    elif isinstance(rule, list):
        assert isinstance(value, list)
        for one in value:
            hold(one, rule[0])
    elif rule == "uri":
        assert re.fullmatch(r"[\w:/.%~#-]+", value, re.ASCII), value
    elif isinstance(rule, re.Pattern):
        assert rule.search(value), value
    elif isinstance(rule, set | range):
        assert value in rule
    else:
        assert isinstance(value, rule)


@pytest.fixture
def plan() -> Plan:
    return compile_document(DRAFT.encode(), "草 稿.txt")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_log_keeps_to_the_schema(plan: Plan, lang: Any) -> None:
    findings = lint(plan)
    assert findings
    log = findings_sarif([Linted(path="drafts/草 稿.txt", plan=plan, findings=findings)], lang)
    hold(json.loads(json.dumps(log)), "log")


def test_results_point_at_the_words(plan: Plan) -> None:
    found = lint(plan, select=["L202", "L301"])
    (run,) = findings_sarif([Linted(path="草 稿.txt", plan=plan, findings=found)])["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert places[0]["artifactLocation"]["uri"] == "%E8%8D%89%20%E7%A8%BF.txt"
    lines = DRAFT.split("\n")
    for place, words in zip(places, ("尽快", "市商务局"), strict=True):
        region = place["region"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == words
        assert DRAFT[region["charOffset"] :].startswith(words)
        assert region["snippet"]["text"] == words


def test_results_name_their_rule(plan: Plan) -> None:
    (run,) = findings_sarif([Linted(path="a.txt", plan=plan, findings=lint(plan))])["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == len(RULES)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_what_compiling_complains_of_is_named_too() -> None:
    empty = compile_document("关于开展工作的通知".encode(), "空.txt")
    (found,) = [one for one in empty.problems if one.code == "C101"]
    (run,) = findings_sarif([Linted(path="a.txt", plan=empty, findings=[found])])["runs"]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule == {"id": "C101", "name": found.name}
    assert result["ruleIndex"] == len(RULES)
    for part, kind in ((rule, "rule"), (result, "result")):
        hold(part, kind)


def test_a_waived_finding_is_suppressed_with_its_reason(plan: Plan) -> None:
    kept, waived = lint(plan, select=["L202", "L301"])
    pair = (waived, waive(plan, waived, "The list is the ministry's."))
    document = Linted(path="a.txt", plan=plan, findings=[kept], waived=[pair])
    first, second = findings_sarif([document])["runs"][0]["results"]
    assert "suppressions" not in first
    justified = {"kind": "external", "justification": "The list is the ministry's."}
    assert second["suppressions"] == [justified]
    hold(second, "result")
