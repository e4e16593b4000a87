"""The JSON of a comparison: schema ``pilotage.diff/1`` (docs/how-to/compare-editions.md)."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pilotage.base import Span

from .diff_model import Aspect, Change, Difference, Edit, Link, Relation, Succession, Value
from .model import Plan, Task

DIFF_SCHEMA = "pilotage.diff/1"

Json = Any


def diff_to_json(found: Difference) -> dict[str, Json]:
    """``found`` as JSON-ready values; spans index the text of their own edition."""
    return {
        "schema": DIFF_SCHEMA,
        "old": _edition(found.old),
        "new": _edition(found.new),
        "different": not found.empty,
        "counts": counts(found),
        "document": [_change(change) for change in found.front],
        "sections": [_change(change) for change in found.sections],
        "tasks": [_succession(one) for one in found.successions],
        "outside": [_edit(edit, found) for edit in found.outside],
        "texts": {"old": found.old.text, "new": found.new.text},
    }


def counts(found: Difference) -> dict[str, int]:
    """How many tasks of each fate there are, and how many differ in each aspect.

    A matched task counts once under unchanged, renumbered or changed; and again under moved.
    """
    tally: Counter[str] = Counter()
    for one in found.successions:
        tally[one.relation.value] += 1
        if one.relation is Relation.MATCHED:
            tally[_course(one)] += 1
            tally["moved"] += one.moved
        tally.update(aspect.value for aspect in one.aspects)
    names = [relation.value for relation in Relation]
    names += ["unchanged", "renumbered", "changed", "moved"]
    names += [aspect.value for aspect in Aspect if aspect not in _FRONT]
    return {name: tally[name] for name in names}


_FRONT = (Aspect.TITLE, Aspect.DOCUMENT_NUMBER, Aspect.ISSUER, Aspect.ISSUED)


def _course(one: Succession) -> str:
    if one.unchanged:
        return "unchanged"
    return "renumbered" if one.renumbered else "changed"


def _edition(plan: Plan) -> dict[str, Json]:
    return {
        "name": plan.source.name,
        "sha256": plan.source.sha256,
        "title": plan.title,
        "number": plan.number,
        "issued": plan.issued.isoformat() if plan.issued else None,
        "language": plan.language,
        "tasks": len(plan.tasks),
    }


def _succession(one: Succession) -> dict[str, Json]:
    return {
        "relation": one.relation.value,
        "strength": round(one.strength, 3),
        "moved": one.moved,
        "renumbered_only": one.renumbered,
        "old": [_task(task) for task in one.old],
        "new": [_task(task) for task in one.new],
        "links": [_link(link) for link in one.links],
        "nearest": _link(one.nearest) if one.nearest else None,
        "changes": [_change(change) for change in one.changes],
        "edits": [{"old": _spans(edit.old), "new": _spans(edit.new)} for edit in one.edits],
    }


def _task(task: Task) -> dict[str, Json]:
    return {
        "id": task.id,
        "kind": task.kind.value,
        "ordinal": task.ordinal,
        "number": task.number,
        "path": list(task.path),
        "heading": task.heading,
        "span": list(task.span),
    }


def _link(link: Link) -> dict[str, Json]:
    return {
        "old": link.old,
        "new": link.new,
        "ground": link.ground.value,
        "strength": link.strength,
        "heading": link.heading,
        "body": link.body,
        "covered": link.covered,
        "sentences": link.sentences,
    }


def _change(change: Change) -> dict[str, Json]:
    return {
        "aspect": change.aspect.value,
        "old": _value(change.old),
        "new": _value(change.new),
    }


def _value(value: Value | None) -> dict[str, Json] | None:
    if value is None:
        return None
    found: dict[str, Json] = {
        "text": value.text,
        "span": list(value.span) if value.span else None,
    }
    return found | ({"role": value.role.value} if value.role else {})


def _edit(edit: Edit, found: Difference) -> dict[str, Json]:
    return {
        "old": _spans(edit.old),
        "new": _spans(edit.new),
        "old_text": [span.quote(found.old.text) for span in edit.old],
        "new_text": [span.quote(found.new.text) for span in edit.new],
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
