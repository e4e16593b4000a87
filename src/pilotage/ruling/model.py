"""A person's answer to a question about a stretch of text: it lapses when the words change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Question(StrEnum):
    """What is asked of a person: which units in which roles a task has; until when it runs; which
    figures it is to reach; and whether an item below answers an item above."""

    UNITS = "units"
    LIMIT = "limit"
    TARGETS = "targets"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One answer. ``task`` is the id of the task, which comes from its words: when they change, no
    task has that id any more and the ruling lapses.

    For LINK ``task`` names both items, by the mark that ``pilotage.trace`` gives a link: it comes
    from the words of both.

    ``answer`` to UNITS: ``{"units": [{"unit": id or None, "name": str, "role": str}]}``, the
    whole list; to LIMIT: ``{"date": "YYYY-MM-DD" or None, "kind": …}`` with the kind "by",
    "ongoing" or "recurring"; to TARGETS: ``{"targets": [{"text": str, "quantity": number or None,
    "unit": str or None, "comparison": one of ``pilotage.clause.Comparison`` or None, "by":
    "YYYY-MM-DD" or None}]}``, the whole list, empty when the task has none; to LINK:
    ``{"verdict": "confirmed" or "refused"}``, with the "relation" when a person said which.
    ``by`` names who ruled, ``at`` is when (ISO 8601).
    """

    task: str
    question: Question
    answer: Mapping[str, Any]
    by: str
    at: str


class RulingBook:
    """The rulings in force: of several on one question about one task, the latest."""

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        self._latest: dict[tuple[str, Question], Ruling] = {}
        for ruling in sorted(rulings, key=lambda r: r.at):
            self._latest[ruling.task, ruling.question] = ruling

    def get(self, task: str, question: Question) -> Ruling | None:
        """The ruling on that question about that task, or None."""
        return self._latest.get((task, question))

    def all(self) -> tuple[Ruling, ...]:
        """Every ruling in force."""
        return tuple(self._latest.values())

    def __len__(self) -> int:
        return len(self._latest)


NO_RULINGS = RulingBook()
