"""``pilotage rules``: list, test, explain; what is wrong is one sentence and exit code 2."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pilotage.cli.group import main
from pilotage.rulepack import pack_names

FACTS = {"today": "2021-03-17", "limit": "2021-03-31", "dispatched": "2020-08-31", "verified": 65}


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["rules", *arguments], input=stdin)


def test_list_names_every_pack() -> None:
    found = run("list", "--language", "zh")
    assert found.exit_code == 0
    assert [line.split()[0] for line in found.output.splitlines()] == list(pack_names())
    assert "剩余天数" in found.output


def test_every_shipped_pack_passes() -> None:
    found = run("test")
    assert found.exit_code == 0
    assert "points-behind 1: 28/28" in found.output


def test_a_case_that_comes_out_otherwise_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "src/pilotage/rulepack/packs/days-left.yaml"
    ours = tmp_path / "ours.yaml"
    ours.write_text(
        shipped.read_text(encoding="utf-8").replace("value: 10", "value: 9"), encoding="utf-8"
    )
    found = run("test", str(ours), "--language", "en")
    assert found.exit_code == 1
    assert "Case 1: expected yellow by rule 2.4, got green by rule 2.5." in found.output


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain_prints_the_way_to_the_verdict(language: str, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(FACTS), encoding="utf-8")
    found = run("explain", "points-behind", str(facts), "--language", language)
    assert found.exit_code == 0
    assert "✗ 3.11" in found.output
    assert "✓ 3.12" in found.output
    assert ("28 points behind" if language == "en" else "落后28个百分点") in found.output
    piped = run("explain", "points-behind", "-", "--language", language, stdin=json.dumps(FACTS))
    assert piped.output == found.output


def test_explain_without_facts_lists_those_a_pack_may_ask_for() -> None:
    found = run("explain", "urging")
    assert found.exit_code == 0
    assert {"today", "last_slip", "progress_light"} <= {
        line.split()[0] for line in found.output.splitlines()
    }


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (("explain", "nothing", "-"), "{}", "There is no rule pack “nothing”"),
        (("explain", "urging", "-"), "{x", "standard input is not JSON"),
        (("explain", "urging", "-"), '{"moon": 1}', "there is no fact “moon”"),
        (("explain", "days-left", "-"), '{"limit": "2021-03-31"}', "which day is today"),
        (("explain", "urging", "no-such-file.json"), "", "cannot be opened"),
        (("test", "nothing"), "", "There is no rule pack “nothing”"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    arguments: tuple[str, ...], stdin: str, sentence: str
) -> None:
    found = run(*arguments, "--language", "en", stdin=stdin)
    assert found.exit_code == 2
    assert sentence in found.output
    assert "Traceback" not in found.output
