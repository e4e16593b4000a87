"""The sample data of the demo, from ``sample/*.yaml``, in the language of its plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pilotage.base import Language
from pilotage.ledger import Every, Rhythm
from pilotage.rulepack import read_yaml

FOLDER = Path(__file__).parent / "sample"
ZONE = ZoneInfo("Asia/Shanghai")
CLOCK_START = datetime(2021, 3, 17, 9, 0, tzinfo=ZONE)
"""The moment the demo lives in; its history ends the day before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is ruled and waived in an edition of the example plan, by task code ("4", "S1").

    A finding of a task without a reason of its own is waived with the one under "rest".
    """

    uploaded: datetime
    ruled: datetime
    waived: datetime
    limits: Mapping[str, date]
    owners: Mapping[str, tuple[str, ...]]
    waivers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The programme, the edition that is issued, and the one that waits to be applied."""

    code: str
    zh: str
    en: str
    slip: str
    issued: datetime
    first: Edition
    second: Edition
    milestones: Mapping[str, tuple[tuple[date, int], ...]]
    rhythm: Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSpec:
    """A file to be made as evidence: its kind (pdf, csv, png, txt), name and own date.

    ``serves`` is the kind of evidence that it is for the closing of the task.
    """

    kind: str
    name: str
    dated: date | None
    serves: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of the example folder above the plan: a directive, opinions, a brief.

    ``level`` says at which level it stands above the programme.
    """

    file: str
    at: datetime
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRuling:
    """A ruling on a link of the chain: the beginnings of both items in the plan's language."""

    upper: str
    lower: str
    verdict: str
    at: datetime


_OWN = {"at", "act", "by", "zh", "en", "next_zh", "next_en", "proofs"}
_WORDED = ("waits_for", "leader", "went", "place")
"""Fields that are words of their own: each stands in both languages."""


def programme(language: Language) -> Programme:
    """The programme, with the reasons of waivers in ``language``."""
    facts = dict(_read("programme"))
    facts["issued"] = _moment(facts["issued"])
    for edition in ("first", "second"):
        facts[edition] = _edition(facts[edition], language)
    facts["milestones"] = {
        task: tuple((day, share) for day, share in rows)
        for task, rows in facts["milestones"].items()
    }
    facts["rhythm"] = Rhythm(every=Every(facts["rhythm"]["every"]), day=facts["rhythm"]["day"])
    return Programme(**facts)


def _edition(given: Mapping[str, Any], language: Language) -> Edition:
    return Edition(
        uploaded=_moment(given["uploaded"]),
        ruled=_moment(given["ruled"]),
        waived=_moment(given["waived"]),
        limits=given["limits"],
        owners={task: tuple(units) for task, units in given["owners"].items()},
        waivers={task: words[language] for task, words in given["waivers"].items()},
    )


def papers() -> list[Paper]:
    """The documents above the programme."""
    return [
        Paper(file=one["file"], level=one["level"], at=_moment(one["at"]))
        for one in _read("chain")["papers"]
    ]


def link_rulings(language: Language) -> list[LinkRuling]:
    """What the office ruled about links of the chain."""
    return [
        LinkRuling(
            upper=one[f"upper_{language}"],
            lower=one[f"lower_{language}"],
            verdict=one["verdict"],
            at=_moment(one["at"]),
        )
        for one in _read("chain")["rulings"]
    ]


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
    told = {f"{name}_{one}" for name in _WORDED for one in ("zh", "en")}
    fields = {name: value for name, value in facts.items() if name not in _OWN | told}
    fields |= {name: facts[f"{name}_{language}"] for name in _WORDED if f"{name}_zh" in facts}
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
            ProofSpec(
                kind=one["kind"],
                name=one[language],
                dated=one.get("dated"),
                serves=one.get("serves", ""),
            )
            for one in facts.get("proofs", ())
        ),
        fields=fields,
    )


def _moment(written: object) -> datetime:
    return datetime.fromisoformat(str(written)).replace(tzinfo=ZONE)


@cache
def _read(name: str) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], read_yaml(FOLDER / f"{name}.yaml"))
