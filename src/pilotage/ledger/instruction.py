"""A leader's instruction on a matter (批示), and the answer to it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """What a leader said of a matter, who, on which day, and by when it is to be answered.

    ``number`` counts from 1 within the matter. ``entered_by`` is the account that wrote it down.
    """

    number: int
    text: str
    leader: str
    given_on: date
    answer_by: date
    entered_by: str = ""
    answered_on: date | None = None
    answered_by: str | None = None
    answer: str = ""
