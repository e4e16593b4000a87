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
    """List the unit names that the register does not settle, most frequent first.

    -o writes a register with every unit that the files name, those that are known as well.
    """
    from pilotage.corpus import all_names, open_names_text, register_stub

    used: list[Path] = []
    register = register_at(units)
    names, known = all_names(_plans(files, register, used))
    if output is None:
        click.echo(open_names_text(names, language, width()), nl=False)
    else:
        try:
            output.write_text(
                register_stub(
                    names, [register.units[one] for one in known if one in register.units]
                ),
                encoding="utf-8",
            )
        except OSError as error:
            fail(CANNOT_WRITE.refusal(place=output, reason=error.strerror))
    sys.exit(0 if len(used) == len(files) else 2)


def _plans(files: tuple[Path, ...], register: "Register", used: list[Path]) -> "Iterator[Plan]":
    """The plans one by one, so that only one is held; the files they came from go to ``used``."""
    for file, plan in each(files, lambda data, name: compiled(data, name, register)):
        used.append(file)
        yield plan
