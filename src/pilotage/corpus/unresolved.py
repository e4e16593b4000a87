"""Unit names that a register does not settle, over many plans, and a register to fill in."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pilotage.base import Language
from pilotage.plan import Plan
from pilotage.report import fit, pad, width_of
from pilotage.unit import Unit

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


class Named(NamedTuple):
    """The names that were left open, most frequent first, and the units (ids) of all others."""

    open: list[OpenName]
    known: list[str]


def open_names(plans: Iterable[Plan]) -> list[OpenName]:
    """The names that are left open in ``plans``, most frequent first."""
    return all_names(plans).open


def all_names(plans: Iterable[Plan]) -> Named:
    """Every name in ``plans``: those left open, and the units that the others mean."""
    known: dict[str, None] = {}
    tasks: dict[str, int] = {}
    files: dict[str, int] = {}
    candidates: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        here = []
        for task in plan.tasks:
            known |= {duty.unit: None for duty in task.units if duty.unit}
            here += list({duty.name: None for duty in task.units if duty.unit is None})
            candidates |= {duty.name: duty.candidates for duty in task.units if duty.unit is None}
        for name in here:
            tasks[name] = tasks.get(name, 0) + 1
        for name in dict.fromkeys(here):
            files[name] = files.get(name, 0) + 1
    found = [OpenName(name, n, files[name], candidates[name]) for name, n in tasks.items()]
    return Named(sorted(found, key=lambda one: (-one.tasks, one.name)), list(known))


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


def register_stub(names: Sequence[OpenName], known: Sequence[Unit] = ()) -> str:
    """A register (YAML) with an entry for each of ``names``, to be filled in, and the units that
    are ``known``, so that it serves alone.

    It can be loaded as it is. Names with candidates stand in it as remarks only: they want a
    spelling added to a unit that is known, not a unit of their own.
    """
    lines = [
        "# Units that plans name: first those that no register settled yet, most frequent first,",
        "# then those that the register in use knows, as they stand there.",
        "# 方案中出现的单位：先列名录中没有的，按出现次数排列；再列名录中已有的，照录。",
        "# Give each an id that stays, its names in both languages, and under `names` every other",
        "# spelling; take out what is no unit.",
        "# 请逐项补充固定的编号、中英文名称和其他写法，删去不是单位的条目。",
        "register: mine",
        "units:" if known or any(not n.candidates for n in names) else "units: []",
    ]
    number = 0
    for name in names:
        if name.candidates:
            lines += [f"# {_quoted(name.name)} {_seen(name)}: {', '.join(name.candidates)}"]
        else:
            number += 1
            lines += _entry(name, number)
    ids = {unit.id for unit in known}
    for unit in known:
        lines += _as_it_stands(unit, ids)
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


def _as_it_stands(unit: Unit, ids: Collection[str]) -> list[str]:
    parent = unit.parent if unit.parent in ids else None
    return [
        f"- id: {_quoted(unit.id)}",
        f"  zh: {_quoted(unit.zh)}",
        f"  en: {_quoted(unit.en)}",
        f"  short_zh: {_quoted(unit.short_zh)}",
        f"  short_en: {_quoted(unit.short_en)}",
        f"  kind: {_quoted(unit.kind)}",
        f"  level: {_quoted(unit.level)}",
        f"  parent: {_quoted(parent) if parent else 'null'}",
        f"  names: {_quoted(list(unit.names))}",
        *(["  collective: true"] if unit.collective else []),
    ]


def _seen(name: OpenName) -> str:
    return f"{name.tasks} tasks, {name.plans} files"


def _quoted(words: str | list[str]) -> str:
    """A JSON string is a YAML string, and so is a list of them."""
    return json.dumps(words, ensure_ascii=False)


def _cut(text: str, columns: int) -> str:
    return text if width_of(text) <= columns else fit(text, columns - 1) + "…"
