"""The register of units this site works with, and the names pages show."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from pilotage.base import Language

if TYPE_CHECKING:
    from pilotage.unit import Register


@cache
def register() -> "Register":
    """The register named by ``PILOTAGE_REGISTER``, else the one of the example programme."""
    from pilotage.unit import example_register, load_register

    path: str = settings.PILOTAGE_REGISTER
    return load_register(Path(path)) if path else example_register()


def short_name(unit: str, language: Language) -> str:
    """The short name of a unit for tables; the id itself when the register lacks it."""
    found = register().get(unit)
    return found.short(language) if found else unit


def full_name(unit: str, language: Language) -> str:
    """The full name of a unit; the id itself when the register lacks it."""
    found = register().get(unit)
    return found.full(language) if found else unit
