"""A site of thousands of tasks: ``python -m benchmarks.material.tasks N`` fills the database that
the environment names, and prints what a load needs to know of it, as JSON.

Ten programmes, fifty accounts, N tasks with three entries each, drawn by a fixed seed. Rows
are inserted by the thousand, each task's present state folded from its entries; the record begins
with what is there, as on a site older than its record, and the search index is made at the end.
"""

import json
import random
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plan.en.md"
PROGRAMMES, UNITS, CHUNK = 10, 40, 1000
NOTE = "note: progress reported, two contracts signed, the third is being read by the other side"


@dataclass(slots=True, kw_only=True)
class Site:
    """What the load is told."""

    tasks: list[int]
    units: list[str]
    programmes: list[int]
    tokens: dict[str, str]
    sessions: dict[str, str]


def make(count: int) -> Site:
    """Fill the database."""
    from django.core.management import call_command

    from pilotage_server import clock
    from pilotage_server.audit.record import begin
    from pilotage_server.units.names import register

    call_command("migrate", verbosity=0, interactive=False)
    draw = random.Random(7)
    units = [one.id for one in register().units.values() if one.kind != "state_council"][:UNITS]
    users = _accounts(units)
    plans = _plans(users["office"], clock.now())
    keys = _tasks(count, plans, units, draw)
    begin()
    call_command("reindex", verbosity=0)
    return Site(
        tasks=keys,
        units=units,
        programmes=[plan.programme_id for plan in plans],
        tokens={name: _token(user) for name, user in users.items() if name in ("office", "u0")},
        sessions={"office": _session(users["office"])},
    )


def _accounts(units: list[str]) -> dict[str, Any]:
    from django.contrib.auth.models import User

    from pilotage_server.units.models import MembershipRow, Standing

    roles = [("office", Standing.OFFICE, ""), ("leader", Standing.LEADER, "")]
    roles += [(f"u{n}", Standing.LIAISON, unit) for n, unit in enumerate(units)]
    roles += [(f"c{n}", Standing.CHECKER, "") for n in range(50 - len(roles))]
    made = {name: User.objects.create(username=name, password="!") for name, _r, _u in roles}
    MembershipRow.objects.bulk_create(
        MembershipRow(user=made[name], role=role, unit=unit, post_zh=name, post_en=name)
        for name, role, unit in roles
    )
    return made


def _plans(office: Any, now: datetime) -> list[Any]:
    from pilotage.compile import compile_document
    from pilotage.plan import to_json
    from pilotage_server.documents.models import CompileJobRow, DocumentRow, JobState
    from pilotage_server.plans.models import PlanRow, PlanState, ProgrammeRow
    from pilotage_server.units.names import register

    plan = compile_document(EXAMPLE.read_bytes(), EXAMPLE.name, register=register())
    text = json.dumps(to_json(plan), ensure_ascii=False)
    rows = []
    for n in range(PROGRAMMES):
        programme = ProgrammeRow.objects.create(
            code=f"p{n}", name_zh=f"方案{n}", name_en=f"Programme {n}", created_at=now
        )
        document = DocumentRow.objects.create(
            name=EXAMPLE.name, sha256=f"{n:064d}", size=1, uploaded_by=office, uploaded_at=now
        )
        CompileJobRow.objects.create(document=document, state=JobState.DONE, asked_at=now)
        rows.append(
            PlanRow(
                programme=programme,
                document=document,
                state=PlanState.ADOPTED,
                language="en",
                title=f"{plan.title} {n}",
                compiled=text,
                adopted=text,
                created_at=now,
                adopted_at=now,
                adopted_by=office,
            )
        )
    return PlanRow.objects.bulk_create(rows)


def _tasks(count: int, plans: list[Any], units: list[str], draw: random.Random) -> list[int]:
    from pilotage_server import clock
    from pilotage_server.plans import store

    today = clock.today()
    texts = [(one.heading, one.text) for one in store.parsed(plans[0].adopted).tasks]
    keys: list[int] = []
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        keys += _chunk(numbers, plans, units, texts, today, draw)
    return keys


def _chunk(
    numbers: range,
    plans: list[Any],
    units: list[str],
    texts: list[tuple[str, str]],
    today: date,
    draw: random.Random,
) -> list[int]:
    from pilotage.ledger import fold
    from pilotage_server.ledgers import store
    from pilotage_server.ledgers.models import EntryRow, MatterRow, MatterUnitRow

    matters = MatterRow.objects.bulk_create(
        MatterRow(
            plan=plans[n % PROGRAMMES],
            task_id=f"t{n}",
            kind="task",
            ordinal=n // PROGRAMMES + 1,
            number=f"({n})",
            heading_en=f"{texts[n % len(texts)][0]} {n}"[:120],
            text=texts[n * 7 % len(texts)][1][:600],
            step="registered",
        )
        for n in numbers
    )
    entries = [_entries(matter, units, today, draw) for matter in matters]
    EntryRow.objects.bulk_create(row for rows in entries for row in rows)
    parts: list[Any] = []
    for matter, rows in zip(matters, entries, strict=True):
        state = fold(store.entries_from(rows, []))
        for name, value in store.columns(state).items():
            setattr(matter, name, value)
        matter.version = len(rows)
        parts += [
            MatterUnitRow(
                matter=matter,
                position=place,
                unit=one.unit or "",
                name=one.name,
                role=one.role.value,
                signed_on=one.signed_on,
                claimed=one.claimed,
                reported_on=one.claimed_on,
            )
            for place, one in enumerate(state.units)
        ]
    MatterUnitRow.objects.bulk_create(parts)
    MatterRow.objects.bulk_update(matters, [*store.columns(state), "version"], batch_size=200)
    return [matter.pk for matter in matters]


def _entries(matter: Any, units: list[str], today: date, draw: random.Random) -> list[Any]:
    """Dispatched to two units, signed for by the lead, reported on."""
    from pilotage.ledger import CHINA_TIME
    from pilotage_server.ledgers.models import EntryRow
    from pilotage_server.units.names import full_name

    lead, other = draw.sample(range(len(units)), 2)
    begun = datetime.combine(today, datetime.min.time(), CHINA_TIME)
    begun -= timedelta(days=draw.randrange(60, 360), hours=draw.randrange(12))
    limit = today + timedelta(days=draw.randrange(-60, 300))
    addressed = [
        {"unit": units[n], "name": full_name(units[n], "en"), "role": role}
        for n, role in ((lead, "lead"), (other, "support"))
    ]
    slip = {"units": addressed, "limit": limit.isoformat(), "ongoing": False}
    said: list[tuple[str, str, str, dict[str, Any]]] = [
        ("dispatch", "office", "", slip),
        ("sign", f"u{lead}", units[lead], {}),
        ("report", f"u{lead}", units[lead], {"claimed": 40, "text": NOTE, "done": False}),
    ]
    return [
        EntryRow(
            matter=matter,
            sequence=n,
            act=act,
            at=begun + timedelta(days=n * draw.randrange(1, 15)),
            by=by,
            post_zh=by,
            post_en=by,
            unit=unit,
            payload=payload,
        )
        for n, (act, by, unit, payload) in enumerate(said, start=1)
    ]


def _token(user: Any) -> str:
    from pilotage_server.api.actions import make_token

    return make_token(user, "load", ["read", "report", "office"], days=2, further=None)[1]


def _session(user: Any) -> str:
    from django.conf import settings
    from django.test import Client

    browser = Client()
    browser.force_login(user)
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    django.setup()
    made = make(int(sys.argv[1]))
    print(json.dumps({name: getattr(made, name) for name in Site.__slots__}))
