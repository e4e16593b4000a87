"""The light of a matter, with the rule that lit it, the facts it used, and the sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pilotage.base import Language
from pilotage.ledger import MatterState, Step
from pilotage.rulepack import Light, LightPack, LightRule, Stage, WorkCalendar

from .clock import LimitClock, day_phrase, days_phrase, limit_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One channel's light. ``rule`` and ``edition`` name the row of the pack that decided.

    ``facts`` are what it was decided on: ``today``, ``stage``, ``limit``, ``days`` (working days
    left, negative when late, None without a running limit), ``late``, ``unannounced`` (a year).
    """

    light: Light
    channel: str
    rule: str
    edition: str
    facts: Mapping[str, object]
    en: str
    zh: str

    def sentence(self, language: Language = "en") -> str:
        """Why, in the reader's language."""
        return self.zh if language == "zh" else self.en


def light(state: MatterState, today: date, calendar: WorkCalendar, pack: LightPack) -> Verdict:
    """The light of ``state`` on ``today`` by the rules of ``pack``; the same facts, the same light.

    Raises PilotageError when the pack has no rule for the case.
    """
    stage = stage_of(state)
    clock = None
    if stage is Stage.RUNNING and state.limit:
        clock = limit_clock(state.limit, today, calendar)
    rule = pack.decide(
        stage, late=clock is not None and clock.late, days=clock.days if clock else 0
    )
    return Verdict(
        light=rule.light,
        channel=pack.channel,
        rule=rule.id,
        edition=pack.edition,
        facts=_facts(state, stage, today, clock),
        en=_say("en", pack, rule, state, clock),
        zh=_say("zh", pack, rule, state, clock),
    )


def stage_of(state: MatterState) -> Stage:
    """What the limit of ``state`` can mean now."""
    by_step = {
        Step.CLOSED: Stage.CLOSED,
        Step.MERGED: Stage.MERGED,
        Step.CANCELLED: Stage.CANCELLED,
        Step.SUSPENDED: Stage.SUSPENDED,
        Step.REGISTERED: Stage.REGISTERED,
    }
    if state.step in by_step:
        return by_step[state.step]
    if state.limit:
        return Stage.RUNNING
    return Stage.ONGOING if state.ongoing else Stage.UNLIMITED


def _facts(
    state: MatterState, stage: Stage, today: date, clock: LimitClock | None
) -> dict[str, object]:
    return {
        "today": today,
        "stage": stage,
        "limit": state.limit,
        "days": clock.days if clock else None,
        "late": clock is not None and clock.late,
        "unannounced": clock.unannounced if clock else None,
    }


def _say(
    language: Language,
    pack: LightPack,
    rule: LightRule,
    state: MatterState,
    clock: LimitClock | None,
) -> str:
    facts = dict(pack.parameters) | {
        "days": days_phrase(abs(clock.days) if clock else 0, language),
        "limit": day_phrase(state.limit, language),
        "since": day_phrase(state.suspended_since, language),
        "closed": day_phrase(state.closed_on, language),
        "ended": day_phrase(state.ended_on, language),
    }
    sentence = rule.wording.say(language, facts)
    if clock is None or clock.unannounced is None:
        return sentence
    note = pack.unannounced.say(language, facts | {"year": clock.unannounced})
    return sentence + (note if language == "zh" else f" {note}")
