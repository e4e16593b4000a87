"""What a pack of rules holds. Rules are data, so that an office can read, cite and change them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pilotage.base import Language, PilotageError

from .condition import Condition, Facts


class Light(StrEnum):
    """The light of a matter; computed, never stored."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    ENDED = "ended"
    NONE = "none"


class Slip(StrEnum):
    """The three-coloured slip by which a unit is urged; the colour says how far it has come."""

    BLUE = "blue"
    ORANGE = "orange"
    RED = "red"
    NONE = "none"


class Telling(StrEnum):
    """What is told of a matter on a day, and how far up: to the unit, its head, the leader."""

    NEAR = "near"
    LATE = "late"
    HEAD = "head"
    LEADER = "leader"
    NONE = "none"


class Channel(StrEnum):
    """What a light is about. The three are kept apart; a matter shows the worst."""

    LIMIT = "limit"
    PROGRESS = "progress"
    FORECAST = "forecast"


class PackKind(StrEnum):
    """What the rules of a pack give: a light, the slip that is due, a notice, a number of days."""

    LIGHT = "light"
    SLIP = "slip"
    NOTICE = "notice"
    DAYS = "days"


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

    def of(self, language: Language) -> str:
        """The bare words in that language."""
        return self.zh if language == "zh" else self.en

    def say(self, language: Language, facts: Mapping[str, object]) -> str:
        """The sentence with its facts, which are worded already."""
        return self.of(language).format(**facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number of a pack that an office may change, with what it means and whose it is."""

    value: int
    meaning: Wording
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row. ``gives`` is a light, a slip, or what the number of days is counted in.

    ``source`` is a key of the pack's sources; ``days`` is the number a rule of days gives; ``ask``
    is what a slip says to the unit.
    """

    id: str
    name: str
    gives: str
    when: tuple[Condition, ...]
    wording: Wording
    source: str
    days: int | None = None
    ask: Wording | None = None

    def holds(self, facts: Facts) -> bool:
        """Whether every condition holds of ``facts``."""
        for one in self.when:  # noqa: SIM110 - a generator would double the time of a verdict
            if not one.holds(facts):
                return False
        return True

    def allows(self, stage: str) -> bool:
        """Whether none of its conditions rules ``stage`` out."""
        return all(one.holds({"stage": stage}) for one in self.when if one.fact == "stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A worked example that travels with the pack: from these facts, this, by this rule.

    ``source`` is a key of the pack's sources. ``en`` holds the sentence where it is the point.
    """

    facts: Mapping[str, object]
    gives: str
    rule: str
    source: str
    until: date | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Rules of one kind, first that holds decides. ``channel`` is None but for lights.

    ``wanted`` are the facts that the conditions and the sentences name; ``definitions`` say what
    the words of a judgement mean.
    """

    id: str
    kind: PackKind
    channel: Channel | None
    edition: str
    in_force_from: date
    title: Wording
    about: Wording
    sources: Mapping[str, Wording]
    parameters: Mapping[str, Parameter]
    rules: tuple[Rule, ...]
    cases: tuple[Case, ...]
    wanted: tuple[str, ...]
    definitions: Mapping[str, Wording] = field(default_factory=dict)
    unannounced: Wording | None = None
    _by_stage: dict[str, tuple[Rule, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def decide(self, facts: Facts) -> Rule:
        """The first rule that holds. Raises PilotageError when the pack leaves a gap."""
        for rule in self._at_stage(facts.get("stage")):
            if rule.holds(facts):
                return rule
        said = ", ".join(f"{name} {facts.get(name)}" for name in self.asked)
        raise PilotageError(
            f"The rule pack “{self.id}” says nothing of this case ({said}).",
            "Add a rule for it to the pack.",
            zh=(f"规则包“{self.id}”未规定此种情形（{said}）。", "请在规则包中补充规则。"),
        )

    def _at_stage(self, stage: object) -> tuple[Rule, ...]:
        """The rules that can hold at ``stage``, found once: most ask for another stage first."""
        if not isinstance(stage, str):
            return self.rules
        found = self._by_stage.get(stage)
        if found is None:
            found = tuple(one for one in self.rules if one.allows(stage))
            self._by_stage[stage] = found
        return found

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts that the conditions ask for, each once, in the order of the rules."""
        return tuple(dict.fromkeys(one.fact for rule in self.rules for one in rule.when))
