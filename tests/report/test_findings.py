"""Findings as a reader of the terminal sees them."""

import json

from pilotage.lint import lint
from pilotage.plan import Plan
from pilotage.report import findings_json, findings_text

TEXT = """\
plan.txt:3:4   L101 no-limit              warning
  “Open new routes” states no limit.
    |
  3 | 1. Open new routes. Open three new routes to the east. (Responsible units: Port Office…
    |    ^^^^^^^^^^^^^^^
    = Write by when it is to be done, or that it is ongoing.

plan.txt:3:4   L110 no-measurable-target  note
  “Open new routes” sets no figure to be reached.
    |
  3 | 1. Open new routes. Open three new routes to the east. (Responsible units: Port Office…
    |    ^^^^^^^^^^^^^^^
    = Say how much, how many or how far, so that the end can be told from the middle.

plan.txt:3:76  L102 no-lead               warning
  “Open new routes” names 2 units and does not say which of them leads; “Port Office”, listed
  first, is only presumed to.
    |
  3 | …w routes. Open three new routes to the east. (Responsible units: Port Office, Customs)
    |                                                                   ^^^^^^^^^^^
    = Name the lead unit, or state that the first unit listed leads.

3 findings in plan.txt: 2 warnings, 1 note.
"""


def test_the_whole_page(en: Plan) -> None:
    assert findings_text(en, lint(en), width=94) == TEXT


def test_nothing_found(en: Plan, zh: Plan) -> None:
    assert findings_text(en, []) == "Nothing found in plan.txt.\n"
    assert findings_text(zh, [], "zh") == "plan.txt：未发现问题。\n"


def test_chinese_is_chinese_throughout(zh: Plan) -> None:
    text = findings_text(zh, lint(zh), "zh")
    assert text.endswith("plan.txt：共5个问题，其中警告3个、提示2个。\n")
    assert "warning" not in text


def test_colour_only_when_asked_for(en: Plan) -> None:
    findings = lint(en)
    assert "\x1b" not in findings_text(en, findings)
    assert "\x1b[1;33m^^^" in findings_text(en, findings, colour=True)


def test_a_finding_without_a_place(en: Plan) -> None:
    finding = lint(en)[0].kind.at(None, heading="Open new routes")
    assert findings_text(en, [finding]).startswith("plan.txt  L101 no-limit  warning\n")


def test_json_holds_what_the_design_says(en: Plan) -> None:
    found = json.loads(json.dumps(findings_json(lint(en))))
    assert list(found[0]) == ["code", "name", "severity", "message", "span", "task", "hint"]
    assert found[0]["span"] == list(lint(en)[0].span or ())
    assert found[0]["task"] == "Open new routes"
