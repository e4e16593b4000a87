"""``pilotage corpus build`` and ``pilotage corpus report``."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pilotage.base import Language, PilotageError

from . import options
from .files import register_at
from .problems import STOPPED
from .telling import fail, width

if TYPE_CHECKING:
    from pilotage.corpus import Built, Progress

_LABEL = {"en": "Files", "zh": "文件"}


@click.group("corpus")
def command() -> None:
    """Many documents at once: to tables, and what the tables say."""


@command.command()
@click.argument("sources", nargs=-1, required=True, metavar="DIR|GLOB|FILE…")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder.")
@click.option(
    "--engine",
    default="local",
    help="local, or the address of a Ray cluster: ray://host:port.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a core).")
@click.option("--again", is_flag=True, help="Compile everything anew, also what is there.")
@options.units
@options.language
def build(
    sources: tuple[str, ...],
    output: Path,
    engine: str,
    workers: int | None,
    again: bool,
    units: Path | None,
    language: Language,
) -> NoReturn:
    """Compile any number of files into Parquet tables; go on where it was stopped.

    Exit code 1 when files could not be used: they stand in the table of problems.
    """
    from pilotage.corpus import build_corpus, unusable_files, unusable_text

    try:
        with ExitStack() as stack:
            built = build_corpus(
                sources,
                output,
                register=units,
                engine=engine,
                workers=workers,
                again=again,
                progress=_bar(stack, _LABEL[language]),
            )
    except PilotageError as error:
        fail(error)
    except KeyboardInterrupt:
        fail(STOPPED.refusal())
    click.echo(_built(built, language))
    if built.counts.documents < built.counts.files:
        click.echo("\n".join(unusable_text(unusable_files(output), language)))
    sys.exit(0 if built.counts.documents == built.counts.files else 1)


def _bar(stack: ExitStack, label: str) -> "Callable[[Progress], None]":
    """What draws the progress on standard error; the bar ends with ``stack``."""
    bars: list[Any] = []

    def show(at: "Progress") -> None:
        if not bars:
            bar = click.progressbar(length=at.total, label=label, show_pos=True, file=sys.stderr)
            bars.append(stack.enter_context(bar))
        bars[0].update(at.done - bars[0].pos)

    return show


def _built(built: "Built", language: Language) -> str:
    files, documents, tasks, _problems = built.counts
    if language == "zh":
        return (
            f"文件{files:,}个（其中{built.kept:,}个沿用已有结果）：方案{documents:,}份，"
            f"任务和保障措施{tasks:,}项；无法使用{files - documents:,}个，见problems表。"
        )
    return (
        f"{files:,} files ({built.kept:,} kept from before): {documents:,} plans, "
        f"{tasks:,} tasks and safeguards; {files - documents:,} unusable, see the table problems."
    )


@command.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--most", type=click.IntRange(min=1), default=20, help="Rows a table (default 20).")
@options.units
@options.language
def report(corpus: Path, most: int, units: Path | None, language: Language) -> None:
    """Plans by issuer, units by load, and what tasks leave out."""
    from pilotage.corpus import summarise, summary_text

    try:
        summary = summarise(corpus)
    except PilotageError as error:
        fail(error)
    text = summary_text(summary, language, width(), register=register_at(units), most=most)
    click.echo(text, nl=False)
