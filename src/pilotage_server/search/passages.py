"""What can be found in each thing: its passages, made from the thing alone.

Keeping the index in step and making it again both ask here, so that they give the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pilotage.plan import Task
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.plans import store
from pilotage_server.plans.models import PlanRow

from .models import PassageKind, PassageRow

LONGEST = 2_000
"""Characters of a passage; longer text is cut where a sentence ends."""

SAID = ("text", "reason", "next", "slip", "waits_for", "place")
"""What a person wrote in an entry, by the names of its fields."""

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[。；！？;!?\n]|\.\s")


def of_plan(row: PlanRow) -> Iterator[PassageRow]:
    """The paragraphs of a compiled document, whatever became of them."""
    plan = store.compiled_plan(row)
    tasks = sorted(enumerate(plan.tasks, start=1), key=_start)
    for place, (start, words) in enumerate(_stretches(plan.text)):
        ordinal, task = _task_at(tasks, start)
        yield PassageRow(
            kind=PassageKind.CLAUSE,
            plan_id=row.pk,
            task=task.id if task else "",
            ordinal=ordinal,
            heading=_headed(task)[:200] if task else "",
            place=place,
            at=row.created_at,
            text=words,
        )


def _headed(task: Task) -> str:
    """Number and heading as they are printed: after a Chinese number there is no space."""
    number = task.number or ""
    gap = " " if number.isascii() and number else ""
    return f"{number}{gap}{task.heading}"


def _start(numbered: tuple[int, Task]) -> int:
    return numbered[1].span.start


def _task_at(tasks: list[tuple[int, Task]], at: int) -> tuple[int, Task | None]:
    """The task whose words stand at ``at``, with its number; 0 and None when there is none."""
    place = bisect_right(tasks, at, key=_start) - 1
    if place < 0 or tasks[place][1].span.end <= at:
        return 0, None
    return tasks[place]


def of_matter(matter: MatterRow) -> Iterator[PassageRow]:
    """A task under supervision: its headings and its words."""
    headings = [matter.heading_zh, matter.heading_en]
    body = [line for line in matter.body() if line not in headings]
    words = [*headings, matter.limit_words, *body]
    for place, (_at, said) in enumerate(_stretches("\n".join(filter(None, words)), lines=False)):
        yield PassageRow(
            kind=PassageKind.TASK,
            plan_id=matter.plan_id,
            matter=matter,
            place=place,
            at=matter.plan.adopted_at or matter.plan.created_at,
            text=said,
        )


def of_entry(entry: EntryRow) -> Iterator[PassageRow]:
    """What a person wrote in an entry of the ledger."""
    said = (entry.payload.get(name) for name in SAID)
    text = "\n".join(words for words in said if isinstance(words, str) and words.strip())
    for place, (_at, words) in enumerate(_stretches(text, lines=False)):
        yield PassageRow(
            kind=PassageKind.ENTRY,
            plan_id=entry.matter.plan_id,
            matter_id=entry.matter_id,
            entry=entry,
            place=place,
            at=entry.at,
            text=words,
        )


def of_name(proof: EvidenceRow) -> Iterator[PassageRow]:
    """The name of a file of evidence."""
    yield _of_proof(proof, 0, proof.name)


def of_text(proof: EvidenceRow, text: str) -> Iterator[PassageRow]:
    """The text that was read in a file of evidence."""
    for place, (_at, words) in enumerate(_stretches(text, lines=False), start=1):
        yield _of_proof(proof, place, words)


def _of_proof(proof: EvidenceRow, place: int, words: str) -> PassageRow:
    return PassageRow(
        kind=PassageKind.PROOF,
        plan_id=proof.matter.plan_id,
        matter_id=proof.matter_id,
        entry_id=proof.entry_id,
        proof=proof,
        place=place,
        at=proof.entry.at,
        text=words,
    )


def _stretches(text: str, *, lines: bool = True) -> Iterator[tuple[int, str]]:
    """``text`` by lines, or whole; each with where it starts, none longer than LONGEST."""
    text = text.replace("\0", " ")
    if not lines:
        yield from _cut(text, 0)
        return
    for line in _LINE.finditer(text):
        yield from _cut(line[0], line.start())


def _cut(text: str, start: int) -> Iterator[tuple[int, str]]:
    while len(text) > LONGEST:
        ends = [end.end() for end in _END.finditer(text, LONGEST // 2, LONGEST)]
        cut = ends[-1] if ends else LONGEST
        yield start, text[:cut].strip()
        text, start = text[cut:], start + cut
    if text.strip():
        yield start, text.strip()
