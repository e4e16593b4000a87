"""``pilotage compile``."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pilotage.base import Language

from . import options
from .files import compiled, each, register_at
from .problems import CANNOT_WRITE, NEEDS_A_FOLDER, NOT_PRINTABLE, WOULD_OVERWRITE
from .telling import colour, dump, fail, width

if TYPE_CHECKING:
    from pilotage.plan import Plan
    from pilotage.unit import Register


@click.command("compile")
@options.files
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "xlsx"]), default="table"
)
@options.output
@options.units
@options.language
def command(
    files: tuple[Path, ...], form: str, output: Path | None, units: Path | None, language: Language
) -> NoReturn:
    """Compile plans of any usual format into tasks with units, limits and targets.

    .docx, .pdf, .ofd, .xlsx, .csv, .html, .md and .txt are read here; .doc, .wps and .rtf through
    LibreOffice where it is installed. The format is told by the content.
    """
    if output is not None:
        _keep_sources(files, output, form)
    register = register_at(units)
    if form == "xlsx" and output is None:
        fail(NOT_PRINTABLE.refusal())
    plans = each(files, lambda data, name: compiled(data, name, register))
    if output is None:
        done = _print((plan for _, plan in plans), form, register, language)
    elif output.is_dir() or (len(files) > 1 and form != "jsonl"):
        ending = "txt" if form == "table" else form
        done = _write_each(plans, output, lambda p: _bytes([p], form, register, language), ending)
    else:
        done = _write(plans, output, lambda p: _bytes(p, form, register, language))
    sys.exit(0 if done == len(files) else 2)


def _keep_sources(files: Sequence[Path], output: Path, form: str) -> None:
    """Refuse to write over a document that is read, and to put several into one workbook."""
    folder = output.is_dir() or (len(files) > 1 and form != "jsonl")
    if folder and output.suffix in (".xlsx", ".json", ".txt") and not output.is_dir():
        fail(NEEDS_A_FOLDER.refusal(place=output))
    ending = "txt" if form == "table" else form
    for file in files:
        target = output / f"{file.stem}.{ending}" if folder else output
        if target.exists() and file.exists() and target.samefile(file):
            fail(WOULD_OVERWRITE.refusal(place=target))


def _print(plans: "Iterable[Plan]", form: str, register: "Register", language: Language) -> int:
    """Each plan as soon as it is compiled, but for JSON, which is one list; how many they were."""
    from pilotage.plan import to_json
    from pilotage.report import plan_table

    if form == "json":
        found = [to_json(plan, language) for plan in plans]
        if found:
            click.echo(dump(found[0] if len(found) == 1 else found))
        return len(found)
    done, columns = 0, width()
    for plan in plans:
        if form == "table":
            click.echo(plan_table(plan, language, columns, colour(), register=register), nl=False)
        else:
            click.echo(json.dumps(to_json(plan, language), ensure_ascii=False))
        done += 1
    return done


def _write_each(
    plans: "Iterable[tuple[Path, Plan]]",
    folder: Path,
    render: "Callable[[Plan], bytes]",
    ending: str,
) -> int:
    """One file a plan, written as soon as it is compiled; how many they were."""
    done = 0
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for file, plan in plans:
            (folder / f"{file.stem}.{ending}").write_bytes(render(plan))
            done += 1
    return done


def _write(
    plans: "Iterable[tuple[Path, Plan]]", output: Path, render: "Callable[[list[Plan]], bytes]"
) -> int:
    """Everything into one file; nothing is written when there is nothing."""
    found = [plan for _, plan in plans]
    with _told(output):
        if found:
            output.write_bytes(render(found))
    return len(found)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """A place that cannot be written ends the command with one sentence."""
    try:
        yield
    except OSError as error:
        fail(CANNOT_WRITE.refusal(place=place, reason=error.strerror))


def _bytes(plans: "Sequence[Plan]", form: str, register: "Register", language: Language) -> bytes:
    from pilotage.plan import to_json
    from pilotage.report import plan_table, plan_xlsx

    if form == "xlsx":
        return plan_xlsx(plans[0], plans[0].language, register)
    if form == "table":
        return plan_table(plans[0], language, 100, False, register=register).encode()
    if form == "jsonl":
        lines = (json.dumps(to_json(plan, language), ensure_ascii=False) for plan in plans)
        return "".join(f"{line}\n" for line in lines).encode()
    return (dump(to_json(plans[0], language)) + "\n").encode()
