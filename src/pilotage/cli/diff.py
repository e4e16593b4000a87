"""``pilotage diff``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pilotage.base import Language, PilotageError

from . import options
from .files import compiled, read, register_at
from .problems import CANNOT_WRITE
from .telling import colour, dump, fail, tell, width

if TYPE_CHECKING:
    from pilotage.plan import Difference, Plan
    from pilotage.unit import Register


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@options.units
@options.language
def command(
    old: Path, new: Path, form: str, output: Path | None, units: Path | None, language: Language
) -> NoReturn:
    """Compare two editions of a plan. Exit code 1 when they differ."""
    from pilotage.plan import diff

    register = register_at(units)
    plans = [_plan(file, register) for file in (old, new)]
    try:
        found = diff(plans[0], plans[1])
    except PilotageError as error:
        fail(error)
    if output is None:
        click.echo(_rendered(found, form, language, colour(), width()), nl=False)
    else:
        _write(output, _rendered(found, form, language, False, 100))
    sys.exit(0 if found.empty else 1)


def _plan(file: Path, register: "Register") -> "Plan":
    """The plan in ``file``; one that cannot be used ends the command."""
    try:
        return compiled(read(file), file.name, register)
    except PilotageError as error:
        tell(error, str(file))
        sys.exit(2)


def _rendered(
    found: "Difference", form: str, language: Language, coloured: bool, columns: int
) -> str:
    from pilotage.report import diff_html, diff_json, diff_text

    if form == "json":
        return dump(diff_json(found, language)) + "\n"
    if form == "html":
        return diff_html(found, language)
    return diff_text(found, language, coloured, width=columns)


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(CANNOT_WRITE.refusal(place=output, reason=error.strerror))
