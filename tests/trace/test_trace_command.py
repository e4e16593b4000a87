"""``pilotage trace`` as it is typed: formats, several files an option, bad input."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pilotage.cli import main
from pilotage.cli.trace import spread


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upper_text: str, lower_text: str
) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "upper.txt").write_text(upper_text, encoding="utf-8")
    (tmp_path / "lower.txt").write_text(lower_text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, language: str = "en") -> Result:
    environment = {"PILOTAGE_LANGUAGE": language}
    return CliRunner(env=environment).invoke(main, ["trace", *arguments])


BOTH = ("--upper", "upper.txt", "--lower", "lower.txt")


@pytest.mark.usefixtures("folder")
def test_json_is_the_contract() -> None:
    told = json.loads(run(*BOTH, "--format", "json").stdout)
    assert {"links", "uncovered", "unmandated"} <= told.keys()
    link = told["links"][0]
    assert {"upper", "lower", "relation", "strength", "reason"} <= link.keys()
    assert set(link["upper"]) == {"document", "task", "heading", "text", "span"}
    assert link["upper"]["document"] == "upper.txt"


@pytest.mark.usefixtures("folder")
def test_text_says_what_answers_what() -> None:
    done = run(*BOTH)
    assert done.exit_code == 0
    assert "● " in done.stdout
    assert "Upper items with no task below (3)" in done.stdout
    assert "2 links; 2 of 5 upper items answered" in done.stdout


@pytest.mark.usefixtures("folder")
def test_text_in_chinese() -> None:
    done = run(*BOTH, language="zh")
    assert "没有任务落实的上级事项 (3)" in done.stdout
    assert "共2条对应关系" in done.stdout


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.targets: set[str] = set()
        self.tags: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                assert value not in self.ids
                self.ids.add(value)
            if name == "href" and value:
                self.targets.add(value)
            if name in ("src", "action"):
                self.fetched.append(value or "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_needs_nothing_else(folder: Path, language: str) -> None:
    done = run(*BOTH, "--format", "html", "-o", "page.html", language=language)
    assert done.exit_code == 0
    page = _Page()
    told = (folder / "page.html").read_text(encoding="utf-8")
    page.feed(told)
    assert "script" not in page.tags
    assert "link" not in page.tags
    assert page.fetched == []
    assert "url(" not in told
    assert {target for target in page.targets if target[1:] not in page.ids} == set()
    assert told.count('class="gap"><th') == 3
    assert "<mark>" in told


@pytest.mark.usefixtures("folder")
def test_words_of_a_document_are_text_on_the_page(folder: Path, upper_text: str) -> None:
    bad = upper_text.replace("建设智慧口岸", "建设<b onload=x>智慧口岸")
    (folder / "upper.txt").write_text(bad, encoding="utf-8")
    assert "<b onload" not in run(*BOTH, "--format", "html").stdout


def test_files_after_one_option_are_all_taken() -> None:
    asked = ["--upper", "a", "b", "--lower", "c", "d", "--format", "json"]
    assert spread(asked) == [
        *("--upper", "a", "--upper", "b", "--lower", "c", "--lower", "d", "--format", "json")
    ]


def test_an_equals_sign_ends_the_list() -> None:
    assert spread(["--upper", "a", "--format=json", "x"]) == ["--upper", "a", "--format=json", "x"]


@pytest.mark.usefixtures("folder")
def test_a_bad_file_is_told_of_and_the_rest_go_on() -> None:
    done = run("--upper", "upper.txt", "missing.txt", "--lower", "lower.txt", "--format", "json")
    assert done.exit_code == 2
    assert "missing.txt: " in done.stderr
    assert json.loads(done.stdout)["links"]


@pytest.mark.usefixtures("folder")
def test_without_any_upper_document_nothing_is_printed() -> None:
    done = run("--upper", "missing.txt", "--lower", "lower.txt")
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.usefixtures("folder")
def test_a_place_that_cannot_be_written() -> None:
    done = run(*BOTH, "-o", "missing/page.html")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


ENGLISH = "Port Plan\nI. Tasks\n1. Open the yard. Open a yard.\nResponsible unit: Port Office\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_items_in_another_language_are_told_of_and_not_counted(folder: Path, language: str) -> None:
    (folder / "english.txt").write_text(ENGLISH, encoding="utf-8")
    both = ("--upper", "upper.txt", "--lower", "english.txt")
    done = run(*both, language=language)
    assert "english.txt" in done.stderr
    assert {"en": "0 of 0 lower items", "zh": "下级事项0项"}[language] in done.stdout
    page = run(*both, "--format", "html", language=language).stdout
    assert 'class="gap"><th' not in page
    assert 'class="gapcol"' not in page
    told = json.loads(run(*both, "--format", "json", language=language).stdout)
    assert {one["document"] for one in told["uncompared"]} == {"upper.txt", "english.txt"}
