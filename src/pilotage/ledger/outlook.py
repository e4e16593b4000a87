"""What is expected of a matter, by the definitions of the rule pack of forecasts.

The lead's word is a forecast, the checker's a judgement; the two are never mixed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outlook(StrEnum):
    """Finished by the limit; finished later; not to be finished as it was set."""

    ON_TIME = "on_time"
    LATE = "late"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look of the office at a matter: what was verified, and the limit in force that day.

    ``limit_set`` is the day on which that limit had been set.
    """

    on: date
    verified: int
    limit: date | None
    limit_set: date | None = None
