"""The rows of a table, by what their columns mean, to lines; every wrong cell is named."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pilotage.base import Diagnostic, Kind, Language
from pilotage.clause import Limit, Role, units_of_cell
from pilotage.unit import Register

from .model import Columns, Fault, Field, Line, Named, Table, place_of
from .problems import (
    BROKEN_FORMULA,
    ERROR_VALUE,
    FORMULA_READ,
    NO_TASK,
    NOT_A_DATE,
    NOT_A_SHARE,
    NOT_A_STATUS,
    TWICE,
    UNIT_OPEN,
    UNIT_UNKNOWN,
)
from .tables import Sheet
from .values import NOTHING, are_fractions, done_from, limit_from, share_from

_ROLES = {Field.LEAD: Role.LEAD, Field.SUPPORT: Role.SUPPORT, Field.UNITS: Role.RESPONSIBLE}
_AS_ABOVE = re.compile(r"(?:同上|同前|〃|″|ditto|as above|see above)", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")
_BETWEEN_NAMES = re.compile(r"(?<=[\u4e00-\u9fff）)])\s+(?=[\u4e00-\u9fff（(])|\n+")
_HEADING = re.compile(r"[。；;！!\n]|\.\s")
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """How a table is looked at: its columns, the register, its language, the year of its days."""

    columns: Columns
    register: Register
    language: Language
    year: int
    mended: frozenset[str] = field(default_factory=frozenset)


def lines_of(table: Table, lens: Lens) -> Iterator[Line]:
    """The lines of ``table``, one a task, in their order."""
    reader = _Reader(table, lens)
    seen: dict[tuple[str, str], int] = {}
    for rows in reader.grouped():
        line = reader.line(rows)
        first = seen.setdefault((line.number, line.text), line.row)
        if first != line.row and line.text:
            doubt = reader.fault(rows[0], Field.TASK, TWICE, row=first)
            line = replace(line, doubts=(*line.doubts, doubt))
        yield line


class _Reader:
    def __init__(self, table: Table, lens: Lens) -> None:
        self.table, self.lens = table, lens
        self.sheet = Sheet(table.grid)
        self.by_field: dict[Field, list[int]] = {}
        for column, said in sorted(lens.columns.items()):
            self.by_field.setdefault(said, []).append(column)
        self.fractions = are_fractions(
            [self.sheet.value(row, c) for c in self._columns(Field.PROGRESS) for row in table.rows]
        )
        self._above: dict[Field, tuple[Named, ...]] = {}
        self._known: dict[tuple[str, Role], tuple[Named, ...]] = {}
        self._stated: dict[object, tuple[Limit | None, bool]] = {}

    def _columns(self, said: Field) -> list[int]:
        return self.by_field.get(said, [])

    def grouped(self) -> Iterator[tuple[int, ...]]:
        """The rows of each task: one, or those over which the cell of the task is merged."""
        column = next(iter(self._columns(Field.TASK)), 0)
        group: list[int] = []
        for row in self.table.rows:
            if group and self.sheet.owner(row, column) != self.sheet.owner(group[0], column):
                yield tuple(group)
                group = []
            group.append(row)
        if group:
            yield tuple(group)

    def line(self, rows: tuple[int, ...]) -> Line:
        """What ``rows`` say of their task."""
        faults: list[Fault] = [*self._unreadable(rows)]
        doubts: list[Fault] = []
        limit = self._limit(rows, faults)
        progress = self._progress(rows, faults)
        done, state = self._done(rows, doubts)
        units = tuple(self._units(rows, doubts))
        task = self._words(rows, Field.TASK)
        if not task:
            faults.append(self.fault(rows[0], Field.TASK, NO_TASK))
        beside = [self._headed(rows, one) for one in (Field.PROBLEM, Field.PROOF)]
        said = [self._words(rows, Field.REPORT), state, *beside]
        broken = {fault.key for fault in faults if fault.told.kind in (ERROR_VALUE, BROKEN_FORMULA)}
        return Line(
            sheet=self.table.grid.name,
            row=rows[0] + 1,
            number=self._words(rows, Field.NUMBER).replace("\n", " ")[:40],
            section=self._section(rows),
            heading=_heading(task),
            text="\n".join(filter(None, (task, self._more(rows), self._headed(rows, Field.KEEP)))),
            units=units,
            limit=limit,
            progress=100 if done and progress is None else progress,
            done=done,
            report="\n".join(filter(None, said)),
            next=self._words(rows, Field.NEXT),
            faults=_once(faults, broken),
            doubts=(*doubts, *self._formulas(rows)),
        )

    def _section(self, rows: tuple[int, ...]) -> tuple[str, ...]:
        above = self.table.sections.get(rows[0], ())
        own = (self._cell(rows[0], column) for column in self._columns(Field.SECTION))
        return (*above, *(words.replace("\n", " ") for words in own if words))

    def _more(self, rows: tuple[int, ...]) -> str:
        """Further words of the task; several such columns stand under their heads."""
        columns = self._columns(Field.WORDS)
        if len(columns) == 1:
            return self._words(rows, Field.WORDS)
        return self._headed(rows, Field.WORDS)

    def _headed(self, rows: tuple[int, ...], said: Field) -> str:
        """The words of those columns, each under its head."""
        colon = "：" if self.lens.language == "zh" else ": "
        found = ((self.table.heads[c], self._joined(rows, c)) for c in self._columns(said))
        said_something = ((head, words) for head, words in found if words.lower() not in NOTHING)
        return "\n".join(f"{head}{colon}{words}" for head, words in said_something)

    def _words(self, rows: tuple[int, ...], said: Field) -> str:
        found = (self._joined(rows, column) for column in self._columns(said))
        return "\n".join(filter(None, found))

    def _joined(self, rows: tuple[int, ...], column: int) -> str:
        """The different cells of ``rows`` in a column, from above."""
        cells = {self.sheet.owner(row, column): self._cell(row, column) for row in rows}
        return "\n".join(filter(None, cells.values()))

    def _cell(self, row: int, column: int) -> str:
        words = self.sheet.row(row)
        return words[column] if column < len(words) else ""

    def _limit(self, rows: tuple[int, ...], faults: list[Fault]) -> Limit | None:
        """The latest limit of the rows, with the words of all."""
        found: list[Limit] = []
        for row, column in self._filled(rows, Field.LIMIT):
            value = self.sheet.value(row, column)
            if value not in self._stated:
                self._stated[value] = limit_from(value, self.lens.language, self.lens.year)
            limit, known = self._stated[value]
            if not known:
                faults.append(self._at(row, column, Field.LIMIT, NOT_A_DATE))
            if limit:
                found.append(limit)
        dated = [limit for limit in found if limit.date]
        last = max(dated, key=lambda one: str(one.date)) if dated else next(iter(found), None)
        words = "；".join(dict.fromkeys(limit.text for limit in found))
        return replace(last, text=words) if last else None

    def _progress(self, rows: tuple[int, ...], faults: list[Fault]) -> int | None:
        """The share that the first filled cell states."""
        found: list[int] = []
        for row, column in self._filled(rows, Field.PROGRESS):
            share, known = share_from(self.sheet.value(row, column), self.fractions)
            if not known:
                faults.append(self._at(row, column, Field.PROGRESS, NOT_A_SHARE))
            if share is not None:
                found.append(share)
        return min(found, default=None)

    def _done(self, rows: tuple[int, ...], doubts: list[Fault]) -> tuple[bool, str]:
        """Whether every state says done; a state that is not known goes into the report."""
        states = []
        for row, column in self._filled(rows, Field.STATUS):
            words = self._cell(row, column)
            state = done_from(words)
            if state is None:
                if len(words) <= 12:
                    doubts.append(self._at(row, column, Field.STATUS, NOT_A_STATUS))
                return False, self._joined(rows, column)
            states.append(state)
        return bool(states) and all(states), ""

    def _units(self, rows: tuple[int, ...], doubts: list[Fault]) -> Iterator[Named]:
        """The units of the rows, a unit once, in the role that it is first named in."""
        seen: set[str] = set()
        for said, role in _ROLES.items():
            found: list[Named] = []
            for row, column in self._filled(rows, said):
                words = self._cell(row, column)
                if _AS_ABOVE.fullmatch(words.strip("（）() ")):
                    found += self._above.get(said, ())
                    continue
                named = self._named(words, role)
                doubts += self._doubts(row, column, said, named)
                found += named
            if found:
                self._above[said] = tuple(found)
            for one in found:
                if (one.unit or one.name) not in seen:
                    seen.add(one.unit or one.name)
                    yield one

    def _named(self, words: str, role: Role) -> tuple[Named, ...]:
        """The units in a cell; equal cells are read once."""
        found = self._known.get((words, role))
        if found is None:
            found = self._known[words, role] = tuple(self._read_units(words, role))
        return found

    def _read_units(self, words: str, role: Role) -> Iterator[Named]:
        language = self.lens.language
        listed = _BETWEEN_NAMES.sub("、" if language == "zh" else "; ", words)
        for mention in units_of_cell(listed, language, role):
            found = self.lens.register.resolve(mention.name)
            yield Named(
                name=mention.name, role=mention.role, unit=found.unit, candidates=found.candidates
            )

    def _doubts(
        self, row: int, column: int, said: Field, named: Sequence[Named]
    ) -> Iterator[Fault]:
        for one in named:
            if one.candidates:
                listed = self._names(one.candidates)
                yield self._at(row, column, said, UNIT_OPEN, name=one.name, candidates=listed)
            elif one.unit is None:
                yield self._at(row, column, said, UNIT_UNKNOWN, name=one.name)

    def _names(self, units: tuple[str, ...]) -> Mapping[str, str]:
        found = [unit for one in units if (unit := self.lens.register.get(one))]
        return {
            "zh": "、".join(unit.full("zh") for unit in found),
            "en": ", ".join(unit.full("en") for unit in found),
        }

    def _unreadable(self, rows: tuple[int, ...]) -> Iterator[Fault]:
        """Cells that show an error, and formulas that were never worked out."""
        formulas = self.table.grid.formulas
        for row, column, said in self._read(rows):
            words = self._cell(row, column)
            if _ERROR.fullmatch(words):
                yield self._at(row, column, said, ERROR_VALUE)
            elif not words and (row, column) in formulas and not self._is_mended(row, column):
                formula = formulas[row, column][:60]
                yield self._at(row, column, said, BROKEN_FORMULA, formula=formula)

    def _formulas(self, rows: tuple[int, ...]) -> Iterator[Fault]:
        formulas = self.table.grid.formulas
        for row, column, said in self._read(rows) if formulas else ():
            held = (row, column) in formulas and self._cell(row, column)
            if held and not self._is_mended(row, column):
                formula = formulas[row, column][:60]
                yield self._at(row, column, said, FORMULA_READ, formula=formula)

    def _is_mended(self, row: int, column: int) -> bool:
        return f"{self.table.grid.name}!{place_of(row, column)}" in self.lens.mended

    def _read(self, rows: tuple[int, ...]) -> Iterator[tuple[int, int, Field]]:
        for row in rows:
            for column, said in self.lens.columns.items():
                yield row, column, said

    def _filled(self, rows: tuple[int, ...], said: Field) -> Iterator[tuple[int, int]]:
        """The filled cells of those columns; one that is merged over the rows comes once."""
        seen: set[tuple[int, int]] = set()
        for column in self._columns(said):
            for row in rows:
                owner = self.sheet.owner(row, column)
                if owner not in seen and self._cell(row, column):
                    seen.add(owner)
                    yield row, column

    def fault(self, at: int, said: Field, kind: Kind, **facts: object) -> Fault:
        """A fault in the first column of ``said``, in the row ``at``."""
        return self._at(at, next(iter(self._columns(said)), 0), said, kind, **facts)

    def _at(self, at: int, column: int, said: Field, kind: Kind, **facts: object) -> Fault:
        first = self.sheet.owner(at, column)
        cell, words = place_of(*first), self._cell(*first)
        named = {"cell": cell, "words": words[:60]} | facts
        told = Diagnostic(kind=kind, span=None, facts=named)
        return Fault(sheet=self.table.grid.name, cell=cell, field=said, words=words, told=told)


def _once(faults: Sequence[Fault], broken: set[str]) -> tuple[Fault, ...]:
    """One fault a cell: where its value itself is broken, nothing else is said of it."""
    kept: dict[str, Fault] = {}
    for fault in faults:
        if fault.key not in kept or fault.key not in broken:
            kept.setdefault(fault.key, fault)
    return tuple(kept.values())


def _heading(task: str) -> str:
    """What a task is called: its words; of long ones the first sentence, or its start."""
    if len(task) <= _LONGEST_HEADING and "\n" not in task:
        return task
    first = _HEADING.split(task, maxsplit=1)[0].strip()
    return first if 0 < len(first) <= _LONGEST_HEADING else f"{first[: _LONGEST_HEADING - 1]}…"
