"""Pages say what is true: links lead somewhere, named files exist, the map shows every room."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("README*.md")]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
NAMED_PATH = re.compile(r"`((?:src|tests|tools|docs|requirements|benchmarks)/[\w./-]+)`")
TARGET = re.compile(r"^([a-z]+):.*?##", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z]+)\b(?=[` :,;)]|$)", re.MULTILINE)


def prose(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def links(page: Path) -> set[Path]:
    """The files of the project that a page links to."""
    found = LINK.findall(CODE.sub("", prose(page)))
    local = (link.split("#")[0] for link in found if "://" not in link)
    return {(page.parent / link).resolve() for link in local if link}


def rooms(package: str) -> set[str]:
    """The rooms of a package: its folders and files of code."""
    folder = ROOT / "src" / package
    return {
        path.stem
        for path in folder.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert [str(target) for target in sorted(links(page)) if not target.exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_exist(page: Path) -> None:
    named = {path for path in NAMED_PATH.findall(prose(page)) if "NNNN" not in path}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_commands_exist(page: Path) -> None:
    in_code = re.findall(r"`[^`]*`|```.*?```", prose(page), re.DOTALL)
    asked = {target for code in in_code for target in MAKE.findall(code)}
    assert asked <= set(TARGET.findall(prose(ROOT / "Makefile")))


def test_every_page_is_reached_from_the_index() -> None:
    """Two clicks from docs/README.md at most: the index, or a page the index names."""
    index = ROOT / "docs" / "README.md"
    first = {page for page in links(index) if page.suffix == ".md"}
    second = {page for start in first for page in links(start)}
    written = set((ROOT / "docs").rglob("*.md")) - {index}
    assert sorted(str(page.relative_to(ROOT)) for page in written - first - second) == []


@pytest.mark.parametrize("package", ["pilotage", "pilotage_server"])
def test_the_map_shows_every_room(package: str) -> None:
    plumbing = {"settings", "urls", "wsgi", "templates", "static", "locale"}
    architecture = prose(ROOT / "ARCHITECTURE.md")
    drawn = set(re.findall(r"^\| `(\w+)` \|", architecture, re.MULTILINE))
    assert rooms(package) - plumbing <= drawn


START = re.compile(r"^\| `(\w+)` \|.*\| `([\w./]+)` \|$", re.MULTILINE)


@pytest.mark.parametrize(("room", "start"), START.findall(prose(ROOT / "ARCHITECTURE.md")))
def test_the_map_says_where_a_room_begins(room: str, start: str) -> None:
    folder = ROOT / "src" / "pilotage"
    assert (folder / room / start).exists() or (folder / start).exists()


def test_the_map_shows_no_room_that_is_gone() -> None:
    drawn = set(re.findall(r"^\| `(\w+)` \|", prose(ROOT / "ARCHITECTURE.md"), re.MULTILINE))
    assert drawn <= rooms("pilotage") | rooms("pilotage_server")
