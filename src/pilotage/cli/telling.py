"""How a command speaks: its language, its width, its errors, its end."""

import json
import os
import sys
from typing import Any, NoReturn

import click

from pilotage.base import Language, PilotageError


def default_language() -> Language:
    """The language of the machine, unless PILOTAGE_LANGUAGE names another."""
    asked = os.environ.get("PILOTAGE_LANGUAGE") or os.environ.get("LANG", "")
    return "zh" if asked.lower().startswith("zh") else "en"


def tell(error: PilotageError, where: str = "") -> None:
    """One sentence on standard error, after the file it is about."""
    what, remedy = error.told(default_language())
    click.echo(f"pilotage: {where + ': ' if where else ''}{what} {remedy}".rstrip(), err=True)


def fail(error: PilotageError) -> NoReturn:
    """The sentence, and exit code 2."""
    tell(error)
    sys.exit(2)


def dump(value: Any) -> str:
    """JSON that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def width() -> int:
    """Columns of the terminal, at most 140: longer lines are hard to follow."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 140)


def colour() -> bool:
    """Whether what is printed may be coloured."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
