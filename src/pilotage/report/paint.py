"""Colour for terminals, only when asked for."""

from enum import StrEnum

from pilotage.base import Severity


class Ink(StrEnum):
    """Select Graphic Rendition codes (ECMA-48), the ones every terminal knows."""

    BOLD = "1"
    FAINT = "2"
    RED = "1;31"
    YELLOW = "1;33"
    BLUE = "1;34"


SEVERITY_INK = {Severity.ERROR: Ink.RED, Severity.WARNING: Ink.YELLOW, Severity.NOTE: Ink.BLUE}


def paint(text: str, ink: Ink, colour: bool) -> str:
    """``text`` in that ink; as it is when no colour is wanted or there is nothing to paint."""
    return f"\x1b[{ink.value}m{text}\x1b[0m" if colour and text else text
