"""Write the reference pages that are made from the code: the rules, all problems, the API.

``python -m tools.reference`` writes them; with ``--check`` it writes nothing and exits 1 when a
page in ``docs/reference`` is not what the code gives.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pilotage
from pilotage.base import Kind
from pilotage.lint import RULES, Documentation, Rule
from tools.reference_api import api_page

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- Made from the code by `make docs`; changes made here are lost. -->\n"


def rules_page() -> str:
    """Every rule with its documentation, in the order of the rules."""
    index = "\n".join(
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {_severities(rule)} "
        f"| {Documentation.of(rule).summary} |"
        for rule in RULES
    )
    return (
        f"{MADE}\n# Rules\n\n`pilotage lint` holds a plan against these rules. "
        "An error or a warning stands in the way of issuing until the text is mended, a person "
        "rules, or it is waived with a reason; a note does not. A rule on trial is not yet right "
        "nine times in ten and runs only when it is asked for (`--select`). "
        "The documents under Fails and Passes are run as tests.\n\n"
        f"| code | name | severity | what it says |\n|---|---|---|---|\n{index}\n\n"
        + "\n".join(_rule(rule) for rule in RULES)
    )


def _rule(rule: type[Rule]) -> str:
    page = Documentation.of(rule)
    kinds = "\n".join(f"- {kind.en}\n- {kind.zh}" for kind in _kinds_of(rule))
    return "\n".join(
        (
            f"## {rule.code} {rule.name}\n",
            f"{page.summary}\n",
            f"### What it finds\n\n{page.finds}\n",
            f"### Why it matters\n\n{page.why}\n",
            "### Fails\n",
            *(_document(text) for text in page.fails),
            "### Passes\n",
            *(_document(text) for text in page.passes),
            f"### Source\n\n{page.source}\n",
            f"### Sentences\n\n{kinds}\n",
        )
    )


def _document(text: str) -> str:
    return f"```text\n{text}```\n"


def _kinds_of(rule: type[Rule]) -> list[Kind]:
    return [kind for _, kinds in rooms() for kind in kinds if kind.code == rule.code]


def _severities(rule: type[Rule]) -> str:
    found = dict.fromkeys(kind.severity.value for kind in _kinds_of(rule))
    return ", ".join((*found, *(["on trial"] if rule.status == "trial" else [])))


def problems_page() -> str:
    """Every kind of problem of every room, with its sentences in both languages."""
    return (
        f"{MADE}\n# Problems\n\nAll that the rooms of the core can complain of. "
        "Words in braces are facts filled in where the problem stands.\n\n"
        + "\n".join(_room(*found) for found in rooms())
    )


def _room(room: str, kinds: list[Kind]) -> str:
    rows = "\n".join(
        f"| {kind.code} | {kind.name} | {kind.severity.value} "
        f"| {_both(kind.en, kind.zh)} | {_both(kind.hint_en, kind.hint_zh)} |"
        for kind in kinds
    )
    head = "| code | name | severity | sentence | what to do |\n|---|---|---|---|---|"
    return f"## {room}\n\n{head}\n{rows}\n"


def _both(english: str, chinese: str) -> str:
    return "<br>".join(text.replace("|", "\\|") for text in (english, chinese) if text)


def rooms() -> Iterator[tuple[str, list[Kind]]]:
    """Each room with a catalogue of problems, and the kinds in it as they stand there."""
    for catalogue in sorted(Path(pilotage.__path__[0]).glob("*/problems.py")):
        room = catalogue.parent.name
        found = vars(import_module(f"pilotage.{room}.problems")).values()
        yield room, [kind for kind in found if isinstance(kind, Kind)]


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit status."""
    pages = {"rules.md": rules_page(), "problems.md": problems_page(), "api.md": api_page()}
    if "--check" not in arguments:
        for name, text in pages.items():
            (REFERENCE / name).write_text(text, encoding="utf-8")
        return 0
    stale = [name for name, text in pages.items() if _written(name) != text]
    for name in stale:
        print(f"docs/reference/{name} is not what the code gives. Run make docs and commit it.")
    return 1 if stale else 0


def _written(name: str) -> str:
    page = REFERENCE / name
    return page.read_text(encoding="utf-8") if page.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
