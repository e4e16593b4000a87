"""``pilotage units``."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pilotage.base import Language

from . import options
from .files import compiled, each, register_at
from .problems import CANNOT_WRITE
from .telling import fail, width

if TYPE_CHECKING:
    from pilotage.plan import Plan
    from pilotage.unit import Register


@click.command("units")
@options.files
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Register to write and fill in (YAML)."
)
@options.units
@options.language
def command(
    files: tuple[Path, ...], output: Path | None, units: Path | None, language: Language
) -> NoReturn:
    """List the unit names that the register does not settle, most frequent first."""
    from pilotage.corpus import open_names, open_names_text, register_stub

    used: list[Path] = []
    names = open_names(_plans(files, register_at(units), used))
    if output is None:
        click.echo(open_names_text(names, language, width()), nl=False)
    else:
        try:
            output.write_text(register_stub(names), encoding="utf-8")
        except OSError as error:
            fail(CANNOT_WRITE.refusal(place=output, reason=error.strerror))
    sys.exit(0 if len(used) == len(files) else 2)


def _plans(files: tuple[Path, ...], register: "Register", used: list[Path]) -> "Iterator[Plan]":
    """The plans one by one, so that only one is held; the files they came from go to ``used``."""
    for file, plan in each(files, lambda data, name: compiled(data, name, register)):
        used.append(file)
        yield plan
