"""A ledger of any size: plans compiled from made texts, a year of entries on each of their tasks.

Every row is what the site's own calls make of the same facts (the compiler, the registering, the
fold, the columns of the present state); only the writing is in bulk, and the record begins with
what is there. The same numbers give the same ledger.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pilotage.language import chinese_number

from .text import task_text

if TYPE_CHECKING:
    from pilotage_server.plans.models import PlanRow
    from pilotage_server.units.models import MembershipRow

CHINA = ZoneInfo("Asia/Shanghai")
ISSUED = datetime(2020, 8, 31, 9, tzinfo=CHINA)
NOW = datetime(2021, 9, 15, 9, tzinfo=CHINA)
"""Where the site's clock has to stand: a year and a half month after the issue."""

MONTHS = 12
OF_A_PLAN = 100
PLANS_OF_A_PROGRAMME = 10
_LIMITS = ((0.06, 2021, 6), (0.04, 2021, 9), (0.3, 2021, 12), (0.4, 2022, 6), (1.0, 2022, 12))
"""The share of tasks up to which the limit is the end of that month."""

Said = tuple[str, datetime, str, str | None, dict[str, object]]


def fill(tasks: int, months: int = MONTHS, seed: int = 0) -> int:
    """Fill an empty, migrated site; the number of entries made."""
    from pilotage_server.audit.record import begin
    from pilotage_server.demo.accounts import make_accounts
    from pilotage_server.search.rebuild import rebuild

    draw = random.Random(seed)
    office = make_accounts()["office"]
    entries = 0
    for number, size in enumerate(_sizes(tasks), start=1):
        plan = _plan(number, size, office.user, draw)
        entries += _matters(plan, months, draw)
    rebuild()
    begin()
    return entries


def _sizes(tasks: int) -> Iterator[int]:
    while tasks > 0:
        yield min(tasks, OF_A_PLAN)
        tasks -= OF_A_PLAN


def _plan(number: int, size: int, user: Any, draw: random.Random) -> "PlanRow":
    """A plan of ``size`` tasks, compiled, and in force since the day of issue."""
    from pilotage.compile import compile_document
    from pilotage.plan import TaskKind, to_json
    from pilotage_server.documents.models import DocumentRow
    from pilotage_server.plans.models import PlanRow, PlanState, ProgrammeRow
    from pilotage_server.units.names import register

    text = plan_of(number, size, draw).encode()
    name = f"plan-{number}.txt"
    plan = compile_document(text, name, register=register())
    code = (number - 1) // PLANS_OF_A_PROGRAMME + 1
    home, _made = ProgrammeRow.objects.get_or_create(
        code=f"made-{code}",
        defaults={
            "name_zh": f"第{chinese_number(code)}专项",
            "name_en": f"Programme {code}",
            "created_at": ISSUED,
        },
    )
    document = DocumentRow.objects.create(
        name=name, sha256=f"{number:064x}", size=len(text), uploaded_by=user, uploaded_at=ISSUED
    )
    written = json.dumps(to_json(plan), ensure_ascii=False)
    return PlanRow.objects.create(
        programme=home,
        document=document,
        state=PlanState.ADOPTED,
        language="zh",
        title=plan.title or name,
        compiled=written,
        adopted=written,
        tasks=sum(1 for _task in plan.of_kind(TaskKind.TASK)),
        safeguards=sum(1 for _task in plan.of_kind(TaskKind.SAFEGUARD)),
        created_at=ISSUED,
        adopted_at=ISSUED,
        adopted_by=user,
    )


def plan_of(number: int, size: int, draw: random.Random) -> str:
    """The text of one plan: chapters of ten tasks, each with its units and its limit."""
    lines = [f"大连市专项工作第{chinese_number(number)}号实施方案", "各有关部门："]
    lines += ["现将实施方案印发给你们，请认真执行。", "大连市人民政府办公室 2020年8月31日"]
    for place in range(size):
        if place % 10 == 0:
            lines.append(f"{chinese_number(place // 10 + 1)}、重点任务之{place // 10 + 1}")
        lines.append(task_text(place % 10 + 1, _limit_words(draw), draw))
    return "\n".join(lines) + "\n"


def _limit_words(draw: random.Random) -> str:
    at = draw.random()
    year, month = next((year, month) for share, year, month in _LIMITS if at <= share)
    return f"{year}年{month}月底前完成"


def _matters(plan: "PlanRow", months: int, draw: random.Random) -> int:
    """The matters of ``plan`` with all that was entered on them; how many entries."""
    from pilotage.ledger import Act, Entry, fold
    from pilotage.plan import from_json
    from pilotage_server.ledgers import store
    from pilotage_server.ledgers.actions.entering import row_of
    from pilotage_server.ledgers.models import EntryRow, MatterRow, MatterUnitRow
    from pilotage_server.ledgers.registering import register

    rows: list[EntryRow] = []
    matters, units = [], []
    for task in from_json(json.loads(plan.adopted)).tasks:
        matter = register(plan, task, ISSUED)
        entries = [
            Entry(sequence=place, act=Act(act), at=at, by=by, unit=unit, payload=said)
            for place, (act, at, by, unit, said) in enumerate(_year(task, months, draw), start=1)
        ]
        state = fold(entries)
        matter.version = len(entries)
        for name, value in store.columns(state).items():
            setattr(matter, name, value)
        matters.append(matter)
        units += store.unit_rows(matter, state)
        rows += [row_of(matter, one, _named(one.by)) for one in entries]
    MatterRow.objects.bulk_update(matters, [*store.columns(state), "version"], batch_size=50)
    MatterUnitRow.objects.bulk_create(units, batch_size=500)
    EntryRow.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _named(post: str) -> "MembershipRow":
    """Whoever acts under that name, without an account."""
    from pilotage_server.units.models import MembershipRow

    return MembershipRow(post_zh=post, post_en=post)


def _year(task: Any, months: int, draw: random.Random) -> Iterator[Said]:
    """What was entered on one task, in the order of time: slip, signature, reports and checks."""
    from pilotage.ledger import units_of

    units = [{"unit": one.unit, "name": one.name, "role": one.role.value} for one in units_of(task)]
    lead = str(units[0]["unit"]) if units and units[0]["unit"] else ""
    limit = task.limit.date if task.limit else None
    if not lead:
        return
    said = {"units": units, "limit": limit and limit.isoformat(), "ongoing": limit is None}
    yield "dispatch", ISSUED, "office", None, said
    if draw.random() < 0.01:
        return
    yield "sign", ISSUED + timedelta(days=draw.randint(1, 9)), "liaison", lead, {}
    yield from _months(lead, limit, months, draw)


def _months(lead: str, limit: date | None, months: int, draw: random.Random) -> Iterator[Said]:
    pace = draw.choice((0.5, 0.9, 1.0, 1.0, 1.05, 1.1))
    whole = ((limit or date(2022, 12, 31)) - ISSUED.date()).days
    for month in range(1, months + 1):
        at = ISSUED + timedelta(days=30 * month, minutes=draw.randint(0, 20_000))
        share = min(100, int((at.date() - ISSUED.date()).days * 100 / whole * pace) + 2)
        done = share == 100
        text = f"第{month}期进展：{draw.choice(('已完成', '正在推进', '已协调'))}第{month}项措施。"
        yield "report", at, "liaison", lead, {"claimed": share, "text": text, "done": done}
        kind = draw.random()
        if not done and kind < 0.5 and month < months:
            continue
        if kind > 0.97:
            yield "return", at + timedelta(days=2), "office", None, {"reason": "未附证明材料。"}
            continue
        if month == months and kind > 0.6:
            return
        checked = {"verified": share, "method": "desk", "text": "经核对材料，进度属实。"}
        yield "verify", at + timedelta(days=2), "check", None, checked
        if done:
            yield "close", at + timedelta(days=3), "office", None, {"text": "任务已全部完成。"}
            return
        if kind < 0.53:
            yield "urge", at + timedelta(days=3), "office", None, {"text": "请按月反馈进展。"}
