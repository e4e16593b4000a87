"""The site's commands: the core names them, and knows nothing else of the site."""

import importlib
import sys
from typing import NoReturn

import click

from .problems import NO_SITE
from .telling import fail

SITE_COMMANDS = {
    "serve": "Run the site on this machine (needs the extra server).",
    "manage": "Administer the site: accounts, backup, the record … (needs the extra server).",
}


def site_command(name: str) -> click.Command:
    """The command of that name; what stands after it is passed on unread."""

    @click.command(
        name,
        help=SITE_COMMANDS[name],
        short_help=SITE_COMMANDS[name],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True},
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def run(arguments: tuple[str, ...]) -> NoReturn:
        try:
            site = importlib.import_module("pilotage_server.commands")
        except ImportError as error:
            fail(NO_SITE.refusal(reason=error))
        sys.exit(getattr(site, name)(list(arguments)))

    return run
