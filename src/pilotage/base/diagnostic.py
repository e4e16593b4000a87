"""What a pass or a rule can complain of, as data; rendering is the business of ``report``.

Every room keeps its catalogue of ``Kind`` in ``problems.py``. A kind holds the sentence in both
languages, so that one catalogue serves the terminal, the pages and the API.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from .errors import PilotageError
from .span import Span

Language = Literal["en", "zh"]


class Severity(StrEnum):
    """Error: cannot be issued so. Warning: a person must rule. Note: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def filled(template: str, language: Language, facts: Mapping[str, object]) -> str:
    """``template`` with ``facts``; of one that has a wording in each language, this one's."""
    local = {
        name: fact[language] if isinstance(fact, Mapping) else fact for name, fact in facts.items()
    }
    return template.format(**local)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One thing that can be said of a document: a stable code, a readable name, the sentences.

    ``en`` and ``zh`` are templates for ``str.format`` over the facts of a diagnostic; ``hint_*``
    say what to do about it.
    """

    code: str
    name: str
    severity: Severity
    en: str
    zh: str
    hint_en: str = ""
    hint_zh: str = ""

    @classmethod
    def refusing(
        cls, code: str, name: str, sentences: tuple[str, str], hints: tuple[str, str] = ("", "")
    ) -> "Kind":
        """An error after which nothing is done: (English, Chinese) of the sentence and of the
        remedy."""
        return cls(
            code=code,
            name=name,
            severity=Severity.ERROR,
            en=sentences[0],
            zh=sentences[1],
            hint_en=hints[0],
            hint_zh=hints[1],
        )

    def say(self, language: Language, facts: Mapping[str, object]) -> str:
        """The sentence about ``facts``, in the reader's language."""
        return filled(self.zh if language == "zh" else self.en, language, facts)

    def advise(self, language: Language, facts: Mapping[str, object]) -> str:
        """What to do about it, in the reader's language; empty when there is nothing to say."""
        return filled(self.hint_zh if language == "zh" else self.hint_en, language, facts)

    def at(self, span: Span | None, *, task: str | None = None, **facts: object) -> "Diagnostic":
        """This complaint about the words at ``span`` (and the task with that id)."""
        return Diagnostic(kind=self, span=span, task=task, facts=facts)

    def refusal(self, **facts: object) -> PilotageError:
        """The same complaint as an error, where nothing can be read at all."""
        told = Diagnostic(kind=self, span=None, facts=facts)
        return PilotageError(
            told.message("en"), told.hint("en"), zh=(told.message("zh"), told.hint("zh"))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One complaint: its kind, its place, and the facts its sentence names."""

    kind: Kind
    span: Span | None
    task: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def name(self) -> str:
        return self.kind.name

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    def message(self, language: Language = "en") -> str:
        """The sentence, in the reader's language."""
        return self.kind.say(language, self.facts)

    def hint(self, language: Language = "en") -> str:
        """What to do about it, in the reader's language; empty when there is nothing to say."""
        return self.kind.advise(language, self.facts)
