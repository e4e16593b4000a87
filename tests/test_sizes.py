"""House sizes (DESIGN §3): small files, small functions. Shown as figures with ``pytest -s``."""

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
FILE_LIMIT = 400
FILE_MEDIAN = 90
FUNCTION_LIMIT = 60
FUNCTION_MEDIAN = 9
LONG_FUNCTIONS = 0.015


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> list[tuple[str, int]]:
    """Every function of a file with its length in lines, decorators left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if lines(p) > FILE_LIMIT], ids=lambda p: str(p.relative_to(ROOT))
)
def test_a_long_file_says_why(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert "one file because" in docstring.lower(), f"{lines(path)} lines, and no reason given"


def test_files_stay_small() -> None:
    sizes = [lines(path) for path in SOURCES if lines(path)]
    print(f"\nfiles: {len(sizes)}, median {median(sizes):.0f}, longest {max(sizes)} lines")
    assert median(sizes) <= FILE_MEDIAN


def test_functions_stay_small() -> None:
    found = [function for path in SOURCES for function in functions(path)]
    long = sorted((f for f in found if f[1] > FUNCTION_LIMIT), key=lambda f: -f[1])
    middle = median(length for _, length in found)
    share = len(long) / len(found)
    print(f"\nfunctions: {len(found)}, median {middle:.0f}, over {FUNCTION_LIMIT}: {share:.1%}")
    assert middle <= FUNCTION_MEDIAN
    assert share <= LONG_FUNCTIONS, long
