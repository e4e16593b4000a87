"""Breaks the architecture on purpose, one import at a time, and says which check caught it.

usage: python -m tools.break_layers [--write]

Works on a copy of the tree. ``--write`` puts the table into the page of architecture checks.
Exit 1 when a break went through, or when the clean copy fails.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "architecture-checks.md"
MARK = "<!-- written by: python -m tools.break_layers --write -->\n"
BROKEN = re.compile(r"^(.+) BROKEN", re.MULTILINE)
FAILED = re.compile(r"^FAILED \S+::(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """``line`` added at the end of each file named (a file that is not there is made)."""

    what: str
    line: str
    files: tuple[str, ...]


def _core(what: str, line: str, *rooms: str) -> Break:
    """A break in the rooms' doors."""
    return Break(
        what=what, line=line, files=tuple(f"pilotage/{room}/__init__.py" for room in rooms)
    )


BREAKS = (
    _core("`clause` imports `plan`", "import pilotage.plan", "clause"),
    _core("`unit` imports `clause` (neighbours)", "import pilotage.clause", "unit"),
    _core("`outline` imports `lint`", "import pilotage.lint", "outline"),
    _core("`ledger` imports `clause`", "import pilotage.clause", "ledger"),
    _core("`lint` imports `ledger` (neighbours)", "import pilotage.ledger", "lint"),
    _core("`ledger` imports `language`", "import pilotage.language", "ledger"),
    _core("`supervision` imports `compile`", "import pilotage.compile", "supervision"),
    Break(
        what="`compile` imports `ledger`",
        line="import pilotage.ledger",
        files=("pilotage/compile.py",),
    ),
    Break(
        what="`compile` imports `supervision`",
        line="import pilotage.supervision",
        files=("pilotage/compile.py",),
    ),
    Break(what="`django` in `plan`", line="import django.db", files=("pilotage/plan/codec.py",)),
    Break(
        what="`socket` in `rulepack`", line="import socket", files=("pilotage/rulepack/load.py",)
    ),
    _core("`report` imports the site", "import pilotage_server.clock", "report"),
    _core("an undeclared room `utils`", '"""A drawer."""', "utils"),
    Break(
        what="an undeclared app `helpers`",
        line='"""A drawer."""',
        files=("pilotage_server/helpers/__init__.py",),
    ),
    Break(
        what="the site's `plans` imports `ledgers`",
        line="import pilotage_server.ledgers",
        files=("pilotage_server/plans/models.py",),
    ),
    Break(
        what="the site's `documents` imports `plans`",
        line="import pilotage_server.plans.models",
        files=("pilotage_server/documents/models.py",),
    ),
    Break(
        what="a cycle inside `base`",
        line="from . import diagnostic",
        files=("pilotage/base/span.py",),
    ),
    Break(
        what="`lint` enters `plan` past its door",
        line="from pilotage.plan.model import Plan",
        files=("pilotage/lint/run.py",),
    ),
    Break(
        what="the site enters `plan` past its door",
        line="from pilotage.plan.model import Plan",
        files=("pilotage_server/plans/models.py",),
    ),
    _core("a second `import yaml`", "import yaml", "supervision"),
    _core("a second `import lxml`", "import lxml.etree", "report"),
    _core("a library nobody announced", "import attrs_of_nobody", "report"),
)


def main() -> int:
    """Try the clean copy, then every break; 1 when something went through."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = _copy(Path(folder))
        clean = _caught(scratch)
        print(f"clean copy: {', '.join(clean) or 'every check passes'}")
        rows = [(one.what, _tried(scratch, one)) for one in BREAKS]
    for what, checks in rows:
        print(f"{what}: {', '.join(checks) or 'NOT CAUGHT'}")
    if "--write" in sys.argv:
        _write(rows)
    return 1 if clean or any(not checks for _, checks in rows) else 0


def _copy(folder: Path) -> Path:
    for name in ("src", "tests/test_architecture.py", ".importlinter"):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "static"))
        else:
            shutil.copy(source, target)
    return folder


def _tried(scratch: Path, one: Break) -> list[str]:
    """The checks that caught this break; the copy is as before afterwards."""
    before = {name: _content(scratch / "src" / name) for name in one.files}
    for name, content in before.items():
        path = scratch / "src" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{content or ''}\n{one.line}\n", encoding="utf-8")
    found = _caught(scratch)
    for name, content in before.items():
        path = scratch / "src" / name
        if content is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(content, encoding="utf-8")
    return found


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _caught(scratch: Path) -> list[str]:
    """The contracts broken and the tests failed in the copy."""
    contracts = _run(scratch, "lint-imports", "--no-cache")
    tests = _run(
        scratch,
        "pytest",
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-rf",
        "tests/test_architecture.py",
    )
    named = dict.fromkeys(FAILED.findall(tests))
    return [f"“{name}”" for name in BROKEN.findall(contracts)] + [f"`{name}`" for name in named]


def _run(scratch: Path, command: str, *args: str) -> str:
    done = subprocess.run(
        [str(Path(sys.executable).with_name(command)), *args],
        cwd=scratch,
        env=os.environ | {"PYTHONPATH": str(scratch / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def _write(rows: list[tuple[str, list[str]]]) -> None:
    head = PAGE.read_text(encoding="utf-8").split(MARK)[0]
    table = "".join(f"| {what} | {', '.join(checks)} |\n" for what, checks in rows)
    PAGE.write_text(
        f"{head}{MARK}\n| broken on purpose | caught by |\n|---|---|\n{table}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
