"""A plan as a table for the terminal: three rules, one task after the other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pilotage.base import Language
from pilotage.plan import Plan, TaskKind
from pilotage.unit import Register

from .columns import pad, printable, width_of, wrap
from .decomposition import Row, rows_of, unresolved_note
from .excerpt import Lines
from .paint import Ink, paint
from .wording import counted, day, share, word

_GAP = "  "
_PROBLEMS_SHOWN = 5


def plan_table(
    plan: Plan,
    lang: Language = "en",
    width: int = 100,
    colour: bool = False,
    *,
    register: Register | None = None,
) -> str:
    """Title, tasks, safeguards, coverage and problems of ``plan``, in ``width`` columns.

    ``register`` gives the short names of units. Ends with a line break.
    """
    width = max(width, 60)
    tasks = list(rows_of(plan, TaskKind.TASK, lang, register))
    safeguards = list(rows_of(plan, TaskKind.SAFEGUARD, lang, register))
    layout = _Layout.of(tasks + safeguards, width, lang)
    lines = [
        *_title(plan, lang, width, colour),
        *layout.table(tasks, safeguards, lang, colour),
        "",
        *(line for note in _legend(tasks + safeguards, lang) for line in wrap(note, width)),
        *wrap(_coverage(plan, lang), width),
        *_problems(plan, lang, width),
    ]
    return "\n".join(lines) + "\n"


def _title(plan: Plan, lang: Language, width: int, colour: bool) -> Iterator[str]:
    for line in wrap(plan.title or word("untitled", lang), width):
        yield paint(line, Ink.BOLD, colour)
    facts = (plan.issuer, plan.number, plan.issued and day(plan.issued, lang), plan.source.name)
    yield from wrap(" · ".join(fact for fact in facts if fact), width)
    yield ""


class _Layout(NamedTuple):
    """The columns' keys and widths."""

    columns: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, rows: Sequence[Row], width: int, lang: Language) -> "_Layout":
        """Number and limit as they need, targets a fifth if there are any, names the rest."""
        narrow = {
            "no": max(width_of(word("no", lang)), *(width_of(row.number) for row in rows), 0),
            "limit": min(12, max(5, *(width_of(row.limit) for row in rows), 0)),
        }
        if any(row.targets for row in rows):
            narrow["targets"] = width // 5
        rest = width - sum(narrow.values()) - len(_GAP) * (len(narrow) + 1)
        widths = narrow | {"task": rest * 9 // 20, "units": rest - rest * 9 // 20}
        order = ("no", "task", "units", "limit", "targets")
        return cls(tuple((key, widths[key]) for key in order if key in widths))

    def table(
        self, tasks: Sequence[Row], safeguards: Sequence[Row], lang: Language, colour: bool
    ) -> Iterator[str]:
        rule = sum(width for _, width in self.columns) + len(_GAP) * (len(self.columns) - 1)
        heads = [[word(key, lang)] for key, _ in self.columns]
        yield "━" * rule
        yield from (paint(line, Ink.BOLD, colour) for line in self._side_by_side(heads))
        for rows in (tasks, safeguards):
            if rows:
                yield "─" * rule
                yield from self._rows(rows, rule, lang, colour)
        yield "━" * rule

    def _rows(self, rows: Sequence[Row], rule: int, lang: Language, colour: bool) -> Iterator[str]:
        section = ""
        for row in rows:
            if row.section != section:
                section = row.section
                yield from (paint(line, Ink.FAINT, colour) for line in wrap(section, rule))
            yield from self._side_by_side(
                [self._cell(key, w, row, lang) for key, w in self.columns]
            )

    def _cell(self, key: str, width: int, row: Row, lang: Language) -> list[str]:
        match key:
            case "no":
                return [" " * (width - width_of(row.number)) + row.number]
            case "task":
                return wrap(row.heading, width)
            case "units":
                return wrap("\n".join(_units(row, lang)) or "–", width)
            case "limit":
                return wrap(row.limit or "–", width)
            case _:
                return wrap(word("between", lang).join(row.targets) or "–", width)

    def _side_by_side(self, cells: Sequence[list[str]]) -> Iterator[str]:
        for height in range(max(map(len, cells))):
            line = (
                pad(cell[height] if height < len(cell) else "", width)
                for cell, (_, width) in zip(cells, self.columns, strict=True)
            )
            yield _GAP.join(line).rstrip()


def _units(row: Row, lang: Language) -> Iterator[str]:
    """The units role by role; of roles not told apart, the first is marked as presumed to lead."""
    between, colon = word("between", lang), "：" if lang == "zh" else ": "
    if row.lead:
        yield word("lead", lang) + colon + between.join(row.lead)
    if row.support:
        yield word("support", lang) + colon + between.join(row.support)
    if row.responsible and (row.lead or row.support):
        yield word("responsible", lang) + colon + between.join(row.responsible)
    elif len(row.responsible) > 1:
        first, *others = row.responsible
        presumed = "（牵头？）" if lang == "zh" else " (lead?)"
        yield between.join((first + presumed, *others))
    else:
        yield from row.responsible


def _legend(rows: Sequence[Row], lang: Language) -> Iterator[str]:
    if any(not (row.lead or row.support) and len(row.responsible) > 1 for row in rows):
        yield (
            "（牵头？）：未写明牵头单位，列第一位者暂作牵头单位，待确认。"
            if lang == "zh"
            else "(lead?): no lead is stated; the first unit listed is presumed to lead."
        )
    if note := unresolved_note(rows, lang):
        yield note


def _coverage(plan: Plan, lang: Language) -> str:
    tasks, safeguards = (sum(1 for _ in plan.of_kind(kind)) for kind in TaskKind)
    c = plan.coverage
    in_tasks, in_headings, aside, unread = (
        share(n, c.characters, lang) for n in (c.tasks, c.headings, c.set_aside, c.unread)
    )
    if lang == "zh":
        return (
            f"任务{tasks}项，保障措施{safeguards}项。全文{c.characters:,}字：任务{in_tasks}，"
            f"标题{in_headings}，注明理由另列{aside}，未读{unread}。"
        )
    return (
        f"{counted(tasks, 'task', 'tasks')}, {counted(safeguards, 'safeguard', 'safeguards')}. "
        f"Of {c.characters:,} characters {in_tasks} are in tasks, {in_headings} in headings, "
        f"{aside} set aside with a reason, {unread} unread."
    )


def _problems(plan: Plan, lang: Language, width: int) -> Iterator[str]:
    if not plan.problems:
        return
    n = len(plan.problems)
    yield f"读取时的问题{n}个：" if lang == "zh" else f"{counted(n, 'problem', 'problems')}:"
    lines = Lines(plan.text)
    for problem in plan.problems[:_PROBLEMS_SHOWN]:
        place = f":{lines.place_of(problem.span).line}" if problem.span else ""
        head = f"{printable(plan.source.name)}{place}  {problem.code} {problem.name}  "
        first, *rest = wrap(head + problem.message(lang), width - 2)
        yield f"  {first}"
        yield from (f"    {line}" for line in rest)
    if n > _PROBLEMS_SHOWN:
        more = n - _PROBLEMS_SHOWN
        yield (
            f"  其余{more}个见 JSON 输出。" if lang == "zh" else f"  {more} more in the JSON form."
        )
