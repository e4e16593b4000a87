"""All rules, or those asked for, over one plan."""

from collections.abc import Iterable, Iterator

from pilotage.base import Diagnostic, PilotageError
from pilotage.plan import Plan
from pilotage.unit import Register

from .rule import Rule
from .rules import RULES


def lint(
    plan: Plan,
    register: Register | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> list[Diagnostic]:
    """What the rules find in ``plan``, in the order of its text.

    ``select`` and ``ignore`` hold codes ("L101"), their beginnings ("L1") or names ("no-limit");
    an empty ``select`` means every rule that is not on trial, and ``ignore`` wins. PilotageError
    for a word that is neither.
    """
    found = [
        finding
        for rule in chosen(select=select, ignore=ignore)
        for finding in rule(register).check(plan)
    ]
    return sorted(found, key=_place)


def chosen(*, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[type[Rule], ...]:
    """The rules that ``lint`` runs for these words; PilotageError for a word that is none."""
    settled = tuple(rule for rule in RULES if rule.status == "settled")
    asked = _named(select, RULES) if (select := tuple(select)) else settled
    passed_over = _named(ignore, RULES)
    return tuple(rule for rule in dict.fromkeys(asked) if rule not in passed_over)


def _place(finding: Diagnostic) -> tuple[int, str]:
    return (finding.span.start if finding.span else -1, finding.code)


def _named(words: Iterable[str], rules: tuple[type[Rule], ...]) -> tuple[type[Rule], ...]:
    return tuple(rule for word in words for rule in _matching(word.strip(), rules))


def _matching(word: str, rules: tuple[type[Rule], ...]) -> Iterator[type[Rule]]:
    found = [r for r in rules if word and (r.name == word or r.code.startswith(word.upper()))]
    if not found:
        known = ", ".join(f"{r.code} {r.name}" for r in rules)
        raise PilotageError(f"No rule is called “{word}”.", f"The rules are {known}.")
    yield from found
