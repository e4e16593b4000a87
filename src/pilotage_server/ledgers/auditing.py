"""Matters, entries and evidence in the record, and the present state against the entries."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.urls import reverse

from pilotage.base import Language
from pilotage.ledger import Act, Entry, act_done, fold
from pilotage_server.audit.flaws import Fault, Flaw
from pilotage_server.audit.kinds import Facts, Kind
from pilotage_server.audit.reading import UNREADABLE, in_chunks

from . import store
from .evidence import path_of
from .models import ApprovalRow, EntryRow, EvidenceRow, MatterRow, SampleRow, SubtaskRow

PRESENT = frozenset(
    {
        *("step", "limit", "original_limit", "ongoing", "dispatched_on"),
        *("claimed", "claimed_on", "verified", "verified_on", "course", "extension_until"),
        *("suspended_since", "closed_on", "ended_on", "last_entry_at", "version"),
    }
)
"""The columns of a matter that are folded from its entries: no row vouches for them, the entries
do."""

CHUNK = 200


def _matter_facts(row: MatterRow) -> Facts:
    return {"matter": row.pk, "zh": row.code("zh"), "en": row.code("en")}


def _matter_said(facts: Facts, language: Language) -> str:
    code = facts.get(language, "")
    return f"任务{code}" if language == "zh" else f"task {code}"


def _matter_url(_key: int, facts: Facts) -> str:
    return reverse("ledgers:task", args=[facts["matter"]]) if "matter" in facts else ""


def _matter_now(facts: Sequence[Facts], language: Language) -> list[str]:
    """A new edition may have given the task another number; one query."""
    found = MatterRow.objects.in_bulk({one["matter"] for one in facts if "matter" in one})
    rows = [found.get(one.get("matter")) for one in facts]
    return [
        _matter_said(_matter_facts(row), language)
        if row and row.code(language) != one.get(language)
        else ""
        for one, row in zip(facts, rows, strict=True)
    ]


def _entry_facts(row: EntryRow) -> Facts:
    return {**_matter_facts(row.matter), "sequence": row.sequence, "act": row.act}


def _entry_said(facts: Facts, language: Language) -> str:
    place, act = facts.get("sequence", ""), _act_said(str(facts.get("act", "")), language)
    if language == "zh":
        return f"{_matter_said(facts, language)}第{place}条（{act}）"
    return f"entry {place} of {_matter_said(facts, language)} ({act})"


def _act_said(act: str, language: Language) -> str:
    return act_done(Act(act), language) if act in list(Act) else act


def _evidence_facts(row: EvidenceRow) -> Facts:
    return {**_matter_facts(row.matter), "name": row.name}


def _evidence_said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    matter = _matter_said(facts, language)
    return f"{matter}的佐证“{name}”" if language == "zh" else f"evidence {name} of {matter}"


def _evidence_file(row: EvidenceRow) -> tuple[Path, str]:
    return path_of(row.digest), row.digest


def flaws_of_state() -> Iterator[Flaw]:
    """Every matter whose present state is not the one its entries give."""
    matters = in_chunks(
        MatterRow.objects.prefetch_related("units"), "pk", lambda row: int(row.pk), CHUNK
    )
    while chunk := [row for _key, row in islice(matters, CHUNK)]:
        rows = [row for row in chunk if row is not None]
        entries = _entries(rows)
        for row in rows:
            if not agrees(row, entries.get(row.pk)):
                yield Flaw(fault=Fault.STATE, kind="matter", key=row.pk, facts=_matter_facts(row))


def _entries(rows: list[MatterRow]) -> dict[int, list[Entry]]:
    """The entries by matter; a matter with an entry that cannot be read is left out."""
    try:
        return store.entries_of(rows)
    except UNREADABLE:
        return {} if len(rows) == 1 else {k: v for row in rows for k, v in _entries([row]).items()}


def agrees(row: MatterRow, entries: list[Entry] | None) -> bool:
    """Whether the present state of ``row`` is the one that ``entries`` give."""
    try:
        if entries is None or row.version != len(entries):
            return False
        state: Any = fold(entries)
        columns = store.columns(state)
        return all(getattr(row, name) == columns[name] for name in columns) and store.units_agree(
            row, state
        )
    except UNREADABLE:
        return False


def _approval_facts(row: ApprovalRow) -> Facts:
    return {"zh": row.programme.name_zh, "en": row.programme.name_en, "asked": row.asked}


def _approval_said(facts: Facts, language: Language) -> str:
    name, asked = facts.get(language, ""), facts.get("asked")
    if language == "zh":
        return f"“{name}”任务交办前{'须' if asked else '不须'}批准立项"
    return f"{'approval' if asked else 'no approval'} before dispatch in “{name}”"


def _sample_facts(row: SampleRow) -> Facts:
    return {"seed": row.seed, "share": row.share, "count": len(row.drawn)}


def _sample_said(facts: Facts, language: Language) -> str:
    seed, count = facts.get("seed", ""), facts.get("count", "")
    if language == "zh":
        return f"实地抽查样本（种子{seed}，{count}项）"
    return f"sample to be checked on the spot (seed {seed}, {count} tasks)"


def _sample_url(key: int, _facts: Facts) -> str:
    return reverse("ledgers:sample", args=[key])


KINDS = (
    Kind(
        name="matter",
        model=MatterRow,
        said=_matter_said,
        facts=_matter_facts,
        url=_matter_url,
        now=_matter_now,
        apart=PRESENT,
        check=flaws_of_state,
    ),
    Kind(
        name="subtask",
        model=SubtaskRow,
        said=_matter_said,
        facts=lambda row: _matter_facts(row.matter),
        url=_matter_url,
        now=_matter_now,
        beside=("matter",),
    ),
    Kind(
        name="entry",
        model=EntryRow,
        said=_entry_said,
        facts=_entry_facts,
        url=_matter_url,
        now=_matter_now,
        beside=("matter",),
    ),
    Kind(
        name="evidence",
        model=EvidenceRow,
        said=_evidence_said,
        facts=_evidence_facts,
        beside=("matter",),
        url=_matter_url,
        now=_matter_now,
        file=_evidence_file,
    ),
    Kind(
        name="approval",
        model=ApprovalRow,
        said=_approval_said,
        facts=_approval_facts,
        beside=("programme",),
    ),
    Kind(
        name="sample",
        model=SampleRow,
        said=_sample_said,
        facts=_sample_facts,
        url=_sample_url,
    ),
)
