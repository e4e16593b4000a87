"""What a pack of rules holds. Rules are data, so that an office can read, cite and change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pilotage.base import Language, PilotageError


class Light(StrEnum):
    """The light of a matter; computed, never stored."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    ENDED = "ended"
    NONE = "none"


class Stage(StrEnum):
    """What a limit can mean for a matter now."""

    REGISTERED = "registered"
    ONGOING = "ongoing"
    UNLIMITED = "unlimited"
    RUNNING = "running"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    MERGED = "merged"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A sentence in both languages; ``{names}`` in it are facts of the verdict."""

    en: str
    zh: str

    def say(self, language: Language, facts: Mapping[str, object]) -> str:
        """The sentence with its facts."""
        return (self.zh if language == "zh" else self.en).format(**facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LightRule:
    """One row: holds for a ``stage``, for days left within the bounds; None bounds nothing.

    ``late`` asks whether the limit lies behind today, which on a day off can be so with no
    working day lost.
    """

    id: str
    name: str
    light: Light
    stage: Stage
    late: bool | None
    at_least: int | None
    at_most: int | None
    wording: Wording

    def holds(self, stage: Stage, *, late: bool, days: int) -> bool:
        """Whether this rule decides; ``days`` are working days left, negative when past."""
        return (
            self.stage is stage
            and self.late in (None, late)
            and (self.at_least is None or days >= self.at_least)
            and (self.at_most is None or days <= self.at_most)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LightCase:
    """A worked example that travels with the pack: on ``today`` this light, by this rule."""

    today: date
    stage: Stage
    limit: date | None
    light: Light
    rule: str
    en: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LightPack:
    """The rules of one channel of lights. ``source`` says whose practice they follow."""

    id: str
    edition: str
    channel: str
    in_force_from: date
    source: str
    parameters: Mapping[str, int]
    rules: tuple[LightRule, ...]
    unannounced: Wording
    cases: tuple[LightCase, ...]

    def decide(self, stage: Stage, *, late: bool, days: int) -> LightRule:
        """The first rule that holds. Raises PilotageError when the pack leaves a gap."""
        for rule in self.rules:
            if rule.holds(stage, late=late, days=days):
                return rule
        raise PilotageError(
            f"The rule pack “{self.id}” says nothing of a {stage} matter with {days} days left.",
            "Add a rule for it to the pack.",
        )
