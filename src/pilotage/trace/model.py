"""Links between provisions: which item of a lower document answers which item of an upper one."""

from dataclasses import dataclass
from enum import StrEnum

from pilotage.base import Diagnostic, Language, Span, fingerprint

ASSERTED = 0.5
"""A link of this strength or more is asserted; a weaker one is a candidate for a person to judge.
One figure for every language and every pair of documents."""


class Relation(StrEnum):
    """How the lower provision stands to the upper one."""

    IMPLEMENTS = "implements"
    REPEATS = "repeats"
    NARROWS = "narrows"
    EXTENDS = "extends"
    REPLACES = "replaces"


class Basis(StrEnum):
    """By citation: the lower item names the upper one. By likeness: they share their words.
    Ruled: nothing of the kind was found, a person stated the link."""

    CITATION = "citation"
    LIKENESS = "likeness"
    RULED = "ruled"


class Verdict(StrEnum):
    """What a person ruled about a link."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """The smallest numbered item of a plan, or one requirement of a meeting brief.

    ``span`` indexes the text of its document, and ``text`` is the words there. ``body`` is what is
    compared: the heading and the measures, without the notes that name units. ``task`` is the
    task's id, None in a brief. ``owned`` says whether a unit stands at it.
    """

    document: str
    title: str
    language: Language
    task: str | None
    number: str | None
    heading: str
    path: tuple[str, ...]
    text: str
    span: Span
    body: tuple[str, ...]
    safeguard: bool
    owned: bool

    @property
    def mark(self) -> str:
        """What names it by its words: the id of its task; in a brief their fingerprint."""
        return self.task or fingerprint(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Words that both provisions hold, with the place of their first occurrence in each text.

    The two spans index the texts of the two documents.
    """

    words: str
    upper: Span
    lower: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A lower provision that answers an upper one, how surely (0 to 1) and why.

    ``verdict`` is what a person ruled about it, ``by`` who that was.
    """

    upper: Provision
    lower: Provision
    relation: Relation
    strength: float
    basis: Basis
    shared: tuple[Shared, ...]
    verdict: Verdict | None = None
    by: str = ""

    @property
    def mark(self) -> str:
        """What names the pair by the words of both items."""
        return f"{self.upper.mark}-{self.lower.mark}"

    @property
    def asserted(self) -> bool:
        """Whether the link counts: as ruled, else by its strength. If not, it is a candidate."""
        if self.verdict:
            return self.verdict is Verdict.CONFIRMED
        return self.strength >= ASSERTED

    def reason(self, language: Language = "en") -> str:
        """Why, in one sentence, in the reader's language."""
        if self.basis is Basis.RULED:
            return f"由{self.by}认定。" if language == "zh" else f"Stated by {self.by}."
        if language == "zh":
            words = "、".join(f"“{one.words}”" for one in self.shared) or "若干常用词"
            cited = "下级事项引用了上级文件；" if self.basis is Basis.CITATION else ""
            return f"{cited}两处都写有{words}。"
        words = ", ".join(f"“{one.words}”" for one in self.shared) or "only everyday words"
        cited = "The lower item cites the upper document. " if self.basis is Basis.CITATION else ""
        return f"{cited}Both say {words}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All links found, strongest first for every lower provision, and what has none.

    ``uncovered``: upper provisions that no asserted link answers. ``unmandated``: lower provisions
    without an asserted link above. ``unowned``: safeguards, above or below, that name no unit.
    ``uncompared``: those that all documents on the other side are in another language than; they
    are neither covered nor uncovered.
    """

    uppers: tuple[Provision, ...]
    lowers: tuple[Provision, ...]
    links: tuple[Link, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def asserted(self) -> tuple[Link, ...]:
        """The links that count."""
        return tuple(link for link in self.links if link.asserted)

    @property
    def uncovered(self) -> tuple[Provision, ...]:
        """Upper provisions with nothing below, in the order of the text."""
        answered = {id(link.upper) for link in self.asserted}
        return tuple(one for one in self._compared(self.uppers) if id(one) not in answered)

    @property
    def unmandated(self) -> tuple[Provision, ...]:
        """Lower provisions with nothing above, in the order of the text."""
        mandated = {id(link.lower) for link in self.asserted}
        return tuple(one for one in self._compared(self.lowers) if id(one) not in mandated)

    @property
    def uncompared(self) -> tuple[Provision, ...]:
        """Provisions, upper ones first, of which nobody can say yet whether they are answered."""
        above = _in_no_language_of(self.lowers, self.uppers)
        return (*above, *_in_no_language_of(self.uppers, self.lowers))

    def _compared(self, side: tuple[Provision, ...]) -> tuple[Provision, ...]:
        without = {id(one) for one in self.uncompared}
        return tuple(one for one in side if id(one) not in without)

    @property
    def unowned(self) -> tuple[Provision, ...]:
        """Safeguards for which nobody answers."""
        both = (*self.uppers, *self.lowers)
        return tuple(one for one in both if one.safeguard and not one.owned)


def _in_no_language_of(
    others: tuple[Provision, ...], side: tuple[Provision, ...]
) -> tuple[Provision, ...]:
    languages = {other.language for other in others}
    return tuple(one for one in side if others and one.language not in languages)
