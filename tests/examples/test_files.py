"""The committed Word files are what the builder writes, and the texts are ours and name nobody."""

import re
import runpy
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seeds/003_db94b1de1f30d262.txt"
PEOPLE = SHARED / "registers/units_dalian.yaml"
WORDS = 12
LANGUAGES = ["zh", "en"]


@pytest.fixture(scope="module")
def builder() -> dict[str, Any]:
    return runpy.run_path(str(EXAMPLES / "build.py"))


def parts(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_is_built_from_its_source(builder: dict[str, Any], language: str) -> None:
    source = EXAMPLES / f"plan.{language}.md"
    first = builder["build"](source, builder["LOOKS"][language])
    assert first == builder["build"](source, builder["LOOKS"][language])
    assert parts(first) == parts((EXAMPLES / f"plan.{language}.docx").read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_is_dated_in_the_plan_and_says_it_is_restated(language: str) -> None:
    with zipfile.ZipFile(EXAMPLES / f"plan.{language}.docx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 7, 21, 9, 0, 0)}
        assert re.search("转述|restated", archive.read("word/footer1.xml").decode())


@pytest.mark.skipif(not PEOPLE.exists(), reason="the list of people (../shared) is not here")
def test_no_person_is_named() -> None:
    people = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))["people"]
    names = {text for person in people for text in (person["name"], person["name_zh_probable"])}
    names |= {"Xi Jinping", "习近平", "Lu Lin", "Hao Ming", "Yang Yaowei", "Tan Zuojun"}
    for path in EXAMPLES.glob("*.md"):
        assert [name for name in names if name in path.read_text(encoding="utf-8")] == [], path.name


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall("[a-z0-9]+", text.lower())
    return {tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


@pytest.mark.skipif(not SEED.exists(), reason="the founding documents (../shared) are not here")
def test_the_plan_is_restated() -> None:
    ours = (EXAMPLES / "plan.en.md").read_text(encoding="utf-8")
    names = r"\(Responsible units:.*\)$|“[^”]*”|the Opinions of .* Outside World"
    ours = re.sub(names, " ", ours, flags=re.MULTILINE)
    assert [" ".join(run) for run in runs(ours) & runs(SEED.read_text(encoding="utf-8"))] == []
