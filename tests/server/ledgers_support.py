"""A programme to supervise: the example plan compiled, ruled on, issued on 31 August 2020."""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.test import Client

from pilotage.compile import compile_document
from pilotage.ledger import Method
from pilotage.plan import Plan, Task, TaskKind
from pilotage.ruling import Question
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import DocumentRow
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.actions import Posting, issue
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans import findings, store
from pilotage_server.plans.actions import rule, take_up, waive
from pilotage_server.plans.models import PlanRow
from pilotage_server.rulepacks.actions import adopt
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.names import register

from .cast import signed_in

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CHINA = ZoneInfo("Asia/Shanghai")
ISSUED = datetime(2020, 8, 31, 17, tzinfo=CHINA)
MARCH_17 = datetime(2021, 3, 17, 9, tzinfo=CHINA)
LEADS = {1: "dl-transport", 4: "dl-commerce", 5: "dl-commerce"}
LIMITS = {n: date(2021, 6, 30) for n in (*range(1, 13), 101, 102, 103, 104)} | {
    4: date(2021, 3, 31),
    5: date(2021, 2, 26),
}

_seconds = count(1)


def at(month: int, day: int, year: int = 2021) -> Posting:
    """A posting on that day, each a second later than the one asked for before."""
    early = datetime(year, month, day, 1, tzinfo=CHINA)
    return Posting(at=early + timedelta(seconds=next(_seconds) % 20_000))


def member(user: User) -> MembershipRow:
    """The standing of an account of the cast."""
    return MembershipRow.objects.select_related("user").get(user=user)


def draft(office: User, name: str = "plan.zh.md") -> PlanRow:
    """The example plan as a draft, nothing ruled."""
    data = (EXAMPLES / name).read_bytes()
    document = DocumentRow.objects.create(
        name=name, sha256="0" * 64, size=len(data), uploaded_by=office, uploaded_at=ISSUED
    )
    record(What.RECEIVED, document, by=office.get_username())
    return take_up(document, _compiled(name))


@cache
def _compiled(name: str) -> Plan:
    """A plan is a value: compiled once for all tests of a process."""
    return compile_document((EXAMPLES / name).read_bytes(), name, register=register())


def ruled(
    office: User, leads: dict[int, str], limits: dict[int, date], name: str = "plan.zh.md"
) -> PlanRow:
    """The draft with leads and limits by task number; all else that stands in the way is waived.

    The last safeguard stays without a unit.
    """
    row = draft(office, name)
    plan = store.plan_of(row)
    by = member(office)
    answers: list[tuple[str, Question, dict[str, object]]] = [
        (task.id, Question.UNITS, {"units": _units(task, leads.get(number))})
        for task, number in _numbered(plan)
    ]
    answers += [
        (task.id, Question.LIMIT, {"date": limits[number].isoformat(), "kind": "by"})
        for task, number in _numbered(plan)
        if number in limits
    ]
    rule(row, answers, by, version=row.version)
    for finding in findings.gate_of(row).blocking:
        waive(row, finding, "样例：本次不改", by, version=row.version)
    return row


def _numbered(plan: Plan) -> list[tuple[Task, int]]:
    """Tasks 1 to 12, safeguards 101 on, without the last one."""
    tasks = [(task, n) for n, task in enumerate(plan.of_kind(TaskKind.TASK), start=1)]
    others = [(task, 100 + n) for n, task in enumerate(plan.of_kind(TaskKind.SAFEGUARD), start=1)]
    return tasks + others[:-1]


def _units(task: Task, lead: str | None) -> list[dict[str, str | None]]:
    known = [(duty.unit, duty.name) for duty in task.units]
    first = lead or (known[0][0] if known else "dl-opening-office")
    unit = register().get(first or "")
    listed = [(first, unit.zh if unit else "")]
    listed += [one for one in known if one[0] != first]
    return [
        {"unit": one, "name": name, "role": "support" if place else "lead"}
        for place, (one, name) in enumerate(listed)
    ]


def issued(office: User, leads: dict[int, str], limits: dict[int, date]) -> list[MatterRow]:
    """The matters of the issued plan."""
    return issue(ruled(office, leads, limits), member(office), slip="2020-", at=ISSUED)


def progress_by_checks(office: User) -> None:
    """Let the progress light be judged by two yellow checks in a row: unchecked tasks have none.

    By the shipped pack the tasks that a test leaves alone would all be red for not having begun.
    """
    with clock.standing_at(ISSUED):
        adopt("two-yellows", {}, member(office), day=ISSUED.date(), reason="按连续核查结果判定")


def under_way(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """The matters by their number: task 4 was reported, task 5 is late, the rest dispatched."""
    progress_by_checks(cast.office)
    found = {m.code("en"): m for m in issued(cast.office, LEADS, LIMITS)}
    lead, desk = member(cast.commerce), member(cast.office)
    for number in ("4", "5"):
        actions.sign(found[number], lead, posting=at(9, 2, 2020))
    actions.report(found["4"], lead, claimed=74, text="两份合同待签", posting=at(2, 22))
    actions.verify(
        found["4"], desk, verified=65, method=Method.VISIT, text="现场核查", posting=at(2, 24)
    )
    actions.report(found["4"], lead, claimed=82, text="场地踏勘完成", posting=at(3, 16))
    return found


def page(user: User, path: str, language: str = "en") -> Any:
    """The answer to ``user`` asking for ``path``."""
    return signed_in(user, language).get(path)


def form_of(client: Client, path: str) -> dict[str, str]:
    """The hidden fields of the form at ``path``."""
    facts = client.get(path).context
    return {"version": str(facts["version"]), "post_token": "a-token-of-a-form"}
