"""A verdict: the row of a pack that decided, the facts it used, and the sentence."""

from dataclasses import dataclass

from pilotage.base import Language

from .calendar import WorkCalendar
from .condition import Facts
from .derive import complete
from .facts import worded
from .model import Channel, Light, Pack, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What ``pack`` gives on ``facts``, by its rule ``decided``. Words are made when asked for."""

    pack: Pack
    decided: Rule
    facts: Facts

    @property
    def gives(self) -> str:
        """The light, the slip, or what days are counted in."""
        return self.decided.gives

    @property
    def light(self) -> Light:
        return Light(self.decided.gives)

    @property
    def channel(self) -> Channel | None:
        return self.pack.channel

    @property
    def rule(self) -> str:
        """The id of the rule that decided."""
        return self.decided.id

    @property
    def edition(self) -> str:
        return self.pack.edition

    @property
    def en(self) -> str:
        return self.sentence("en")

    @property
    def zh(self) -> str:
        return self.sentence("zh")

    def sentence(self, language: Language = "en") -> str:
        """Why, in the reader's language."""
        said = worded_with_numbers(self, language)
        sentence = self.decided.wording.say(language, said)
        note = self.pack.unannounced
        if note is None or self.facts.get("unannounced") is None:
            return sentence
        return sentence + ("" if language == "zh" else " ") + note.say(language, said)

    def asks(self, language: Language = "en") -> str:
        """What the slip that is due says to the unit; empty where none is."""
        ask = self.decided.ask
        return ask.say(language, worded_with_numbers(self, language)) if ask else ""


def worded_with_numbers(verdict: Verdict, language: Language) -> dict[str, str]:
    """The facts as words, and the numbers of the pack by their names."""
    numbers = {name: str(one.value) for name, one in verdict.pack.parameters.items()}
    return numbers | worded(verdict.facts, verdict.pack.wanted, language)


def judge(pack: Pack, given: Facts, calendar: WorkCalendar) -> Verdict:
    """The verdict of ``pack`` on what is ``given``; the same facts, the same verdict.

    Raises PilotageError when the pack has no rule for the case.
    """
    facts = complete(given, calendar, pack.wanted)
    return Verdict(pack=pack, decided=pack.decide(facts), facts=facts)
