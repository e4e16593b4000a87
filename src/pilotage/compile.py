"""The passes in order: a document's bytes to a Plan."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pilotage.base import Diagnostic
from pilotage.clause import from_outline
from pilotage.document import read_document
from pilotage.outline import from_document
from pilotage.plan import Plan, apply_rulings, from_clauses
from pilotage.ruling import NO_RULINGS, RulingBook
from pilotage.unit import Register, example_register

STAGES = ("read", "outline", "clauses", "plan", "done")
"""What ``progress`` is told, in order."""


def compile_document(
    data: bytes,
    name: str,
    *,
    register: Register | None = None,
    rulings: RulingBook = NO_RULINGS,
    progress: Callable[[str, float], None] | None = None,
) -> Plan:
    """The plan that the file ``name`` with these bytes holds.

    Units are resolved against ``register`` (by default the example programme's); ``rulings`` are
    replayed where their words still stand. ``progress`` is told each stage and the share done, 0 to
    1. Raises PilotageError, in one sentence, when the bytes are no document.
    """
    tell = progress or (lambda _stage, _share: None)
    with _uncollected():
        return _passes(data, name, register or example_register(), rulings, tell)


def _passes(
    data: bytes,
    name: str,
    register: Register,
    rulings: RulingBook,
    tell: Callable[[str, float], None],
) -> Plan:
    problems: list[Diagnostic] = []

    tell("read", 0.0)
    document, found = read_document(data, name)
    problems += found

    tell("outline", 0.4)
    outline, found = from_document(document)
    problems += found

    tell("clauses", 0.55)
    clauses, found = from_outline(outline)
    problems += found

    tell("plan", 0.85)
    plan, found = from_clauses(clauses, register, problems)
    plan, _lapsed = apply_rulings(plan, rulings)

    tell("done", 1.0)
    return plan


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for reference cycles: the passes make values, hundreds of thousands of them
    for a long text, that have none, and looking takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
