"""``pilotage diff`` as it is typed, and what it prints."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pilotage.cli import main
from pilotage.report import width_of

EXAMPLES = Path(__file__).parents[2] / "examples"
OUTSIDE = re.compile(r"(?:src|href)=[\"'](?!#)|https?:|<script|<link|style=")


def run(*arguments: object, language: str = "en") -> Result:
    return CliRunner(env={"PILOTAGE_LANGUAGE": language}).invoke(main, [str(a) for a in arguments])


def compared(language: str, form: str) -> Result:
    names = (EXAMPLES / f"{name}.{language}.md" for name in ("plan", "plan-2"))
    return run("diff", *names, "--format", form, language=language)


def test_two_that_say_the_same_end_with_0() -> None:
    same = run("diff", EXAMPLES / "plan.en.md", EXAMPLES / "plan.en.docx")
    assert same.exit_code == 0
    assert same.output == "plan.en.md → plan.en.docx\nNo difference.\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Tasks: 1 added, 1 removed, 1 split, 1 merged, 1 moved, 7 changed, 5 unchanged.",
        ),
        ("zh", "任务：新增1项，删去1项，拆分1项，合并1项，移动1项，修改7项，未变5项。"),
    ],
)
def test_the_text_sums_up_and_ends_with_1(language: str, said: str) -> None:
    result = compared(language, "text")
    assert result.exit_code == 1
    assert said in result.output
    assert max(map(width_of, result.output.splitlines())) <= 140


def test_the_text_shows_what_went_and_came_between_the_words_around_it() -> None:
    shown = " ".join(compared("en", "text").output.split())  # whatever the width of the terminal
    assert "[-Bid for-]{+Win+} the China–Japan Expo" in shown
    assert "limit + by the end of June 2022" in shown
    assert "unit + Dalian Customs (responsible)" in shown
    assert "3 of 3 sentences of “4. Set up the airport" in shown


def test_the_columns_of_chinese_stand_under_each_other() -> None:
    lines = compared("zh", "text").output.splitlines()
    limits = [line for line in lines if line.lstrip().startswith("时限")]
    roles = [line for line in lines if line.lstrip().startswith("分工")]
    starts = {width_of(line[: line.index("+ ")]) for line in limits}
    starts |= {width_of(line[: re.search("[金市]", line).start()]) for line in roles}  # type: ignore[union-attr]
    assert len(limits) == 3
    assert len(starts) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_json_quotes_its_spans(language: str) -> None:
    found = json.loads(compared(language, "json").output)
    assert found["schema"] == "pilotage.diff/1"
    assert found["different"] is True
    assert {name: n for name, n in found["counts"].items() if name in ("split", "merged")} == {
        "split": 1,
        "merged": 1,
    }
    for task in found["tasks"]:
        assert task["reason"]
        assert 0 <= task["strength"] <= 1
        for change in task["changes"]:
            for side in ("old", "new"):
                value = change[side]
                if value and value["span"] and change["aspect"] != "words":
                    assert found["texts"][side][slice(*value["span"])] == value["text"]


class Page(HTMLParser):
    """Counts what is open, and gathers the text of marks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marked: dict[str, list[str]] = {"del": [], "ins": []}
        self.anchors: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            if name == "href" and value:
                self.links.add(value.removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.marked:
            self.marked[self.open[-1]].append(data)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_whole_and_asks_for_nothing(language: str) -> None:
    shown = compared(language, "html").output
    assert not OUTSIDE.search(re.sub(r"<style>.*</style>", "", shown, flags=re.DOTALL))
    page = Page()
    page.feed(shown)
    assert page.open == []
    assert page.links <= page.anchors
    assert len(page.links) == 12


def test_the_page_marks_what_went_and_what_came() -> None:
    page = Page()
    page.feed(compared("en", "html").output)
    assert {"Bid for", "three-dimensional", "21 July 2020"} <= set(page.marked["del"])
    assert {"Win", "Dalian Customs", "By the end of 2022"} <= set(page.marked["ins"])


def test_words_of_a_document_are_never_tags(tmp_path: Path) -> None:
    for name, words in (("a.txt", "<script>alert(1)</script>"), ("b.txt", "<b>\u202ebold</b>")):
        text = f"Plan\nI. Tasks\n1. Open {words}. Do it. (Responsible units: Customs)\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = run("diff", tmp_path / "a.txt", tmp_path / "b.txt", "--format", "html").output
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "\u202e" not in shown
    assert "&lt;script&gt;" in shown


def test_what_cannot_be_used_ends_with_2_and_a_sentence(tmp_path: Path) -> None:
    plan = EXAMPLES / "plan.en.md"
    empty = tmp_path / "empty.txt"
    empty.touch()
    for other in (tmp_path / "none.md", empty, tmp_path, EXAMPLES / "plan.zh.md"):
        result = run("diff", plan, other)
        assert result.exit_code == 2
        assert result.output.startswith("pilotage: ")
        assert len(result.output.splitlines()) == 1
    written = run("diff", plan, EXAMPLES / "plan-2.en.md", "-o", tmp_path)
    assert written.exit_code == 2
    assert "cannot be written" in written.output


def test_the_page_is_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "diff.html"
    names = (EXAMPLES / "plan.en.md", EXAMPLES / "plan-2.en.md")
    assert run("diff", *names, "--format", "html", "-o", out).exit_code == 1
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
