"""The one kind of error that a person sees."""

from typing import Literal


class PilotageError(Exception):
    """Unusable input or arguments, told in one clear sentence.

    ``what`` says what cannot be done and why; ``remedy`` says what to do about it (may be
    empty). Both are whole sentences with their full stops, in English; ``zh`` holds the two in
    Chinese where a page may show them.
    """

    def __init__(self, what: str, remedy: str = "", *, zh: tuple[str, str] | None = None) -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy
        self._zh = zh or (what, remedy)

    def told(self, language: Literal["en", "zh"] = "en") -> tuple[str, str]:
        """What cannot be done, and the remedy, in the reader's language."""
        return self._zh if language == "zh" else (self.what, self.remedy)
