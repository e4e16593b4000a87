"""Digests as pages show them, worded for one reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.supervision import Circle
from pilotage_server.ledgers.naming import all_plan_names
from pilotage_server.units import names

from .models import DeliveryRow, DigestRow, LineRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact told. ``rule_url`` is empty for an act of the ledger, ``of_plan`` where there is one
    plan only."""

    row: LineRow
    of_plan: str
    code: str
    heading: str
    said: str
    word: str
    tone: str
    rule: str
    rule_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A digest with those of its lines that the reader reads."""

    row: DigestRow
    name: str
    lines: list[Line]
    unread: bool = False
    deliveries: Sequence[DeliveryRow] = ()


def digests_of(
    lines: Iterable[LineRow],
    language: Language,
    *,
    seen: Iterable[int] = (),
    deliveries: Iterable[DeliveryRow] = (),
) -> list[Digest]:
    """``lines`` by their digest, the newest first; ``seen`` are keys of digests marked as read."""
    found: dict[int, list[LineRow]] = defaultdict(list)
    for line in lines:
        found[line.digest_id].append(line)
    sent: dict[int, list[DeliveryRow]] = defaultdict(list)
    for one in deliveries:
        sent[one.digest_id].append(one)
    known, plans = set(seen), all_plan_names(language) if found else {}
    shown = [
        Digest(
            row=own[0].digest,
            name=whom(own[0].digest.unit, language),
            lines=[_line(one, plans, language) for one in own],
            unread=key not in known,
            deliveries=sent[key],
        )
        for key, own in found.items()
    ]
    return sorted(shown, key=lambda one: (-one.row.day.toordinal(), one.row.unit == "", one.name))


def whom(unit: str, language: Language) -> str:
    """Who was told, in a word."""
    return names.short_name(unit, language) if unit else _("Leader in charge")


def once_each(lines: Iterable[LineRow]) -> list[LineRow]:
    """``lines`` without what the same digest says of the same task to a wider circle."""
    found: dict[tuple[int, int, bool], LineRow] = {}
    for line in lines:
        key = (line.digest_id, line.matter_id, line.kind == "asked")
        if key not in found or found[key].circle == Circle.UNIT.value:
            found[key] = line
    return list(found.values())


def _line(row: LineRow, plans: Mapping[int, str], language: Language) -> Line:
    words = {
        "asked": (_("asked"), ""),
        "near": (_("limit near"), "warn"),
        "late": (_("late"), "bad"),
        "head": (_("late"), "bad"),
        "leader": (_("late"), "bad"),
    }
    word, tone = words.get(row.kind, (row.kind, ""))
    rule, url = rule_of(row.rule)
    return Line(
        row=row,
        of_plan=plans.get(row.matter.plan_id, ""),
        code=row.matter.code(language),
        heading=row.matter.heading(language),
        said=row.said(language),
        word=word,
        tone=tone,
        rule=rule,
        rule_url=url,
    )


def rule_of(rule: str) -> tuple[str, str]:
    """ "notices/1/6.6" as a word and an address; an act of the ledger has no page of its own."""
    pack, _slash, rest = rule.partition("/")
    if pack == "ledger":
        return _("act of the office"), ""
    edition, _slash, number = rest.partition("/")
    address = f"{reverse('rulepacks:pack', args=[pack])}?{urlencode({'edition': edition})}"
    return number, f"{address}#r-{number}"


def day_from(text: str) -> date | None:
    """The day an address names; None for none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
