"""The commands as they are typed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pilotage.cli import main

PLAN = "大连市方案\n一、任务\n（一）开通航线。开通3条。（牵头单位：市商务局；配合单位：甲乙局）\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*arguments: object, language: str = "en") -> Result:
    return CliRunner(env={"PILOTAGE_LANGUAGE": language}).invoke(main, [str(a) for a in arguments])


def test_the_help_names_every_command() -> None:
    shown = run("--help").output
    for name in ("compile", "lint", "units", "corpus", "serve", "manage"):
        assert f"\n  {name} " in shown


@pytest.mark.parametrize("command", ["compile", "lint", "units", "corpus"])
def test_every_command_has_its_help(command: str) -> None:
    assert run(command, "--help").exit_code == 0


def test_a_command_opens_no_file_of_another() -> None:
    code = (
        "import sys; from pilotage.cli import main\n"
        "main(['compile', '--help'], standalone_mode=False)\n"
        "print([m for m in sys.modules if m.startswith(('pilotage.', 'yaml', 'lxml'))])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = shown.stdout.splitlines()[-1]
    assert "'pilotage.cli.compile'" in loaded
    for other in ("pilotage.cli.lint", "pilotage.cli.corpus", "pilotage.corpus", "pilotage.report"):
        assert f"'{other}'" not in loaded


def test_a_bad_file_is_told_and_the_rest_go_on(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("compile", plan, tmp_path / "none.txt", tmp_path, "--format", "json", "-o", out)
    assert result.exit_code == 2
    assert [path.name for path in out.iterdir()] == ["plan.json"]
    assert json.loads((out / "plan.json").read_bytes())["tasks"][0]["heading"] == "开通航线"
    told = result.stderr.splitlines()
    assert len(told) == 2
    assert "none.txt: There is no such file" in told[0]
    assert "This is a folder." in told[1]


def test_json_of_one_is_a_plan_and_of_two_a_list(plan: Path) -> None:
    assert isinstance(json.loads(run("compile", plan, "--format", "json").stdout), dict)
    assert len(json.loads(run("compile", plan, plan, "--format", "json").stdout)) == 2
    assert len(run("compile", plan, plan, "--format", "jsonl").stdout.splitlines()) == 2


def test_a_workbook_is_not_printed(plan: Path) -> None:
    result = run("compile", plan, "--format", "xlsx", language="zh")
    assert result.exit_code == 2
    assert "工作簿无法在终端显示。" in result.stderr


def test_a_place_that_cannot_be_written_is_one_sentence(plan: Path) -> None:
    result = run("compile", plan, "-o", "/proc/none.txt")
    assert result.exit_code == 2
    assert "/proc/none.txt cannot be written" in result.stderr


def test_lint_finds_and_says_so_in_its_exit_code(plan: Path) -> None:
    result = run("lint", plan, "--select", "L105", "--format", "json")
    assert result.exit_code == 1
    assert [found["code"] for found in json.loads(result.stdout)] == ["L105"]


def test_units_lists_what_is_open_and_writes_a_register(plan: Path, tmp_path: Path) -> None:
    shown = run("units", plan, plan)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[1].split() == ["甲乙局", "2", "2"]
    stub = tmp_path / "stub.yaml"
    assert run("units", plan, "-o", stub).exit_code == 0
    assert "dl-commerce" in stub.read_text(encoding="utf-8")
    left = run("units", plan, "--units", stub).stdout.splitlines()
    assert left == ["Every unit is known."]


def test_a_corpus_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    result = run("corpus", "report", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith("pilotage: ")
    assert len(result.stderr.splitlines()) == 1
