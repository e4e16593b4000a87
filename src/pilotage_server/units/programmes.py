"""The programmes an account may be limited to, as the app that keeps them tells."""

from collections.abc import Callable
from dataclasses import dataclass

from pilotage.base import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme by its number and code, with its names."""

    key: int
    code: str
    zh: str
    en: str

    def name(self, language: Language) -> str:
        """Its name in that language."""
        return self.zh if language == "zh" else self.en


def _none() -> list[Programme]:
    return []


_listed: list[Callable[[], list[Programme]]] = [_none]


def listed_by(listing: Callable[[], list[Programme]]) -> None:
    """Take the programmes from ``listing``. The app above calls it when it starts."""
    _listed[0] = listing


def known() -> list[Programme]:
    """Every programme there is, the newest first."""
    return _listed[0]()


def programme_of(key: int | None) -> Programme | None:
    """The programme with that number; None when there is none."""
    return next((one for one in known() if one.key == key), None)
