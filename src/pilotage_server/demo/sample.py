"""The sample data of the demo, from ``sample/*.yaml``, in the language of its plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pilotage.base import Language
from pilotage.rulepack import read_yaml

FOLDER = Path(__file__).parent / "sample"
ZONE = ZoneInfo("Asia/Shanghai")
CLOCK_START = datetime(2021, 3, 17, 9, 0, tzinfo=ZONE)
"""The moment the demo lives in; its history ends the day before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is ruled and waived before the example plan is issued, by task code ("4", "S1")."""

    code: str
    zh: str
    en: str
    slip: str
    uploaded: datetime
    ruled: datetime
    waived: datetime
    issued: datetime
    limits: Mapping[str, date]
    owners: Mapping[str, tuple[str, ...]]
    waivers: Mapping[str, str]
    milestones: Mapping[str, tuple[tuple[date, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSpec:
    """A file to be made as evidence: its kind (pdf, csv, png, txt), name and own date."""

    kind: str
    name: str
    dated: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of the history. ``fields`` are what the act takes besides its text."""

    at: datetime
    task: str
    act: str
    by: str
    text: str = ""
    proofs: tuple[ProofSpec, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


_OWN = {"at", "act", "by", "zh", "en", "next_zh", "next_en", "proofs"}


def programme(language: Language) -> Programme:
    """The programme, with the reasons of waivers in ``language``."""
    facts = dict(_read("programme"))
    for moment in ("uploaded", "ruled", "waived", "issued"):
        facts[moment] = _moment(facts[moment])
    facts["owners"] = {task: tuple(units) for task, units in facts["owners"].items()}
    facts["milestones"] = {
        task: tuple((day, share) for day, share in rows)
        for task, rows in facts["milestones"].items()
    }
    facts["waivers"] = {task: words[language] for task, words in facts["waivers"].items()}
    return Programme(**facts)


def events(language: Language) -> list[Event]:
    """Every act after issue in the order of time, signatures among them."""
    told = [
        _event(task, facts, language)
        for task, entries in _read("history").items()
        for facts in entries
    ]
    signed = [
        Event(at=_moment(at), task=task, act="sign", by=by)
        for task, posts in _read("signatures").items()
        for by, at in posts.items()
    ]
    return sorted([*signed, *told], key=lambda event: event.at)


def _event(task: str, facts: Mapping[str, Any], language: Language) -> Event:
    fields = {name: value for name, value in facts.items() if name not in _OWN}
    following = facts.get(f"next_{language}")
    if following:
        fields["next_step"] = following
    return Event(
        at=_moment(facts["at"]),
        task=task,
        act=facts["act"],
        by=facts["by"],
        text=facts.get(language, ""),
        proofs=tuple(
            ProofSpec(kind=one["kind"], name=one[language], dated=one.get("dated"))
            for one in facts.get("proofs", ())
        ),
        fields=fields,
    )


def _moment(written: object) -> datetime:
    return datetime.fromisoformat(str(written)).replace(tzinfo=ZONE)


@cache
def _read(name: str) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], read_yaml(FOLDER / f"{name}.yaml"))
