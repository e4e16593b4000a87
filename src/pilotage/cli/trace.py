"""``pilotage trace``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pilotage.base import Language

from . import options
from .files import compiled, each, register_at
from .problems import CANNOT_WRITE
from .telling import colour, dump, fail, width

if TYPE_CHECKING:
    from pilotage.trace import Trace

_EPILOG = "Several files after one option are all taken: --upper A B --lower C D."


class _ManyFiles(click.Command):
    """An option takes all the words up to the next option, as a shell's ``*.docx`` gives them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, spread(args))


def spread(arguments: list[str]) -> list[str]:
    """``--upper A B`` as ``--upper A --upper B``; other arguments stay as they are."""
    spread_out: list[str] = []
    option: str | None = None
    for argument in arguments:
        if argument in ("--upper", "--lower"):
            option = argument
            spread_out.append(argument)
        elif argument.startswith("-") and len(argument) > 1:
            option = None
            spread_out.append(argument)
        elif option and spread_out[-1] != option:
            spread_out += [option, argument]
        else:
            spread_out.append(argument)
    return spread_out


@click.command("trace", cls=_ManyFiles, epilog=_EPILOG)
@click.option(
    "--upper",
    "uppers",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Directives, briefs or plans from above.",
)
@click.option(
    "--lower",
    "lowers",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Plans that answer them.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@options.units
@options.language
def command(
    uppers: tuple[Path, ...],
    lowers: tuple[Path, ...],
    form: str,
    output: Path | None,
    units: Path | None,
    language: Language,
) -> NoReturn:
    """Show which item of the lower plans answers which of the upper ones, and what has none."""
    from pilotage.trace import trace

    register = register_at(units)
    above = [*each(uppers, lambda data, name: compiled(data, name, register))]
    below = [*each(lowers, lambda data, name: compiled(data, name, register))]
    if not above or not below:
        sys.exit(2)
    found = trace([plan for _, plan in above], [plan for _, plan in below])
    for problem in found.problems:
        click.echo(f"pilotage: {problem.message(language)} {problem.hint(language)}", err=True)
    _give(_rendered(found, form, language, plain=output is not None), output)
    sys.exit(0 if len(above) + len(below) == len(uppers) + len(lowers) else 2)


def _rendered(found: "Trace", form: str, language: Language, *, plain: bool) -> str:
    from pilotage.report import trace_html, trace_json, trace_text

    if form == "json":
        return dump(trace_json(found, language)) + "\n"
    if form == "html":
        return trace_html(found, language)
    return trace_text(found, language, colour() and not plain, width=width())


def _give(told: str, output: Path | None) -> None:
    if output is None:
        click.echo(told, nl=False)
        return
    try:
        output.write_text(told, encoding="utf-8")
    except OSError as error:
        fail(CANNOT_WRITE.refusal(place=output, reason=error.strerror))
