"""Arguments that several commands take, spelled once."""

from pathlib import Path

import click

from .telling import default_language, remember

language = click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default=default_language,
    callback=remember,
    is_eager=True,
    help="Language of what is printed (default: that of the machine).",
)
files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
units = click.option(
    "--units",
    type=click.Path(path_type=Path),
    help="Register of units to resolve names against (YAML or workbook).",
)
output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write, or folder for several."
)
