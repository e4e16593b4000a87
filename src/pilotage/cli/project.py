"""The project file: which rules run, and what was waived. ``pilotage.toml``, or a part of another.

    select = ["L1", "no-baseline"]      # only these rules; leave it out for all settled ones
    ignore = ["L110"]

    [[waivers]]
    file = "plan.docx"
    code = "L101"
    words = "Open new routes"           # for the reader; the mark is what is compared
    mark = "3f0c…"
    reason = "The ministry sets the limits in March."

In ``pyproject.toml`` the same stands under ``[tool.pilotage]``.
"""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .problems import CANNOT_WRITE, PROJECT_KEY, PROJECT_UNREADABLE

if TYPE_CHECKING:
    from pilotage.lint import Waiver

OWN_FILE = "pilotage.toml"
_SHARED_FILE = "pyproject.toml"
_KEYS = ("select", "ignore", "waivers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project file says; ``file`` is None where there is none."""

    file: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    waivers: "tuple[Waiver, ...]" = ()

    def asked(self, select: Iterable[str], ignore: Iterable[str]) -> "Project":
        """With what the command line asks for: its ``select`` wins, its ``ignore`` is added."""
        return replace(
            self, select=tuple(select) or self.select, ignore=(*self.ignore, *tuple(ignore))
        )


def find_project(folder: Path) -> Project:
    """The project file of ``folder`` or of the nearest one above it that has one.

    PilotageError when it cannot be understood.
    """
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, _SHARED_FILE):
            file = place / name
            if file.is_file() and (found := read_project(file)) is not None:
                return found
    return Project()


def read_project(file: Path) -> Project | None:
    """What ``file`` says; None for a ``pyproject.toml`` without a part of ours."""
    try:
        told: Any = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if file.name == _SHARED_FILE:
            return None
        raise PROJECT_UNREADABLE.refusal(file=file, reason=error) from None
    if file.name == _SHARED_FILE:
        told = told.get("tool", {}).get("pilotage")
        if told is None:
            return None
    return _project(file, told)


def _project(file: Path, told: Any) -> Project:
    if not isinstance(told, dict):
        raise PROJECT_KEY.refusal(file=file, key="tool.pilotage")
    for key in told:
        if key not in _KEYS:
            raise PROJECT_KEY.refusal(file=file, key=key)
    return Project(
        file=file,
        select=_words(file, told, "select"),
        ignore=_words(file, told, "ignore"),
        waivers=_waivers(file, told.get("waivers", [])),
    )


def _words(file: Path, told: dict[str, Any], key: str) -> tuple[str, ...]:
    found = told.get(key, [])
    if not (isinstance(found, list) and all(isinstance(word, str) for word in found)):
        raise PROJECT_KEY.refusal(file=file, key=f"{key} = {found}")
    return tuple(found)


def _waivers(file: Path, told: Any) -> "tuple[Waiver, ...]":
    from pilotage.lint import Waiver

    if not isinstance(told, list):
        raise PROJECT_KEY.refusal(file=file, key="waivers")
    waivers = []
    for one in told:
        needed = ("file", "code", "mark", "reason")
        if not isinstance(one, dict) or not all(str(one.get(key, "")).strip() for key in needed):
            raise PROJECT_KEY.refusal(file=file, key=f"waivers: {one}")
        said = {key: str(one.get(key, "")) for key in (*needed, "words")}
        waivers.append(Waiver(**said))
    return tuple(waivers)


def add_waivers(project: Project, waivers: "Iterable[Waiver]") -> Path:
    """Write waivers at the end of the project file, a new one here if there is none; its path."""
    file = project.file or Path(OWN_FILE)
    table = "tool.pilotage.waivers" if file.name == _SHARED_FILE else "waivers"
    said = "".join(_entry(table, waiver) for waiver in waivers)
    try:
        with file.open("a", encoding="utf-8") as out:
            out.write(said)
    except OSError as error:
        raise CANNOT_WRITE.refusal(place=file, reason=error.strerror) from None
    return file


def _entry(table: str, waiver: "Waiver") -> str:
    told = {
        "file": waiver.file,
        "code": waiver.code,
        "words": waiver.words,
        "mark": waiver.mark,
        "reason": waiver.reason,
    }
    lines = (f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in told.items())
    return "\n".join(("", f"[[{table}]]", *lines, ""))
