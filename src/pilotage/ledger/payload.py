"""What an entry must say, field by field, and what is wrong with what was entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pilotage.base import Kind
from pilotage.plan import Role

from . import problems
from .model import Method, Refusal, UnitState
from .outlook import Outlook
from .proof_kinds import ProofKind
from .rhythm import Every

Payload = Mapping[str, object]

LONGEST_TEXT = 4000
"""Characters of a text in an entry: two pages. What is longer is a document, and goes with it."""


class FieldKind(StrEnum):
    """What may stand in a field."""

    TEXT = "text"
    DATE = "date"
    PERCENTAGE = "percentage"
    FLAG = "flag"
    METHOD = "method"
    UNITS = "units"
    OUTLOOK = "outlook"
    MILESTONES = "milestones"
    WEIGHT = "weight"
    PROOF_KINDS = "proof_kinds"
    KINDS_OF_PROOFS = "kinds_of_proofs"
    EVERY = "every"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an entry, with its name for people in both languages."""

    name: str
    kind: FieldKind
    en: str
    zh: str
    required: bool = True

    def refuse(self, kind: Kind, **facts: object) -> Refusal:
        """A refusal that lies in this field."""
        named = {"field": {"en": self.en, "zh": self.zh}}
        return Refusal(kind=kind, facts=named | facts, field=self.name)


def faults(fields: tuple[Field, ...], payload: Payload) -> tuple[Refusal, ...]:
    """All that is wrong with ``payload`` taken by itself, in the order of ``fields``."""
    known = {one.name for one in fields}
    strange = tuple(
        Refusal(kind=problems.FIELD_UNKNOWN, facts={"name": name}, field=name)
        for name in payload
        if name not in known
    )
    found = (_fault(one, payload.get(one.name)) for one in fields)
    return tuple(fault for fault in found if fault) + strange


def _fault(field: Field, value: object) -> Refusal | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return field.refuse(problems.FIELD_MISSING) if field.required else None
    return _CHECKS[field.kind](field, value)


def _text(field: Field, value: object) -> Refusal | None:
    if not isinstance(value, str):
        return field.refuse(problems.NOT_TEXT)
    if len(value) > LONGEST_TEXT:
        facts = {"length": f"{len(value):,}", "longest": f"{LONGEST_TEXT:,}"}
        return field.refuse(problems.TEXT_TOO_LONG, **facts)
    return None


def _date(field: Field, value: object) -> Refusal | None:
    if as_date(value) is None:
        return field.refuse(problems.NOT_A_DATE, value=value)
    return None


def _percentage(field: Field, value: object) -> Refusal | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
        return None
    return field.refuse(problems.NOT_A_PERCENTAGE, value=value)


def _flag(field: Field, value: object) -> Refusal | None:
    return None if isinstance(value, bool) else field.refuse(problems.NOT_A_FLAG)


def _method(field: Field, value: object) -> Refusal | None:
    if value in set(Method):
        return None
    return field.refuse(problems.NOT_A_METHOD, value=value)


def _units(field: Field, value: object) -> Refusal | None:
    if not isinstance(value, list | tuple) or not value or not all(map(_is_unit, value)):
        return field.refuse(problems.NOT_UNITS)
    lead = next((one for one in value if one["role"] == Role.LEAD), value[0])
    if not lead["unit"]:
        return field.refuse(problems.LEAD_UNKNOWN, name=lead["name"])
    seen: set[str] = set()
    for one in value:
        if one["unit"] in seen:
            return field.refuse(problems.UNIT_TWICE, name=one["name"])
        seen |= {one["unit"]} - {None}
    return None


def _is_unit(one: object) -> bool:
    return (
        isinstance(one, Mapping)
        and isinstance(one.get("name"), str)
        and bool(one["name"].strip())
        and one.get("role") in set(Role)
        and isinstance(one.get("unit"), str | None)
    )


def _outlook(field: Field, value: object) -> Refusal | None:
    if value in set(Outlook):
        return None
    return field.refuse(problems.NOT_AN_OUTLOOK, value=value)


def _milestones(field: Field, value: object) -> Refusal | None:
    """Days with the share due on each, both rising."""
    if not isinstance(value, list | tuple) or not all(map(_is_milestone, value)):
        return field.refuse(problems.NOT_MILESTONES)
    rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(value))
    return None if rising else field.refuse(problems.NOT_MILESTONES)


def _is_milestone(one: object) -> bool:
    return (
        isinstance(one, list | tuple)
        and len(one) == 2
        and as_date(one[0]) is not None
        and isinstance(one[1], int)
        and not isinstance(one[1], bool)
        and 0 <= one[1] <= 100
    )


def _weight(field: Field, value: object) -> Refusal | None:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100:
        return None
    return field.refuse(problems.NOT_A_WEIGHT, value=value)


def _proof_kinds(field: Field, value: object) -> Refusal | None:
    """A list of kinds; an empty one says that none is needed any more."""
    if isinstance(value, list | tuple) and all(map(_is_proof_kind, value)):
        return None
    return field.refuse(problems.NOT_PROOF_KINDS)


def _is_proof_kind(one: object) -> bool:
    return isinstance(one, str) and one in set(ProofKind)


def _kinds_of_proofs(field: Field, value: object) -> Refusal | None:
    """The kind of each file, by the key of the file."""
    if isinstance(value, Mapping) and all(map(_is_proof_kind, value.values())):
        return None
    return field.refuse(problems.NOT_PROOF_KINDS)


def _every(field: Field, value: object) -> Refusal | None:
    if value in set(Every):
        return None
    return field.refuse(problems.NOT_A_RHYTHM, value=value)


def _number(field: Field, value: object) -> Refusal | None:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return None
    return field.refuse(problems.NOT_A_NUMBER, value=value)


def units_told(value: object) -> tuple[UnitState, ...]:
    """The units that a well-formed field of units names; none where it names none."""
    told = value if isinstance(value, list | tuple) else ()
    return tuple(
        UnitState(unit=one["unit"], name=one["name"], role=Role(one["role"])) for one in told
    )


def as_date(value: object) -> date | None:
    """The day written as 2021-06-30; None when it is no such thing."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


_CHECKS: dict[FieldKind, Callable[[Field, object], Refusal | None]] = {
    FieldKind.TEXT: _text,
    FieldKind.DATE: _date,
    FieldKind.PERCENTAGE: _percentage,
    FieldKind.FLAG: _flag,
    FieldKind.METHOD: _method,
    FieldKind.UNITS: _units,
    FieldKind.OUTLOOK: _outlook,
    FieldKind.MILESTONES: _milestones,
    FieldKind.WEIGHT: _weight,
    FieldKind.PROOF_KINDS: _proof_kinds,
    FieldKind.KINDS_OF_PROOFS: _kinds_of_proofs,
    FieldKind.EVERY: _every,
    FieldKind.NUMBER: _number,
}
