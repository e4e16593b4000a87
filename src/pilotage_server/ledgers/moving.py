"""The moves of a preview as a page shows them: old and new values side by side, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilotage.base import Language, wording
from pilotage.ledger import (
    Act,
    Answer,
    MatterState,
    Move,
    MoveKind,
    PartKind,
    PartMove,
    Refusal,
    changed_cells,
    code_of,
    step_label,
    units_of,
)
from pilotage.plan import Aspect, Change, Role, Task, Value
from pilotage_server.units import names
from pilotage_server.units.dates import short_day

from .editions import Preview
from .models import MatterRow
from .sentences import code_in

Address = Callable[[str, Answer], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One thing that differs: what it is, as it was, as it becomes; ``quoted`` from the texts."""

    word: str
    old: str
    new: str
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An answer to a choice, as a link; ``open`` while nobody has answered."""

    word: str
    url: str
    chosen: bool
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Why something cannot be done, and what to do about it."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A move, worded for one reader, with those of the sub-tasks (``parts``) beneath it."""

    kind: MoveKind | PartKind
    anchor: str
    matter: MatterRow | None
    was: str
    code: str
    heading: str
    lang: str
    step: str
    cells: list[Cell]
    reason: str
    ends: bool
    refusals: list[Said]
    choices: list[Offered]
    answered: bool
    parts: list["Shown"]

    @property
    def all_refused(self) -> list["Shown"]:
        """What stands in the way here: itself, and its sub-tasks."""
        return [one for one in (self, *self.parts) if one.refusals]


def shown(preview: Preview, language: Language, address: Address) -> list[Shown]:
    """All moves in their order; ``address`` is the page with an answer to a task's choice."""
    return [_shown(preview, move, language, address) for move in preview.moves]


def _shown(preview: Preview, move: Move, language: Language, address: Address) -> Shown:
    task = move.new if move.kind in (MoveKind.ADD, MoveKind.PART) else move.old or move.new
    asked = move.old.id if move.old else ""
    matter = preview.matter(move)
    heading, lang = _heading(matter, task, preview.plan.language, language)
    return Shown(
        kind=move.kind,
        anchor=asked or (move.new.id if move.new else ""),
        matter=matter,
        was=code_of(move.old, language) if move.old else "",
        code=_becomes(move, language),
        heading=heading,
        lang=lang,
        step=step_label(move.state.step, language) if move.state else "",
        cells=_cells(move, language),
        reason=move.reason(language),
        ends=move.kind in (MoveKind.CANCEL, MoveKind.MERGE),
        refusals=_said(move.refusals, language),
        choices=[
            Offered(
                word=_word(answer),
                url=address(choice.task, answer),
                chosen=answer is choice.said,
                open=choice.said is None,
            )
            for choice in move.choices
            for answer in choice.answers
        ],
        answered=any(choice.said for choice in move.choices),
        parts=[
            _part(preview, one, language)
            for one in preview.parts
            if move.matter and one.top == move.matter
        ],
    )


def _part(preview: Preview, move: PartMove, language: Language) -> Shown:
    matter = preview.matters[move.part.key]
    known = {"zh": matter.heading_zh, "en": matter.heading_en}
    return Shown(
        kind=move.kind,
        anchor=move.part.task,
        matter=matter,
        was=matter.code(language),
        code=code_in(move.code, language),
        heading=matter.heading(language),
        lang=language if known[language] else preview.running.language,
        step=step_label(move.part.state.step, language),
        cells=[one for one in [_limit(move, move.part.state, language)] if one],
        reason=move.reason(language),
        ends=move.kind is PartKind.CANCEL,
        refusals=_said(move.refusals, language),
        choices=[],
        answered=False,
        parts=[],
    )


def _said(refusals: Iterable[Refusal], language: Language) -> list[Said]:
    return [Said(message=one.message(language), hint=one.hint(language)) for one in refusals]


def _heading(
    matter: MatterRow | None, task: Task | None, of_plan: str, language: Language
) -> tuple[str, str]:
    """The heading of the task and its language: the reader's where the ledger has it in both and
    the text still says the same, else as the text has it.
    """
    if task is None:
        return "", language
    if matter is not None:
        known = {"zh": matter.heading_zh, "en": matter.heading_en}
        if known[language] and wording(known[of_plan]) == wording(task.heading):
            return known[language], language
    return task.heading, of_plan


def _becomes(move: Move, language: Language) -> str:
    if move.new is None or move.kind is MoveKind.STAY:
        return ""
    return code_of(move.new, language)


def _word(answer: Answer) -> str:
    return {
        Answer.SAME: _("One task"),
        Answer.APART: _("Two tasks"),
        Answer.CLOSED: _("Stays closed"),
        Answer.AGAIN: _("Taken up again"),
    }[answer]


def _cells(move: Move, language: Language) -> list[Cell]:
    """The limit and the units as the ledger has them, then what else the texts say otherwise."""
    if move.kind in (MoveKind.CANCEL, MoveKind.MERGE, MoveKind.STAY):
        return []
    if move.state is None:
        return _slip(move, language)
    found = [
        one
        for one in (_limit(move, move.state, language), _units(move, move.state, language))
        if one
    ]
    told = {Aspect.LIMIT, Aspect.UNIT, Aspect.ROLE}
    return found + [_quoted(change) for change in changed_cells(move) if change.aspect not in told]


def _slip(move: Move, language: Language) -> list[Cell]:
    """What a new matter is dispatched with."""
    if move.new is None:
        return []
    units = [_unit(one.unit, one.name, language) for one in units_of(move.new)]
    limit = move.new.limit.date if move.new.limit else None
    return [
        Cell(word=pgettext("time", "Limit"), old="", new=_day(limit, language) or _("ongoing")),
        Cell(word=_("Units"), old="", new=_listed(units, language) or _("none")),
    ]


def _limit(move: Move | PartMove, state: MatterState, language: Language) -> Cell | None:
    limit, ongoing = move.carried.get("limit"), move.carried.get("ongoing")
    if not (limit or ongoing):
        return None
    old = _day(state.limit, language) or (_("ongoing") if state.ongoing else _("none"))
    if state.original_limit and state.original_limit != state.limit:
        old += _(" (original %(day)s)") % {"day": short_day(state.original_limit, language)}
    new = _day(date.fromisoformat(str(limit)), language) if limit else _("ongoing")
    return Cell(word=pgettext("time", "Limit"), old=old, new=new)


def _units(move: Move, state: MatterState, language: Language) -> Cell | None:
    dispatched = any(one.act is Act.DISPATCH for one in move.entries)
    if move.new is None or not (move.carried.get("units") or dispatched):
        return None
    lead = state.lead
    before = [_unit(one.unit, one.name, language) for one in state.units]
    after = [_unit(one.unit, one.name, language) for one in units_of(move.new)]
    word = _("Units, the lead first")
    if lead and before and after and lead.role is Role.LEAD and before[0] == after[0]:
        word = _("Units")
    return Cell(word=word, old=_listed(before, language) or _("none"), new=_listed(after, language))


def _unit(unit: str | None, name: str, language: Language) -> str:
    return names.short_name(unit, language) if unit else name


def _listed(units: list[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(units)


def _day(day: date | None, language: Language) -> str:
    return short_day(day, language) if day else ""


def _quoted(change: Change) -> Cell:
    words = {
        Aspect.SECTION: _("Section"),
        Aspect.KIND: _("Kind"),
        Aspect.HEADING: _("Heading"),
        Aspect.TARGET: _("Target"),
        Aspect.WORDS: _("Words"),
    }
    return Cell(
        word=words.get(change.aspect, _("Words")),
        old=_text(change.old),
        new=_text(change.new),
        quoted=change.aspect is not Aspect.KIND,
    )


def _text(value: Value | None) -> str:
    return " ".join(value.text.split()) if value else ""
