"""``pilotage lint`` as it is typed: formats, the project file, waivers."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from pilotage.cli import main

DRAFT = """东港口岸提升实施方案
一、重点任务
（一）建设智慧口岸。尽快实现单证电子化。（牵头单位：市商务局）
（二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").write_text(DRAFT, encoding="utf-8")
    return Path("plan.txt")


@pytest.fixture
def word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    for line in DRAFT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "plan.docx"))
    return Path("plan.docx")


def run(*arguments: object, language: str = "en") -> Result:
    environment = {"PILOTAGE_LANGUAGE": language}
    return CliRunner(env=environment).invoke(main, ["lint", *map(str, arguments)])


def codes(*arguments: object) -> set[str]:
    return {finding["code"] for finding in json.loads(run(*arguments, "--format", "json").stdout)}


def test_sarif_is_printed_or_written(draft: Path) -> None:
    printed = run(draft, "--format", "sarif")
    assert printed.exit_code == 1
    assert json.loads(printed.stdout)["version"] == "2.1.0"
    assert run(draft, "--format", "sarif", "-o", "out/log.sarif").stdout == ""
    assert json.loads(Path("out/log.sarif").read_bytes()) == json.loads(printed.stdout)


def test_the_draft_comes_back_with_comments(word: Path) -> None:
    before = word.read_bytes()
    assert run(word, "--format", "docx", "-o", "checked.docx").exit_code == 1
    comments = docx.Document(BytesIO(Path("checked.docx").read_bytes())).comments
    assert any(comment.text.startswith("L301 limit-in-words (note)") for comment in comments)
    assert word.read_bytes() == before


def test_the_draft_is_not_written_over(word: Path) -> None:
    before = word.read_bytes()
    result = run(word, "--format", "docx", "-o", word)
    assert result.exit_code == 2
    assert "is the document itself" in result.stderr
    assert word.read_bytes() == before


def test_comments_need_a_word_file_and_a_place(draft: Path, word: Path) -> None:
    assert "A Word file cannot be printed." in run(word, "--format", "docx").stderr
    result = run(draft, word, "--format", "docx", "-o", "out")
    assert result.exit_code == 2
    assert "plan.txt: Comments can be set only into a Word file" in result.stderr
    assert [path.name for path in Path("out").iterdir()] == ["plan.checked.docx"]


def test_the_project_file_chooses_the_rules(draft: Path) -> None:
    assert {"L110", "L301"} <= codes(draft)
    Path("pilotage.toml").write_text('select = ["L1", "L301"]\nignore = ["L110"]\n')
    assert codes(draft) == {"L101", "L301"}
    assert codes(draft, "--select", "L301") == {"L301"}
    assert codes(draft, "--ignore", "L301") == {"L101"}


def test_a_part_of_another_project_file_will_do(draft: Path) -> None:
    Path("pyproject.toml").write_text('[tool.pilotage]\nselect = ["L301"]\n')
    assert codes(draft) == {"L301"}
    assert run(draft, "--waive", "Agreed.").exit_code == 0
    assert "[[tool.pilotage.waivers]]" in Path("pyproject.toml").read_text(encoding="utf-8")
    assert codes(draft) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("select = [", "cannot be read"),
        ("chosen = []", "“chosen”, which is not understood"),
        ("select = 'L1'", "“select = L1”"),
        ("[[waivers]]\nfile = 'a'\ncode = 'L101'\nmark = 'b'", "“waivers: "),
    ],
)
def test_a_bad_project_file_is_one_sentence(draft: Path, text: str, said: str) -> None:
    Path("pilotage.toml").write_text(text)
    result = run(draft)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_waivers_are_written_kept_and_lapse(draft: Path) -> None:
    waived = run(draft, "--select", "L301", "--waive", "领导小组3月会议“同意”。")
    assert waived.exit_code == 0
    assert waived.stdout == "Waived in pilotage.toml: 1.\n"
    again = run(draft, "--select", "L301")
    assert again.exit_code == 0
    assert again.stdout.endswith("1 more waived.\n")
    log = json.loads(run(draft, "--select", "L301", "--format", "sarif").stdout)
    reasons = [r["suppressions"][0]["justification"] for r in log["runs"][0]["results"]]
    assert reasons == ["领导小组3月会议“同意”。"]
    draft.write_text(DRAFT.replace("单证", "票据"), encoding="utf-8")
    changed = run(draft, "--select", "L301")
    assert changed.exit_code == 1
    assert "the waiver of L301 “尽快” has lapsed" in changed.stderr
    assert "已失效" in run(draft, "--select", "L301", "--language", "zh").stderr


def test_a_waiver_needs_a_reason(draft: Path) -> None:
    assert "A waiver needs a reason." in run(draft, "--waive", " ").stderr
    assert not Path("pilotage.toml").exists()
