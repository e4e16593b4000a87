"""``pilotage rules``: the packs that judge, their cases, and the way to one verdict."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pilotage.base import Language, PilotageError

from . import options
from .problems import CANNOT_OPEN, NOT_JSON
from .telling import fail, tell

if TYPE_CHECKING:
    from pilotage.rulepack import Pack

PACKS = click.argument("packs", nargs=-1)


@click.group("rules")
def command() -> None:
    """The rule packs: list them, run their cases, explain a verdict."""


@command.command("list")
@options.language
def list_packs(language: Language) -> None:
    """List the packs that are shipped, with edition and number of rules and cases."""
    from pilotage.rulepack import load_pack, pack_names

    for name in pack_names():
        pack = load_pack(name)
        click.echo(
            f"{pack.id:<16} {pack.edition:<4} {pack.channel or pack.kind:<9} "
            f"{len(pack.rules):>3} {len(pack.cases):>3}  {pack.title.of(language)}"
        )


@command.command("test")
@PACKS
@options.language
def test_packs(packs: tuple[str, ...], language: Language) -> NoReturn:
    """Run the cases of PACKS (names, or files of your own; all shipped ones when none is named).

    Exit code 1 when a case comes out otherwise than it says, 2 when a pack cannot be read.
    """
    worst = 0
    for name in packs or _all():
        try:
            worst = max(worst, _tested(_pack(name), language))
        except PilotageError as error:
            tell(error)
            worst = 2
    sys.exit(worst)


def _tested(pack: "Pack", language: Language) -> int:
    from pilotage.rulepack import WorkCalendar, failed_cases

    failures = failed_cases(pack, WorkCalendar())
    done = len(pack.cases) - len(failures)
    click.echo(f"{pack.id} {pack.edition}: {done}/{len(pack.cases)}")
    for failure in failures:
        click.echo(f"  {failure.sentence(language)}")
    return 1 if failures else 0


@command.command("explain")
@click.argument("name", metavar="PACK")
@click.argument("facts", metavar="FACTS.json", required=False)
@options.language
def explain(name: str, facts: str | None, language: Language) -> None:
    """Print how PACK comes to its verdict on FACTS.json ("-" reads standard input).

    Without facts, list those that the pack may ask for.
    """
    from pilotage.rulepack import WorkCalendar, facts_from, judge, reasoning

    try:
        pack = _pack(name)
        if facts is None:
            _list_facts(pack, language)
            return
        given = facts_from(_read(facts))
        verdict = judge(pack, given, WorkCalendar())
    except PilotageError as error:
        fail(error)
    click.echo("\n".join(reasoning(verdict, given, language)))


def _all() -> Sequence[str]:
    from pilotage.rulepack import pack_names

    return pack_names()


def _pack(name: str) -> "Pack":
    """The shipped pack of that name, else the file of it."""
    from pilotage.rulepack import load_pack, pack_names

    return load_pack(name if name in pack_names() or not Path(name).exists() else Path(name))


def _read(place: str) -> object:
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as error:
        raise CANNOT_OPEN.refusal(reason=error.strerror) from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        named = "standard input" if place == "-" else place
        raise NOT_JSON.refusal(place=named, reason=error) from error


def _list_facts(pack: "Pack", language: Language) -> None:
    from pilotage.rulepack import FACTS

    for name in pack.wanted:
        fact = FACTS[name]
        words = ", ".join(fact.labels)
        click.echo(f"{name:<15} {fact.kind:<13} {fact.label(language)}{words and f' ({words})'}")
