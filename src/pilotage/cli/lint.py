"""``pilotage lint``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pilotage.base import Diagnostic, Language

from . import options
from .files import compiled, each, register_at
from .telling import colour, dump

if TYPE_CHECKING:
    from pilotage.plan import Plan


@click.command("lint")
@options.files
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--select", default="", help="Only these rules: codes or names, parted by commas.")
@click.option("--ignore", default="", help="Not these rules.")
@options.units
@options.language
def command(
    files: tuple[Path, ...],
    form: str,
    select: str,
    ignore: str,
    units: Path | None,
    language: Language,
) -> NoReturn:
    """Check plan documents before they are issued. Exit code 1 when something is found."""
    from pilotage.lint import lint
    from pilotage.report import findings_json, findings_text

    register = register_at(units)

    def found(data: bytes, name: str) -> "tuple[Plan, list[Diagnostic]]":
        plan = compiled(data, name, register)
        return plan, lint(plan, register, select=_words(select), ignore=_words(ignore))

    results = [*each(files, found)]
    if form == "json":
        listed = {str(file): findings_json(findings, language) for file, (_, findings) in results}
        click.echo(dump(next(iter(listed.values()), []) if len(files) == 1 else listed))
    else:
        for _, (plan, findings) in results:
            click.echo(findings_text(plan, findings, language, colour()), nl=False)
    if len(results) < len(files):
        sys.exit(2)
    sys.exit(1 if any(findings for _, (_, findings) in results) else 0)


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split(",") if word.strip())
