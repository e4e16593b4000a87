"""Two house rules that import-linter has no contract for. The rest stands in .importlinter."""

import sys
from collections.abc import Iterator

import grimp
import pytest

DOORS: dict[str, set[str]] = {
    "ahocorasick_rs": {"pilotage.unit.match"},
    "charset_normalizer": {"pilotage.document.plain"},
    "chinese_calendar": {"pilotage.rulepack.calendar"},
    "click": {"pilotage.cli"},
    "docx": set(),
    "lxml": {"pilotage.document.docx", "pilotage.document.html"},
    "xlsxwriter": {"pilotage.report.xlsx"},
    "yaml": {"pilotage.rulepack.load"},
    "granian": {"pilotage_server.commands"},
}
"""A library and the files of ours that may import it. Everyone else asks those files."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("pilotage", "pilotage_server", include_external_packages=True)


def room_of(module: str) -> str:
    """``pilotage.plan.model`` and ``pilotage.plan`` are in the room ``pilotage.plan``."""
    return ".".join(module.split(".")[:2])


def imports(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    """Every direct import of the project, as (importer, imported)."""
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            yield importer, imported


def test_rooms_are_entered_by_the_door(graph: grimp.ImportGraph) -> None:
    """Outside a room of the core, code imports the room and never a file inside it."""
    past_the_door = [
        f"{importer} imports {imported}"
        for importer, imported in imports(graph)
        if imported.startswith("pilotage.")
        and imported != room_of(imported)
        and room_of(importer) != room_of(imported)
    ]
    assert past_the_door == []


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(graph: grimp.ImportGraph, library: str) -> None:
    if library not in graph.modules:
        pytest.skip(f"nothing imports {library}")
    importers = graph.find_modules_that_directly_import(library)
    assert importers <= DOORS[library]


def test_no_library_comes_in_unannounced(graph: grimp.ImportGraph) -> None:
    """A new library in the core is a decision: it gets its line in DOORS first."""
    strangers = {
        imported
        for importer, imported in imports(graph)
        if importer.startswith("pilotage.")
        and not imported.startswith("pilotage")
        and imported not in DOORS
        and imported not in sys.stdlib_module_names
    }
    assert strangers == set()
