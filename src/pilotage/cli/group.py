"""``pilotage`` itself: each command has a file of its own, opened when it is asked for."""

import importlib

import click

from pilotage import __version__

from .site import SITE_COMMANDS, site_command

_FILES = {
    "compile": "compile",
    "corpus": "corpus",
    "diff": "diff",
    "lint": "lint",
    "rules": "rules",
    "trace": "trace",
    "units": "units",
}
"""A command and its file here, which holds it under the name ``command``."""


class _Commands(click.Group):
    """The core's commands, and the site's, which are only looked for when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_FILES, *SITE_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in SITE_COMMANDS:
            return site_command(cmd_name)
        if cmd_name in _FILES:
            file = importlib.import_module(f"{__package__}.{_FILES[cmd_name]}")
            command: click.Command = file.command
            return command
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="pilotage")
def main() -> None:
    """From the text of a government plan to a running, supervised programme."""
