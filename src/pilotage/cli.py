"""The commands: read files and arguments, call the core, print, exit.

Exit codes: 0 done, 1 findings, 2 unusable input or arguments.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from pilotage import __version__
from pilotage.base import Language, PilotageError

_SITE_COMMANDS = {
    "serve": "Run the site on this machine (needs pilotage[server]).",
    "manage": "Administer the site: migrate, createsuperuser, … (needs pilotage[server]).",
}


class _Commands(click.Group):
    """The core's commands, and the site's, which are only looked for when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_SITE_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _SITE_COMMANDS:
            return _site_command(cmd_name)
        return super().get_command(ctx, cmd_name)


def _site_command(name: str) -> click.Command:
    @click.command(
        name,
        help=_SITE_COMMANDS[name],
        short_help=_SITE_COMMANDS[name],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True},
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def run(arguments: tuple[str, ...]) -> NoReturn:
        try:
            site = importlib.import_module("pilotage_server.commands")
        except ImportError as error:
            _fail(
                PilotageError(
                    f"The site is not installed ({error}).",
                    "Install it: pip install 'pilotage[server]'.",
                )
            )
        sys.exit(getattr(site, name)(list(arguments)))

    return run


def _default_language() -> Language:
    asked = os.environ.get("PILOTAGE_LANGUAGE") or os.environ.get("LANG", "")
    return "zh" if asked.lower().startswith("zh") else "en"


_language = click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default=_default_language,
    help="Language of what is printed (default: that of the machine).",
)
_files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_units = click.option(
    "--units",
    type=click.Path(path_type=Path),
    help="Register of units to resolve names against (YAML).",
)
_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write, or folder for several."
)


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="pilotage")
def main() -> None:
    """From the text of a government plan to a running, supervised programme."""


@main.command("compile")
@_files
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "xlsx"]), default="table"
)
@_output
@_units
@_language
def compile_(
    files: tuple[Path, ...], form: str, output: Path | None, units: Path | None, language: Language
) -> NoReturn:
    """Compile plans (.docx, .html, .md, .txt) into tasks with units, limits and targets."""
    register = _register(units)
    if form == "xlsx" and output is None:
        _fail(
            PilotageError(
                "A workbook cannot be printed.", "Name a file or a folder: -o tasks.xlsx."
            )
        )
    compiled = [*_each(files, lambda data, name: _compiled(data, name, register))]
    if output is None:
        _print_plans([plan for _, plan in compiled], form, register, language)
    else:
        folder = output.is_dir() or (len(files) > 1 and form != "jsonl")
        ending = ("txt" if form == "table" else form) if folder else ""
        _write_plans(compiled, output, lambda p: _bytes(p, form, register, language), ending)
    sys.exit(0 if len(compiled) == len(files) else 2)


@main.command()
@_files
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--select", default="", help="Only these rules: codes or names, parted by commas.")
@click.option("--ignore", default="", help="Not these rules.")
@_units
@_language
def lint(
    files: tuple[Path, ...],
    form: str,
    select: str,
    ignore: str,
    units: Path | None,
    language: Language,
) -> NoReturn:
    """Check plan documents before they are issued. Exit code 1 when something is found."""
    from pilotage.lint import lint as check
    from pilotage.report import findings_json, findings_text

    register = _register(units)

    def found(data: bytes, name: str) -> Any:
        plan = _compiled(data, name, register)
        return plan, check(plan, register, select=_words(select), ignore=_words(ignore))

    results = [*_each(files, found)]
    if form == "json":
        listed = {str(file): findings_json(findings, language) for file, (_, findings) in results}
        click.echo(_dump(next(iter(listed.values()), []) if len(files) == 1 else listed))
    else:
        for _, (plan, findings) in results:
            click.echo(findings_text(plan, findings, language, _colour()), nl=False)
    if len(results) < len(files):
        sys.exit(2)
    sys.exit(1 if any(findings for _, (_, findings) in results) else 0)


def _compiled(data: bytes, name: str, register: Any) -> Any:
    from pilotage.compile import compile_document

    return compile_document(data, name, register=register)


def _each(files: tuple[Path, ...], act: Callable[[bytes, str], Any]) -> Iterator[tuple[Path, Any]]:
    """``act`` on every file; a file that cannot be used is told of, and the rest go on."""
    for file in files:
        try:
            yield file, act(_read(file), file.name)
        except PilotageError as error:
            _tell(error, str(file))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except IsADirectoryError:
        raise PilotageError("This is a folder.", "Name the files in it.") from None
    except OSError as error:
        raise PilotageError(
            f"The file cannot be opened: {error.strerror}.", "Check its name."
        ) from None


def _register(path: Path | None) -> Any:
    from pilotage.unit import example_register, load_register

    try:
        return load_register(path) if path else example_register()
    except PilotageError as error:
        _fail(error)


def _print_plans(plans: list[Any], form: str, register: Any, language: Language) -> None:
    if form == "table":
        from pilotage.report import plan_table

        width = _width()
        for plan in plans:
            click.echo(plan_table(plan, language, width, _colour(), register=register), nl=False)
        return
    from pilotage.plan import to_json

    if form == "jsonl":
        for plan in plans:
            click.echo(json.dumps(to_json(plan, language), ensure_ascii=False))
    elif plans:
        found = [to_json(plan, language) for plan in plans]
        click.echo(_dump(found[0] if len(found) == 1 else found))


def _write_plans(
    compiled: list[tuple[Path, Any]],
    output: Path,
    render: Callable[[list[Any]], bytes],
    ending: str,
) -> None:
    """One file a plan into a folder, or everything into the one file named."""
    try:
        if ending:
            output.mkdir(parents=True, exist_ok=True)
            for file, plan in compiled:
                (output / f"{file.stem}.{ending}").write_bytes(render([plan]))
        elif compiled:
            output.write_bytes(render([plan for _, plan in compiled]))
    except OSError as error:
        _fail(
            PilotageError(f"{output} cannot be written: {error.strerror}.", "Choose another place.")
        )


def _bytes(plans: list[Any], form: str, register: Any, language: Language) -> bytes:
    from pilotage.plan import to_json
    from pilotage.report import plan_table, plan_xlsx

    if form == "xlsx":
        return plan_xlsx(plans[0], language, register)
    if form == "table":
        return plan_table(plans[0], language, 100, False, register=register).encode()
    if form == "jsonl":
        lines = (json.dumps(to_json(plan, language), ensure_ascii=False) for plan in plans)
        return "".join(f"{line}\n" for line in lines).encode()
    return (_dump(to_json(plans[0], language)) + "\n").encode()


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split(",") if word.strip())


def _width() -> int:
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 140)


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _tell(error: PilotageError, where: str = "") -> None:
    what, remedy = error.told(_default_language())
    click.echo(f"pilotage: {where + ': ' if where else ''}{what} {remedy}".rstrip(), err=True)


def _fail(error: PilotageError) -> NoReturn:
    _tell(error)
    sys.exit(2)
