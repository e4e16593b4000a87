"""Two house rules that import-linter has no contract for. The rest stands in .importlinter."""

import sys
from collections.abc import Iterator
from importlib import import_module

import grimp
import pytest

DOORS: dict[str, set[str]] = {
    "ahocorasick_rs": {"pilotage.unit.place"},
    "charset_normalizer": {"pilotage.document.charset"},
    "chinese_calendar": {"pilotage.rulepack.calendar"},
    "click": {
        "pilotage.cli.compile",
        "pilotage.cli.corpus",
        "pilotage.cli.diff",
        "pilotage.cli.group",
        "pilotage.cli.lint",
        "pilotage.cli.options",
        "pilotage.cli.rules",
        "pilotage.cli.site",
        "pilotage.cli.telling",
        "pilotage.cli.trace",
        "pilotage.cli.units",
    },
    "daft": {"pilotage.corpus.engine"},
    "docx": set(),
    "lxml": {
        "pilotage.document.docx",
        "pilotage.document.furniture",  # what of a web page is set aside
        "pilotage.document.html",
        "pilotage.document.archive",  # the parts of a packed file, for .docx, .ofd and .xlsx
        "pilotage.document.numbering",  # the part of a .docx that holds its list numbers
        "pilotage.document.ofd",
        "pilotage.document.styles",  # the part of a .docx that holds its styles
        "pilotage.document.words",  # the words of one paragraph of a .docx
        "pilotage.report.comments_anchor",  # where the words stand in a draft
        "pilotage.report.comments_part",  # comments written back into it
    },
    "openpyxl": {"pilotage.ledgerfile.template"},
    "pypdfium2": {
        "pilotage.document.pdf",
        "pilotage_server.evidence.rendering",  # pages painted for people
    },
    "PIL": {"pilotage_server.evidence.rendering"},
    "typst": {"pilotage_server.evidence.typesetting"},
    "python_calamine": {"pilotage.document.sheet"},
    "pyarrow": {"pilotage.corpus.parquet"},  # comes with daft
    "ray": {"pilotage.corpus.engine"},  # how daft reaches a cluster
    "xlsxwriter": {
        "pilotage.report.xlsx",
        "pilotage.report.answer_sheet",
        "pilotage.report.rows_xlsx",
        "pilotage.ledgerfile.book",
    },
    "yaml": {"pilotage.rulepack.load"},
    "icalendar": {"pilotage_server.notices.calendars"},
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


def by_the_door(graph: grimp.ImportGraph, importer: str, imported: str) -> bool:
    """Whether a name of the door was meant, not the file of the same name behind it.

    ``from pilotage.clause import from_outline`` gives the function, though there is a file so
    named; the import graph cannot tell the two apart, the line and the door's list can.
    """
    room, _, name = imported.rpartition(".")
    lines = [
        detail["line_contents"]
        for detail in graph.get_import_details(importer=importer, imported=imported)
    ]
    given: list[str] = import_module(room).__all__
    return name in given and all(line.startswith(f"from {room} import ") for line in lines)


def test_rooms_are_entered_by_the_door(graph: grimp.ImportGraph) -> None:
    """Outside a room of the core, code imports the room and never a file inside it."""
    past_the_door = [
        f"{importer} imports {imported}"
        for importer, imported in imports(graph)
        if imported.startswith("pilotage.")
        and imported != room_of(imported)
        and room_of(importer) != room_of(imported)
        and not (imported.count(".") == 2 and by_the_door(graph, importer, imported))
    ]
    assert past_the_door == []


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(graph: grimp.ImportGraph, library: str) -> None:
    if library not in graph.modules:
        pytest.skip(f"nothing imports {library}")
    importers = graph.find_modules_that_directly_import(library)
    assert importers <= DOORS[library]


@pytest.mark.parametrize("library", ["ninja", "pydantic", "pydantic_core"])
def test_models_of_requests_stay_at_the_door_of_the_api(
    graph: grimp.ImportGraph, library: str
) -> None:
    importers = graph.find_modules_that_directly_import(library)
    assert importers
    assert {one for one in importers if not one.startswith("pilotage_server.api.")} == set()


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
