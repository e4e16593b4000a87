"""What a person answers on the review page, read from the form it came in."""

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from pilotage.plan import Role, Task
from pilotage_server import clock
from pilotage_server.units.dates import long_day
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import full_name, register
from pilotage_server.units.problems import stale

from .returned import LimitEntry, ReasonEntry
from .store import LEAD_ONLY
from .values import UnitLine, shown_name

LONGEST_LIST = 60


def version_in(post: QueryDict) -> int:
    """The edition of the draft the page was made for; stale when the form lacks it."""
    text = post.get("version", "")
    if not text.isdigit():
        raise stale()
    return int(text)


def limit_in(post: QueryDict, issued: date | None) -> LimitEntry:
    """An answer to LIMIT: a date, or ongoing; with its error, or its question.

    A day before ``issued``, the date of the plan, is refused; a day that has passed is asked
    about, and counts when the form says it once more (``sure``).
    """
    kind = post.get("kind", "by")
    if kind in ("ongoing", "recurring"):
        return LimitEntry(answer={"date": None, "kind": kind})
    typed = post.get("date", "").strip()
    try:
        day = date.fromisoformat(typed.replace("/", "-"))
    except ValueError:
        return LimitEntry(typed=typed, error=_no_date(typed))
    language = reader_language()
    if issued and day < issued:
        said = _(
            "The limit lies before the plan itself, which is dated %(day)s. Enter a later day."
        )
        return LimitEntry(typed=typed, error=said % {"day": long_day(issued, language)})
    if day < clock.today() and post.get("sure", "") != day.isoformat():
        said = _("%(day)s has passed already. Enter it all the same?")
        return LimitEntry(typed=day.isoformat(), asks=said % {"day": long_day(day, language)})
    return LimitEntry(typed=typed, answer={"date": day.isoformat(), "kind": "by"})


def _no_date(typed: str) -> str:
    if typed:
        return _("This limit is no date. Enter year, month and day, such as 2021-06-30.")
    return _("Enter a day, or rule that it is ongoing.")


def reason_in(post: QueryDict) -> ReasonEntry:
    """The reason of a waiver, and which finding it is for."""
    code, task, words = (post.get(name, "") for name in ("code", "task", "words"))
    return ReasonEntry(
        code=code, task=task, words=words, all=bool(post.get("all")), typed=post.get("reason", "")
    )


def lead_answer(task: Task, place: int = 0) -> Mapping[str, object]:
    """An answer to UNITS: the unit at ``place`` leads, all others keep the role they have.

    Where the units are still those of the text it says so (``LEAD_ONLY``): it settles who leads,
    and nothing else that was found about them.
    """
    read = not any(duty.by for duty in task.units)
    only = {LEAD_ONLY: True} if read else {}
    return only | {
        "units": [
            {
                "unit": duty.unit,
                "name": duty.name,
                "role": Role.LEAD.value if n == place else _not_lead(duty.role),
            }
            for n, duty in enumerate(task.units)
        ]
    }


def _not_lead(role: Role) -> str:
    return (Role.SUPPORT if role is Role.LEAD else role).value


def unit_lines_in(post: QueryDict) -> list[UnitLine]:
    """The lines of the unit form as typed, empty ones left out."""
    found = []
    for n in range(LONGEST_LIST):
        name = post.get(f"name_{n}", "").strip()[:120]
        role = post.get(f"role_{n}", "")
        if name and role in list(Role):
            found.append(UnitLine(name=name, role=role))
    return found


def units_answer(lines: list[UnitLine], task: Task) -> tuple[Mapping[str, object], list[UnitLine]]:
    """An answer to UNITS, and the lines again, each with its error when it has one.

    A name that stood in the task keeps its unit; any other must be one unit of the register.
    """
    before = {shown_name(duty): duty for duty in task.units}
    units, checked = [], []
    for line in lines:
        known = before.get(line.name)
        unit = known.unit if known else register().resolve(line.name).unit
        error = "" if known or unit else _not_one(line.name)
        name = known.name if known else _name_of(unit, line.name)
        units.append({"unit": unit, "name": name, "role": line.role})
        checked.append(UnitLine(name=line.name, role=line.role, error=error))
    return {"units": units}, checked


def _name_of(unit: str | None, written: str) -> str:
    return full_name(unit, reader_language()) if unit else written


def _not_one(name: str) -> str:
    candidates = register().resolve(name).candidates
    if candidates:
        return _("“%(name)s” can be several units. Write the full name.") % {"name": name}
    return _("“%(name)s” is not in the register. Choose a name from the list.") % {"name": name}
