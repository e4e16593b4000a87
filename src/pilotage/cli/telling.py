"""How a command speaks: its language, its width, its errors, its end."""

import json
import os
import sys
from typing import Any, NoReturn

import click

from pilotage.base import Language, PilotageError

_ASKED = "pilotage.language"


def default_language() -> Language:
    """The language of the machine, unless PILOTAGE_LANGUAGE names another."""
    names = ("PILOTAGE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    asked = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def spoken() -> Language:
    """The language asked for on the command line, else the machine's."""
    context = click.get_current_context(silent=True)
    asked: Language | None = context.meta.get(_ASKED) if context else None
    return asked or default_language()


def remember(context: click.Context, _option: click.Parameter, value: Language) -> Language:
    """Keep the answer to ``--language`` where errors find it, whatever is read after it."""
    context.meta[_ASKED] = value
    return value


def tell(error: PilotageError, where: str = "") -> None:
    """One sentence on standard error, after the file it is about."""
    language = spoken()
    gap = "" if language == "zh" else " "
    what, remedy = error.told(language)
    click.echo(f"pilotage: {where + ': ' if where else ''}{what}{gap}{remedy}".rstrip(), err=True)


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
