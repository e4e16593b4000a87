"""A corpus in figures, as text for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from pilotage.base import Language
from pilotage.report import fit, pad, printable, share, width_of
from pilotage.unit import Register

from .summary import Load, Summary, Unusable

_GAP = "  "
_WORDS: dict[str, tuple[str, str]] = {
    "issuers": ("Plans by issuer", "按印发单位"),
    "units": ("Units by load", "各单位任务量"),
    "left out": ("What tasks leave out", "任务缺项"),
    "problems": ("Problems", "问题"),
    "issuer": ("Issuer", "印发单位"),
    "plans": ("Plans", "方案"),
    "tasks": ("Tasks", "任务"),
    "unit": ("Unit", "单位"),
    "lead": ("Lead", "牵头"),
    "support": ("Support", "配合"),
    "responsible": ("Responsible", "责任"),
    "missing": ("Without", "缺少"),
    "share": ("Share", "占比"),
    "no unit": ("a unit", "责任单位"),
    "no lead": ("a lead", "牵头单位"),
    "no limit": ("a limit", "时限"),
    "no target": ("a target", "量化目标"),
    "code": ("Code", "代码"),
    "name": ("Name", "名称"),
    "count": ("Count", "次数"),
    "not stated": ("(not stated)", "（未写明）"),
}


def summary_text(
    summary: Summary,
    language: Language = "en",
    width: int = 100,
    *,
    register: Register | None = None,
    most: int = 20,
) -> str:
    """``summary`` in tables of ``width`` columns, the ``most`` frequent rows of each.

    ``register`` gives resolved units their short names. Ends with a line break.
    """
    lines = [
        *_head(summary, language),
        *unusable_text(summary.unusable, language, most),
        *_left_out(summary, language, width),
        *_issuers(summary, language, width, most),
        *_units(summary, language, width, most, register),
        *_problems(summary, language, width, most),
    ]
    return "\n".join(lines) + "\n"


def _head(s: Summary, language: Language) -> Iterator[str]:
    read = share(s.characters - s.unread, s.characters, language)
    bad = s.counts.files - s.counts.documents
    if language == "zh":
        yield f"文件{s.counts.files:,}个，读成方案{s.counts.documents:,}份，无法使用{bad:,}个。"
        yield f"任务{s.tasks:,}项，保障措施{s.safeguards:,}项。已读字符{read}。"
        if s.parts_missing:
            yield f"注意：还有{s.parts_missing:,}个部分尚未汇编，请重新运行同一命令。"
    else:
        yield f"{s.counts.files:,} files: {s.counts.documents:,} plans, {bad:,} unusable."
        yield f"{s.tasks:,} tasks, {s.safeguards:,} safeguards. Characters read: {read}."
        if s.parts_missing:
            yield (
                f"Not finished: {s.parts_missing:,} parts are missing. "
                "Give the same build command again."
            )


def unusable_text(
    files: Sequence[Unusable], language: Language = "en", most: int = 20
) -> Iterator[str]:
    """A line for each of the first ``most`` files that could not be used: its name and why."""
    joint, said = ("：", "zh") if language == "zh" else (": ", "en")
    for file in files[:most]:
        yield f"  {printable(file.document)}{joint}{' '.join(getattr(file, said).split())}"
    if (more := len(files) - most) > 0:
        yield f"  另有{more:,}个。" if language == "zh" else f"  {more:,} more."


def _left_out(s: Summary, language: Language, width: int) -> Iterator[str]:
    rows = [
        (_word(key, language), f"{n:,}", share(n, s.tasks, language))
        for key, n in (
            ("no unit", s.without_unit),
            ("no lead", s.without_lead),
            ("no limit", s.without_limit),
            ("no target", s.without_target),
        )
    ]
    yield from _table("left out", ("missing", "tasks", "share"), rows, language, width, 0)


def _issuers(s: Summary, language: Language, width: int, most: int) -> Iterator[str]:
    rows = [
        (i.name or _word("not stated", language), f"{i.plans:,}", f"{i.tasks:,}")
        for i in s.issuers[:most]
    ]
    more = len(s.issuers) - len(rows)
    yield from _table("issuers", ("issuer", "plans", "tasks"), rows, language, width, more)


def _units(
    s: Summary, language: Language, width: int, most: int, register: Register | None
) -> Iterator[str]:
    rows = [
        (
            _name(load, language, register),
            *(f"{n:,}" for n in (load.tasks, load.lead, load.support, load.responsible)),
            f"{load.plans:,}",
        )
        for load in s.units[:most]
    ]
    heads = ("unit", "tasks", "lead", "support", "responsible", "plans")
    yield from _table("units", heads, rows, language, width, len(s.units) - len(rows))


def _problems(s: Summary, language: Language, width: int, most: int) -> Iterator[str]:
    rows = [(f"{code} {name}", f"{n:,}") for code, name, n in s.problems[:most]]
    if rows:
        more = len(s.problems) - len(rows)
        yield from _table("problems", ("name", "count"), rows, language, width, more)


def _name(load: Load, language: Language, register: Register | None) -> str:
    unit = register.get(load.unit) if register and load.unit else None
    return unit.short(language) if unit else load.name


def _table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    language: Language,
    width: int,
    more: int,
) -> Iterator[str]:
    """A first column of words, cut to fit, and columns of figures to its right."""
    shown = [[_word(key, language) for key in heads], *rows]
    figures = [max(width_of(row[i]) for row in shown) for i in range(1, len(heads))]
    room = max(12, width - sum(figures) - len(_GAP) * len(figures))
    first = min(room, max(width_of(row[0]) for row in shown))
    rule = first + sum(figures) + len(_GAP) * len(figures)
    yield ""
    yield _word(title, language)
    yield "━" * rule
    for place, row in enumerate(shown):
        cells = [pad(_cut(row[0], first), first)]
        cells += [" " * (w - width_of(c)) + c for c, w in zip(row[1:], figures, strict=True)]
        yield _GAP.join(cells).rstrip()
        if place == 0:
            yield "─" * rule
    yield "━" * rule
    if more > 0:
        yield f"另有{more:,}行。" if language == "zh" else f"{more:,} more."


def _cut(text: str, columns: int) -> str:
    return text if width_of(text) <= columns else fit(text, columns - 1) + "…"


def _word(key: str, language: Language) -> str:
    english, chinese = _WORDS[key]
    return chinese if language == "zh" else english
