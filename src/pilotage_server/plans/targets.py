"""The targets of a task as a person corrects them: lines of a form, and the answer they give."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilotage.base import fold_width
from pilotage.plan import Target, Task
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language

LONGEST_LIST = 40
LONGEST_WORDS = 300
LONGEST_UNIT = 40
SPARE_LINES = 1
SIGNS = (">=", "<=", "=", "+", "-")

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """One line of the form, as typed; ``wrong`` is the cell that ``error`` is about."""

    words: str = ""
    comparison: str = ""
    quantity: str = ""
    unit: str = ""
    by: str = ""
    error: str = ""
    wrong: str = ""

    @property
    def signs(self) -> list[tuple[str, str, bool]]:
        """How the figure may be meant: the sign, its word, and whether it is this one."""
        words = {
            ">=": pgettext("target", "at least"),
            "<=": pgettext("target", "at most"),
            "=": pgettext("target", "exactly"),
            "+": pgettext("target", "up by"),
            "-": pgettext("target", "down by"),
        }
        return [(sign, word, sign == self.comparison) for sign, word in words.items()]

    @property
    def is_struck(self) -> bool:
        """Whether nothing is left of it but cells that go with words."""
        return not self.words


def target_lines(task: Task) -> tuple[TargetLine, ...]:
    """The targets of the task as lines to correct, and a spare one."""
    return (*map(_line, task.targets), *[TargetLine(comparison=">=")] * SPARE_LINES)


def _line(target: Target) -> TargetLine:
    return TargetLine(
        words=target.text,
        comparison=target.comparison or "",
        quantity="" if target.quantity is None else f"{target.quantity:.15g}",
        unit=target.unit or "",
        by=target.by.isoformat() if target.by else "",
    )


def target_lines_in(post: QueryDict) -> list[TargetLine]:
    """The lines of the form as typed, in their places; those after the last filled one left out."""
    found = [_typed(post, n) for n in range(LONGEST_LIST)]
    filled = [n for n, line in enumerate(found) if line.words or line.quantity]
    return found[: max(filled, default=-1) + 1]


def _typed(post: QueryDict, n: int) -> TargetLine:
    cell = {
        name: post.get(f"{name}_{n}", "").strip()
        for name in ("words", "comparison", "quantity", "unit", "by")
    }
    return TargetLine(**cell)


def targets_answer(
    lines: Sequence[TargetLine], task: Task, issued: date | None
) -> tuple[Mapping[str, object], list[TargetLine]]:
    """An answer to TARGETS, and the lines again, each with its error when it has one.

    A line whose words were emptied strikes its target. ``issued`` is the date of the plan; no
    target is to be reached before it.
    """
    answers, checked = [], []
    for place, line in enumerate(lines):
        told = _checked(line, issued, added=place >= len(task.targets))
        checked.append(told)
        if not told.error and not told.is_struck:
            answers.append(_answer(told))
    return {"targets": answers}, checked


def _checked(line: TargetLine, issued: date | None, *, added: bool) -> TargetLine:
    quantity = fold_width(line.quantity).replace("−", "-").replace(" ", "")
    unit = line.unit
    if quantity.endswith("%") and unit in ("", "%"):
        quantity, unit = quantity[:-1], "%"
    wrong, error = _error(replace(line, quantity=quantity), issued, added=added)
    if error:
        return replace(line, wrong=wrong, error=error)
    return replace(line, quantity=quantity, unit=unit)


def _error(line: TargetLine, issued: date | None, *, added: bool) -> tuple[str, str]:
    """The cell that is wrong, and what to enter; both empty when all is well."""
    if line.is_struck:
        said = _("Enter the words of the target too, as the text has them.")
        return ("words", said) if added and line.quantity else ("", "")
    if len(line.words) > LONGEST_WORDS:
        said = _("These words are longer than %(n)d characters. Enter only those of the target.")
        return "words", said % {"n": LONGEST_WORDS}
    if line.quantity and not _NUMBER.fullmatch(line.quantity):
        return "quantity", _("This figure is no number. Enter figures only, such as 30 or 1.5.")
    if len(line.unit) > LONGEST_UNIT:
        said = _("What is counted is longer than %(n)d characters. Enter it shorter.")
        return "unit", said % {"n": LONGEST_UNIT}
    return _error_of_day(line.by, issued)


def _error_of_day(typed: str, issued: date | None) -> tuple[str, str]:
    if not typed:
        return "", ""
    try:
        day = date.fromisoformat(typed.replace("/", "-"))
    except ValueError:
        return "by", _("This is no date. Enter year, month and day, such as 2021-06-30.")
    if issued and day < issued:
        said = _("This day lies before the plan itself, which is dated %(day)s. Enter a later day.")
        return "by", said % {"day": long_day(issued, reader_language())}
    return "", ""


def _answer(line: TargetLine) -> dict[str, object]:
    quantity = float(line.quantity.replace(",", "")) if line.quantity else None
    known = quantity is not None and line.comparison in SIGNS
    return {
        "text": line.words,
        "quantity": quantity,
        "unit": line.unit or None,
        "comparison": line.comparison if known else None,
        "by": line.by.replace("/", "-") or None,
    }
