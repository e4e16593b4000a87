"""Unit names that a register does not settle, over many plans, and a register to fill in."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pilotage.base import Language
from pilotage.plan import Plan
from pilotage.report import fit, pad, width_of

_HEADS = {
    "en": ("Name as written", "Tasks", "Files", "May be"),
    "zh": ("文件中的写法", "任务", "文件", "可能是"),
}


class OpenName(NamedTuple):
    """A name that was left open: in how many tasks of how many plans, and who it may be (ids)."""

    name: str
    tasks: int
    plans: int
    candidates: tuple[str, ...]


def open_names(plans: Iterable[Plan]) -> list[OpenName]:
    """The names that are left open in ``plans``, most frequent first."""
    tasks: dict[str, int] = {}
    files: dict[str, int] = {}
    candidates: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        here = []
        for task in plan.tasks:
            here += list({duty.name: None for duty in task.units if duty.unit is None})
            candidates |= {duty.name: duty.candidates for duty in task.units if duty.unit is None}
        for name in here:
            tasks[name] = tasks.get(name, 0) + 1
        for name in dict.fromkeys(here):
            files[name] = files.get(name, 0) + 1
    found = [OpenName(name, n, files[name], candidates[name]) for name, n in tasks.items()]
    return sorted(found, key=lambda open_name: (-open_name.tasks, open_name.name))


def open_names_text(names: Sequence[OpenName], language: Language = "en", width: int = 100) -> str:
    """``names`` as a table in ``width`` columns; ends with a line break."""
    if not names:
        return "所有单位名称均已对上名录。\n" if language == "zh" else "Every unit is known.\n"
    heads = _HEADS[language]
    rows = [(n.name, f"{n.tasks:,}", f"{n.plans:,}", ", ".join(n.candidates)) for n in names]
    figures = [max(width_of(row[i]) for row in (heads, *rows)) for i in (1, 2)]
    first = min(max(width_of(row[0]) for row in (heads, *rows)), width // 2)
    rest = max(8, width - first - sum(figures) - 6)
    lines = []
    for name, tasks, plans, candidates in (heads, *rows):
        cells = (
            pad(_cut(name, first), first),
            " " * (figures[0] - width_of(tasks)) + tasks,
            " " * (figures[1] - width_of(plans)) + plans,
            _cut(candidates, rest),
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def register_stub(names: Sequence[OpenName]) -> str:
    """A register (YAML) with an entry for each of ``names``, to be filled in.

    It can be loaded as it is. Names with candidates stand in it as remarks only: they want a
    spelling added to a unit that is known, not a unit of their own.
    """
    lines = [
        "# Units that plans name and the register does not settle, most frequent first.",
        "# 方案中出现、名录中没有的单位，按出现次数排列。",
        "# Give each an id that stays, its names in both languages, and under `names` every other",
        "# spelling; take out what is no unit.",
        "# 请逐项补充固定的编号、中英文名称和其他写法，删去不是单位的条目。",
        "register: mine",
        "units:" if any(not n.candidates for n in names) else "units: []",
    ]
    number = 0
    for name in names:
        if name.candidates:
            lines += [f"# {_quoted(name.name)} {_seen(name)}: {', '.join(name.candidates)}"]
        else:
            number += 1
            lines += _entry(name, number)
    return "\n".join(lines) + "\n"


def _entry(name: OpenName, number: int) -> list[str]:
    known, other = ("en", "zh") if name.name.isascii() else ("zh", "en")
    return [
        f"- id: unit-{number:03d}  # {_seen(name)}",
        f"  {known}: {_quoted(name.name)}",
        f'  {other}: ""',
        '  short_zh: ""',
        '  short_en: ""',
        '  kind: ""',
        "  level: unknown",
        "  parent: null",
        "  names: []",
    ]


def _seen(name: OpenName) -> str:
    return f"{name.tasks} tasks, {name.plans} files"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string."""
    return json.dumps(text, ensure_ascii=False)


def _cut(text: str, columns: int) -> str:
    return text if width_of(text) <= columns else fit(text, columns - 1) + "…"
