"""Every act of the site leaves its row of the record: one for each thing it makes or changes.

The acts are read off the site; an act without a scenario here fails, and so does a table that is
neither recorded nor set aside with a reason, and a page that nobody decided about.
"""

import inspect
import io
import json
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

import pilotage_server
from pilotage.compile import compile_document
from pilotage.ledger import WORKFLOW, Act, Method
from pilotage.plan import Role
from pilotage.ruling import Question
from pilotage_server import clock
from pilotage_server.answers import actions as answers
from pilotage_server.answers.models import BookRow
from pilotage_server.answers.sheets import workbook
from pilotage_server.api import actions as tokens
from pilotage_server.audit.kinds import kinds
from pilotage_server.audit.models import CHANGES, RecordRow, What
from pilotage_server.documents import actions as documents
from pilotage_server.documents import worker
from pilotage_server.documents.models import CompileJobRow, DocumentRow, JobState
from pilotage_server.ledgerfiles import actions as ledgerfiles
from pilotage_server.ledgerfiles.models import LedgerFileRow, TemplateRow
from pilotage_server.ledgers import actions as ledgers
from pilotage_server.ledgers.actions import Ran
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.models import EvidenceRow, MatterRow
from pilotage_server.notices import actions as notices
from pilotage_server.notices.models import FeedOf
from pilotage_server.plans import actions as plans
from pilotage_server.plans import findings, store
from pilotage_server.plans.models import PlanRow
from pilotage_server.rulepacks import actions as rulepacks
from pilotage_server.units import actions as units
from pilotage_server.units import credentials, provider, totp
from pilotage_server.units.models import CredentialRow, MembershipRow, RecoveryCodeRow
from pilotage_server.units.names import register
from pilotage_server.units.provider import Person

from . import hostile
from .audit_support import flaws, recorded, ruled
from .conftest import signed_in
from .ledgerfiles_support import MERGED
from .ledgers_support import LEADS, LIMITS, at, issued, member
from .notices_support import given_up
from .plans_support import PLAN_ZH, drafted, uploaded
from .test_ledgers_editions import BERTH, FAIR, HEAD, HOTEL, MOVED, edition
from .test_plans_chain import OPINION, above, link_of, read_into
from .test_plans_editions import SECOND

pytestmark = pytest.mark.django_db

Taken = Callable[[], object]
Scenario = Callable[[SimpleNamespace], tuple[Taken, list[What]]]
MADE = [What.ENTERED]
LATER = date(2021, 9, 30)
STUCK: dict[str, Any] = {"reason": "等待上级批复", "waits_for": "批复", "review": LATER}


def _task(cast: SimpleNamespace, number: int = 4) -> MatterRow:
    return next(m for m in issued(cast.office, LEADS, LIMITS) if m.ordinal == number)


def _under_way(cast: SimpleNamespace) -> MatterRow:
    matter = _task(cast)
    ledgers.sign(matter, member(cast.commerce), posting=at(9, 2, 2020))
    return matter


def _reported(cast: SimpleNamespace, claimed: int = 60) -> MatterRow:
    matter, lead = _under_way(cast), member(cast.commerce)
    done = claimed == 100
    ledgers.report(matter, lead, claimed=claimed, text="已办", done=done, posting=at(2, 1))
    return matter


def _asked(cast: SimpleNamespace) -> MatterRow:
    matter = _under_way(cast)
    lead = member(cast.commerce)
    ledgers.ask_extension(matter, lead, until=LATER, reason="等批复", posting=at(2, 1))
    return matter


def _failed(cast: SimpleNamespace) -> DocumentRow:
    document = uploaded(cast.office, b"", "empty.txt")
    assert document.job.state == JobState.FAILED
    return document


def receive(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    data = [PLAN_ZH.encode()]
    return lambda: documents.receive("plan.txt", data, cast.office), [What.RECEIVED]


def retry(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    document = _failed(cast)
    return lambda: documents.retry(document), [What.RETRIED]


def discard(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    document = _failed(cast)
    return lambda: documents.discard(document), [What.DISCARDED]


def take_up(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    document = documents.receive("plan.txt", [PLAN_ZH.encode()], cast.office)
    plan = compile_document(PLAN_ZH.encode(), "plan.txt", register=register())
    return lambda: plans.take_up(document, plan), [What.FOUNDED, What.TAKEN_UP]


def found_programme(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    return lambda: plans.found_programme("port", "口岸", "Port"), [What.FOUNDED]


def rename(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = drafted(cast.office)
    return lambda: plans.rename(row.programme, "口岸", "Port"), [What.RENAMED]


def put_under(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row, above = drafted(cast.office), plans.found_programme("port", "口岸", "Port")
    by = member(cast.office)
    return lambda: plans.put_under(row.programme, above, by), [What.PUT_UNDER]


def rule(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = drafted(cast.office)
    answers: list[tuple[str, Question, dict[str, object]]] = [
        (task.id, Question.UNITS, {}) for task in store.plan_of(row).tasks
    ]
    taken = lambda: plans.rule(row, answers, member(cast.office), version=row.version)  # noqa: E731
    return taken, [What.RULED] * len(answers)


def plans_withdraw(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = drafted(cast.office)
    task, by = store.plan_of(row).tasks[0].id, member(cast.office)
    return lambda: plans.withdraw(row, task, Question.LIMIT, by, version=row.version), [What.RULED]


def waive(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row, by = drafted(cast.office), member(cast.office)
    found = findings.gate_of(row).blocking[0]
    return lambda: plans.waive(row, found, "理由充分", by, version=row.version), [What.WAIVED]


def waive_all(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row, by = drafted(cast.office), member(cast.office)
    found = findings.gate_of(row).blocking
    keys = {(one.code, one.task, one.words) for one in found}
    assert len(keys) > 1
    taken = lambda: plans.waive_all(row, found, "理由充分", by, version=row.version)  # noqa: E731
    return taken, [What.WAIVED] * len(keys)


def unwaive(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row, by = drafted(cast.office), member(cast.office)
    found = findings.gate_of(row).blocking[0]
    waiver = plans.waive(row, found, "理由充分", by, version=row.version)
    return lambda: plans.unwaive(row, waiver, version=row.version), [What.UNWAIVED]


def choose(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    taken = lambda: notices.choose(  # noqa: E731
        cast.commerce, address="desk@port.example", language="zh", first_hour=9, last_hour=17
    )
    return taken, MADE


def keep_quiet(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    by = member(cast.office)
    return lambda: notices.keep_quiet(LATER, LATER, "停电检修", by), MADE


def add_hook(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    home, by = _task(cast).plan.programme, member(cast.office)
    return lambda: notices.add_hook(home, "https://other.example/in", by), MADE


def end_hook(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    by = member(cast.office)
    row = notices.add_hook(_task(cast).plan.programme, "https://other.example/in", by)
    return lambda: notices.end_hook(row, by), MADE


def make_feed(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _task(cast)
    by = member(cast.commerce)
    return lambda: notices.make_feed(by, FeedOf.UNIT, "zh", unit="dl-commerce"), MADE


def end_feed(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = notices.make_feed(member(cast.commerce), FeedOf.PERSON, "zh")
    return lambda: notices.end_feed(row, cast.commerce), MADE


def end_quiet(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    by = member(cast.office)
    row = notices.keep_quiet(LATER, LATER, "停电检修", by)
    return lambda: notices.end_quiet(row, by), MADE


def send_again(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = given_up(cast)
    return lambda: notices.send_again(row, member(cast.office)), MADE


def plans_adopt(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = ruled(cast)
    return lambda: plans.adopt(row, member(cast.office)), [What.ADOPTED]


def issue(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = ruled(cast)
    tasks = len(store.plan_of(row).tasks)
    sent = sum(bool(task.units) for task in store.plan_of(row).tasks)
    expected = [What.ADOPTED, *[What.REGISTERED] * tasks, *[What.ENTERED] * sent]
    return lambda: ledgers.issue(row, member(cast.office)), expected


def dispatch(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = issued(cast.office, LEADS, LIMITS)[-1]
    units = [ledgers.Addressee(unit="dl-commerce", name="市商务局", role=Role.LEAD)]
    by = member(cast.office)
    return lambda: ledgers.dispatch(matter, by, units=units, limit=None), MADE


def sign(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _task(cast)
    return lambda: ledgers.sign(matter, member(cast.commerce)), MADE


def decline(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _task(cast)
    return lambda: ledgers.decline(matter, member(cast.commerce), reason="非本单位职责"), MADE


def report(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.commerce)
    proofs = [proof_of(f"批文{n}".encode(), f"{n}.txt") for n in range(2)]
    taken = lambda: ledgers.report(matter, by, claimed=10, text="起步", proofs=proofs)  # noqa: E731
    return taken, [What.ENTERED, What.KEPT, What.KEPT]


def verify(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _reported(cast), member(cast.office)
    return lambda: ledgers.verify(matter, by, verified=50, method=Method.VISIT, text="现场"), MADE


def return_(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _reported(cast)
    return lambda: ledgers.return_(matter, member(cast.office), reason="佐证不全"), MADE


def close(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _reported(cast, 100), member(cast.office)
    ledgers.verify(matter, by, verified=100, method=Method.VISIT, text="现场", posting=at(2, 5))
    return lambda: ledgers.close(matter, by, text="办结"), MADE


def require(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.office)
    return lambda: ledgers.require(matter, by, evidence=["acceptance"]), MADE


def archive(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _reported(cast, 100), member(cast.office)
    ledgers.verify(matter, by, verified=100, method=Method.VISIT, text="现场", posting=at(2, 5))
    ledgers.close(matter, by, text="办结", posting=at(2, 6))
    volume = proof_of(b"%PDF-1.7 volume", "卷宗.pdf")
    return lambda: ledgers.archive(matter, by, bind=lambda: volume), [What.ENTERED, What.KEPT]


def urge(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _under_way(cast)
    return lambda: ledgers.urge(matter, member(cast.office), text="请抓紧"), MADE


def suspend(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _under_way(cast)
    by = member(cast.office)
    return lambda: ledgers.suspend(matter, by, **STUCK), MADE


def resume(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.office)
    ledgers.suspend(matter, by, **STUCK, posting=at(2, 1))
    return lambda: ledgers.resume(matter, by, reason="批复已到"), MADE


def ask_extension(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.commerce)
    return lambda: ledgers.ask_extension(matter, by, until=LATER, reason="等批复"), MADE


def extend(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _asked(cast), member(cast.office)
    return lambda: ledgers.extend(matter, by, until=LATER, reason="同意"), MADE


def refuse_extension(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _asked(cast)
    return lambda: ledgers.refuse_extension(matter, member(cast.office), reason="理由不足"), MADE


def decompose(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.commerce)
    told = [*MADE, What.REGISTERED, What.REGISTERED, *MADE]
    return lambda: ledgers.decompose(matter, by, part=_part()), told


def _part() -> ledgers.Part:
    units = [ledgers.Addressee(unit="dl-customs", name="大连海关", role=Role.LEAD)]
    return ledgers.Part(heading="场地", text="建成", units=units, limit=date(2021, 3, 1))


def ledgers_withdraw(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.commerce)
    ledgers.decompose(matter, by, part=_part(), posting=at(2, 1))
    part = MatterRow.objects.get(number="4.1")
    return lambda: ledgers.withdraw(part, by, reason="不再需要"), MADE


def propose(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = issued(cast.office, LEADS, LIMITS)[-1]
    return lambda: ledgers.propose(matter, member(cast.office)), MADE


def approve(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = issued(cast.office, LEADS, LIMITS)[-1]
    ledgers.propose(matter, member(cast.office))
    return lambda: ledgers.approve(matter, member(cast.leader)), MADE


def pass_on(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.office)
    lead = ledgers.Addressee(unit="dl-customs", name="大连海关", role=Role.LEAD)
    return lambda: ledgers.pass_on(matter, by, lead=lead, reason="职能调整"), MADE


def ask_pass_on(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.commerce)
    return lambda: ledgers.ask_pass_on(matter, by, reason="非本单位职责"), MADE


def refuse_pass_on(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _under_way(cast), member(cast.office)
    ledgers.ask_pass_on(matter, member(cast.commerce), reason="非本单位职责")
    return lambda: ledgers.refuse_pass_on(matter, by, reason="分工未变"), MADE


GIVEN: dict[str, Any] = {"text": "抓紧办", "leader": "市长", "given": LATER, "answer_by": LATER}


def instruct(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _task(cast)
    return lambda: ledgers.instruct(matter, member(cast.leader), **GIVEN), MADE


def answer(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter = _under_way(cast)
    ledgers.instruct(matter, member(cast.leader), **GIVEN)
    return lambda: ledgers.answer(matter, member(cast.commerce), number=1, text="已办"), MADE


def ask_approval(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    """What is registered and was never sent is put up for approval at once."""
    programme, by = issued(cast.office, LEADS, LIMITS)[-1].plan.programme, member(cast.office)
    unsent = MatterRow.objects.filter(last_entry_at=None).count()
    assert unsent
    taken = lambda: ledgers.ask_approval(programme, by, asked=True)  # noqa: E731
    return taken, [What.RULED, *[What.ENTERED] * unsent]


def dispatch_planned(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    matter, by = _task(cast), member(cast.office)
    ledgers.decline(matter, member(cast.commerce), reason="非本单位职责")
    return lambda: ledgers.dispatch_planned([matter], by), MADE


def draw(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    programme, by = _reported(cast).plan.programme, member(cast.office)
    return lambda: ledgers.draw(programme, by, share=50, seed="7"), [What.RULED]


def apply_edition(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    """A berth that goes on, a fair that is cancelled, a hotel that is new."""
    ledgers.issue(edition(cast.office, HEAD + BERTH + FAIR), member(cast.office))
    second = edition(cast.office, HEAD + MOVED + HOTEL)
    goes_on, cancelled, new = MADE, MADE, [What.REGISTERED, *MADE]
    told = [What.ADOPTED, *goes_on, *cancelled, *new, *[What.CARRIED] * 3]
    return lambda: ledgers.apply_edition(second, member(cast.office)), told


def put_above(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = drafted(cast.office)
    upper = read_into(row, OPINION)
    by = member(cast.office)
    return lambda: plans.put_above(row.programme, upper, "province", by), [What.PUT_ABOVE]


def take_down(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    upper = above(drafted(cast.office), OPINION, "province", cast)
    return lambda: plans.take_down(upper), [What.TAKEN_DOWN]


def rule_link(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row = drafted(cast.office)
    above(row, OPINION, "province", cast)
    answer = {"verdict": "refused", "plan": row.title}
    mark, by = link_of(row, asserted=True), member(cast.office)
    return lambda: plans.rule_link(row, mark, answer, by, seen=0), [What.RULED]


def answers_bring(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _under_way(cast)
    data = workbook(member(cast.commerce), "dl-commerce", "zh")
    return lambda: answers.bring("表.xlsx", data, member(cast.commerce)), [What.RECEIVED]


def _ledger(cast: SimpleNamespace) -> LedgerFileRow:
    return ledgerfiles.bring("台账.xlsx", MERGED, member(cast.office), programme=None)


def ledgerfiles_bring(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _under_way(cast)
    return lambda: _ledger(cast), [What.RECEIVED]


def _template(cast: SimpleNamespace) -> TemplateRow:
    return ledgerfiles.bring_template("样表.xlsx", MERGED, member(cast.office), programme=None)


def bring_template(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _under_way(cast)
    return lambda: _template(cast), [What.RECEIVED]


def enter(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _under_way(cast)
    row, by = _ledger(cast), member(cast.office)
    opened = [What.FOUNDED, What.RECEIVED, What.TAKEN_UP, What.ADOPTED, What.REGISTERED]
    return lambda: ledgerfiles.enter(row, by), [*opened, *[What.ENTERED] * 4]


def plans_take_over(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    document = documents.receive("plan.txt", [PLAN_ZH.encode()], cast.office)
    plan = compile_document(PLAN_ZH.encode(), "plan.txt", register=register())
    home, by = plans.found_programme("port", "口岸", "Port"), member(cast.office)
    taken = lambda: plans.take_over(document, plan, home, by, at=clock.now())  # noqa: E731
    return taken, [What.TAKEN_UP, What.ADOPTED]


def ledgers_take_over(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    take, _expected = plans_take_over(cast)
    take()
    row = PlanRow.objects.latest("pk")
    slip = {
        "units": [{"unit": "dl-commerce", "name": "市商务局", "role": "lead"}],
        "ongoing": True,
    }
    by, task = member(cast.office), store.plan_of(row).tasks[0]
    ran = [Ran.judged(task, [(Act.DISPATCH, slip, None)], by)]
    return lambda: ledgers.take_over(row, ran, by), [What.REGISTERED, *MADE]


def enter_many(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    report = {"claimed": 30, "text": "选址完成", "done": False}
    acts = [(Act.SIGN, {}, "dl-commerce"), (Act.REPORT, report, "dl-commerce")]
    task, by = _task(cast), member(cast.office)
    return lambda: ledgers.enter_many([(task, acts)], by), MADE * 2


def enter_lines(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _under_way(cast)
    by = member(cast.commerce)
    book = openpyxl.load_workbook(io.BytesIO(workbook(by, "dl-commerce", "zh")))
    sheet, data = book.worksheets[0], io.BytesIO()
    line = next(n for n in range(6, sheet.max_row + 1) if str(sheet[f"B{n}"].value) == "4")
    sheet[f"J{line}"], sheet[f"K{line}"] = 30, "选址完成"
    book.save(data)
    brought = answers.bring("表.xlsx", data.getvalue(), by)
    return lambda: answers.enter_lines(brought, by, "zh"), MADE


def rulepacks_adopt(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    by, day = member(cast.office), clock.today()
    taken = lambda: rulepacks.adopt("days-left", {"near": 5}, by, day=day, reason="试行")  # noqa: E731
    return taken, [What.PACK_ADOPTED]


POST = {"role": "checker", "post_zh": "核查员", "post_en": "Checker"}


def _credential(user: User) -> tuple[str, str]:
    """A secret switched on for ``user``, and a code of it."""
    secret = totp.new_secret()
    return secret, totp.code_at(secret, int(clock.wall().timestamp()) // totp.PERIOD)


def _with_codes(user: User) -> list[str]:
    codes = units.turn_on(user, *_credential(user))
    assert codes
    return codes


def _with_post(cast: SimpleNamespace) -> int:
    return int(units.add_post(cast.leader, POST).pk)


def add(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    return lambda: units.add("newcomer", POST), [What.ACCOUNT_ADDED, What.PASSWORD_GIVEN]


def add_post(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    return lambda: units.add_post(cast.leader, POST), [What.POST_ADDED]


def change_post(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    number = _with_post(cast)

    def taken() -> None:
        units.change_post(cast.leader, number, {"role": "auditor"})
        units.change_post(cast.leader, 0, {"within": "dl-commerce"})

    return taken, [What.POST_CHANGED, What.ACCOUNT_CHANGED]


def remove_post(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    number = _with_post(cast)
    return lambda: units.remove_post(cast.leader, number), [What.POST_REMOVED]


def change_password(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    return lambda: units.change_password(cast.leader, "tide 7 berth"), [What.PASSWORD_CHANGED]


def reset_password(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    return lambda: units.reset_password(cast.leader), [What.PASSWORD_GIVEN]


def reset_codes(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _with_codes(cast.leader)
    return lambda: units.reset_codes(cast.leader), [What.CODES_OFF]


def turn_on(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    given = _credential(cast.leader)
    return lambda: units.turn_on(cast.leader, *given), [What.CODES_ON]


def turn_off(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _with_codes(cast.leader)
    return lambda: units.turn_off(cast.leader), [What.CODES_OFF]


def renew_recovery(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    _with_codes(cast.leader)
    return lambda: units.renew_recovery(cast.leader), [What.RECOVERY_RENEWED]


def end_sessions(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    signed_in(cast.leader)
    return lambda: units.end_sessions(cast.leader), [What.SESSIONS_ENDED]


def make_token(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    taken = lambda: tokens.make_token(cast.leader, "timetable", ["read"], days=9, further=None)  # noqa: E731
    return taken, [What.TOKEN_MADE]


def revoke_token(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    row, _words = tokens.make_token(cast.leader, "a program", ["read"], days=30, further=None)
    return lambda: tokens.revoke_token(row), [What.TOKEN_REVOKED]


def deactivate(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    return lambda: units.deactivate(cast.leader), [What.DEACTIVATED]


def reactivate(cast: SimpleNamespace) -> tuple[Taken, list[What]]:
    units.deactivate(cast.leader)
    return lambda: units.reactivate(cast.leader), [What.REACTIVATED]


def acts() -> Iterator[tuple[str, str]]:
    """Every act function of the site, as (app, name)."""
    for app in pkgutil.iter_modules(pilotage_server.__path__, "pilotage_server."):
        if not app.ispkg or not any(
            one.name == "actions" for one in pkgutil.iter_modules(import_module(app.name).__path__)
        ):
            continue
        door = import_module(f"{app.name}.actions")
        for name in door.__all__:
            if inspect.isfunction(getattr(door, name)):
                yield app.name.rpartition(".")[2], name


def test_every_act_of_the_workflow_is_among_them() -> None:
    spelled = {name.rstrip("_") for app, name in acts() if app == "ledgers"}
    assert {act.value for act in Act if not WORKFLOW[act].by_edition} <= spelled


@pytest.mark.parametrize(("app", "name"), list(acts()))
def test_every_act_leaves_one_row_for_each_thing_it_makes(
    cast: SimpleNamespace, app: str, name: str
) -> None:
    shared = [act for _app, act in acts()].count(name) > 1
    scenario: Scenario | None = globals().get(f"{app}_{name}" if shared else name)
    assert scenario is not None, f"say in this file how {app}.actions.{name} is taken"
    take, expected = scenario(cast)
    before = RecordRow.objects.order_by("-sequence").first()
    assert before is not None
    take()
    assert recorded(before.sequence) == expected
    assert set(expected) <= set(CHANGES)
    assert flaws() == []


def test_an_act_that_fails_leaves_no_row(cast: SimpleNamespace) -> None:
    matter, before = _task(cast), RecordRow.objects.count()
    with pytest.raises(ledgers.ActRefusedError):
        ledgers.close(matter, member(cast.office), text="办结")
    assert RecordRow.objects.count() == before


def test_a_form_sent_twice_is_one_row(cast: SimpleNamespace) -> None:
    matter, posting = _task(cast), ledgers.Posting(token="same")
    for _time in range(2):
        ledgers.sign(matter, member(cast.commerce), posting=posting)
    assert recorded().count("entered") == 1 + 16


def test_a_row_says_who_asked_where_the_act_is_not_told(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    names = {"name_zh": "口岸", "name_en": "Port", "post_token": "once"}
    signed_in(cast.office).post(f"/programmes/{row.programme_id}/rename/", names)
    assert RecordRow.objects.get(what=What.RENAMED).by == "office"


def test_a_document_removed_for_its_marking_is_said(cast: SimpleNamespace) -> None:
    uploaded(cast.office, f"机密★1年\n{PLAN_ZH}")
    assert recorded()[-2:] == [What.RECEIVED, What.FORGOTTEN]
    assert flaws() == []


def test_signing_in_and_out_and_failing_to_is_recorded(cast: SimpleNamespace) -> None:
    client, before = signed_in(None), len(recorded())
    client.post("/login/", {"username": "office", "password": "wrong"})
    client.post("/login/", {"username": "my password by mistake", "password": "office"})
    client.post("/login/", {"username": "office", "password": "office"})
    client.post("/logout/")
    rows = list(RecordRow.objects.order_by("sequence").values_list("what", "by"))[before:]
    assert rows == [
        (What.SIGN_IN_FAILED, "office"),
        (What.SIGN_IN_FAILED, ""),
        (What.SIGNED_IN, "office"),
        (What.SIGNED_OUT, "office"),
    ]
    assert not RecordRow.objects.filter(facts__icontains="mistake").exists()


def test_it_is_recorded_in_which_post_an_account_acts(cast: SimpleNamespace) -> None:
    number, client, before = _with_post(cast), signed_in(cast.leader), len(recorded())
    for post in (number, 0):
        assert client.post("/account/post/", {"post": post}).status_code == 302
    assert client.post("/account/post/", {"post": number + 1}).status_code == 404
    rows = RecordRow.objects.order_by("sequence")[before:]
    assert [(row.what, row.kind, row.by) for row in rows] == [
        (What.POST_WORN, "post", "leader"),
        (What.POST_WORN, "account", "leader"),
    ]
    assert flaws() == []


def test_no_password_secret_or_code_is_kept(cast: SimpleNamespace) -> None:
    secret, code = _credential(cast.leader)
    codes = units.turn_on(cast.leader, secret, code) or []
    made, given = units.add("newcomer", POST)
    units.change_password(made, "tide 7 berth")
    spent = units.renew_recovery(cast.leader)
    assert credentials.accepts(cast.leader, spent[0])
    sealed = CredentialRow.objects.get(user=cast.leader).secret
    digests = RecoveryCodeRow.objects.values_list("digest", flat=True)
    kept = json.dumps([row.facts for row in RecordRow.objects.all()])
    for word in (secret, sealed, code, *codes, *spent, given, "tide 7 berth", *digests):
        assert word
        assert word not in kept


def test_a_code_that_fails_and_a_recovery_code_that_serves_are_recorded(
    cast: SimpleNamespace,
) -> None:
    codes, client = _with_codes(cast.leader), signed_in(None)
    before = len(recorded())
    client.post("/login/", {"username": "leader", "password": "leader"})
    client.post("/login/code/", {"code": "nothing"})
    client.post("/login/code/", {"code": codes[0]})
    rows = list(RecordRow.objects.order_by("sequence").values_list("what", "by"))[before:]
    told = (What.SIGN_IN_FAILED, What.RECOVERY_USED, What.SIGNED_IN)
    assert rows == [(what, "leader") for what in told]
    assert flaws() == []


def test_an_account_of_the_provider_is_recorded(cast: SimpleNamespace, settings: Settings) -> None:
    settings.OIDC_ADD = True
    before, person = len(recorded()), Person(issuer="https://id", subject="7", name="newcomer")
    user = provider.account_of(person)
    assert recorded()[before:] == [What.TIED]
    units.add_post(user, POST)
    units.deactivate(user)
    units.reset_password(user)
    user.delete()
    assert set(recorded()[-3:]) == {What.UNTIED, What.ACCOUNT_REMOVED}
    assert flaws() == []


def test_a_deed_on_the_own_sign_in_does_not_vouch_for_the_rest_of_the_account(
    cast: SimpleNamespace,
) -> None:
    """Who altered the own role past the site cannot have it vouched for by changing a password."""
    MembershipRow.objects.filter(user=cast.leader).update(role="administrator")
    units.change_password(cast.leader, "tide 7 berth")
    units.end_sessions(cast.leader)
    assert [flaw.kind for flaw in flaws()] == ["account"]


def test_reading_the_page_of_an_account_makes_nothing(cast: SimpleNamespace) -> None:
    client, before = signed_in(cast.administrator), len(recorded())
    for address in (f"/accounts/{cast.leader.pk}/", "/account/password/", "/account/"):
        assert client.get(address).status_code == 200
    assert len(recorded()) == before
    assert flaws() == []


def test_accounts_are_recorded_however_they_change(cast: SimpleNamespace) -> None:
    before = RecordRow.objects.order_by("-sequence").first()
    assert before is not None
    desk = MembershipRow.objects.get(user=cast.drafter)
    desk.role = "office"
    desk.save()
    cast.drafter.is_active = False
    cast.drafter.save()
    cast.drafter.set_password("another one")
    cast.drafter.save()
    cast.drafter.delete()
    told = [What.ACCOUNT_CHANGED, What.ACCOUNT_CHANGED, What.ACCOUNT_REMOVED]
    assert recorded(before.sequence) == told
    assert flaws() == []


def test_the_command_that_adds_an_account_is_recorded(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("berth timetable 7\n"))
    call_command("addaccount", "desk", role="office", post_zh="督查室", post_en="Desk")
    assert recorded() == [What.BEGUN, What.ACCOUNT_ADDED]


APART = {
    "HeadRow": "the head of the record itself",
    "RecordRow": "the record itself",
    "AnswerRow": "answers to writes of programs, kept for two days; each write is recorded",
    "PostRow": "forms already sent; forgotten without loss",
    "CompileJobRow": "where a compiling stands; made again from the document",
    "SessionRow": "where an account is signed in; come and gone with sign-ins, which are recorded",
    "AttemptRow": "counts of a day of sign-ins that failed, each of which is recorded",
    "RecoveryCodeRow": "vouched for with the credential they belong to",
    "PassageRow": "what search finds, a copy; made again by reindex",
    "TaskIndexRow": "the words of passages; made again by reindex",
    "ClauseIndexRow": "the words of passages; made again by reindex",
    "EntryIndexRow": "the words of passages; made again by reindex",
    "ProofIndexRow": "the words of passages; made again by reindex",
    "ReadingRow": "where the reading of a file for search stands; made again from the evidence",
    "LineRow": "vouched for with the digest it stands in",
    "DayRow": "whether the digests of a day are made; each of them is recorded",
    "SeenRow": "which of its notices an account has marked as read",
    "MappingRow": "what columns of ledgers mean, offered again; entered values have their own rows",
    "ViewRow": "filters under a name, as a bookmark; they say nothing of a task",
    "MatterUnitRow": "folded from the entries; compared with them by the check of matters",
}
"""Tables without rows of their own in the record, each with its reason."""


def test_every_table_is_watched_or_set_aside_with_a_reason() -> None:
    watched = {kind.model.__name__ for kind in kinds()}
    tables = {
        model.__name__
        for config in apps.get_app_configs()
        if config.name.startswith("pilotage_server.")
        for model in config.get_models()
    }
    assert tables - watched - APART.keys() == set()
    assert watched & APART.keys() == set()


RECORDED = {
    "plans:review": What.OPENED,
    "plans:workbook": What.EXPORTED,
    "ledgers:task": What.OPENED,
    "ledgers:evidence": What.DOWNLOADED,
    "evidence:preview": What.OPENED,
    "evidence:picture": What.OPENED,
    "evidence:of_task": What.EXPORTED,
    "evidence:of_programme": What.EXPORTED,
    "evidence:of_volume": What.EXPORTED,
    "ledgers:slip": What.EXPORTED,
    "audit:record": What.LOOKED_UP,
    "answers:sheet": What.EXPORTED,
    "answers:book": What.OPENED,
    "ledgerfiles:file": What.OPENED,
    "ledgerfiles:out": What.EXPORTED,
    "ledgerfiles:filled": What.EXPORTED,
    "plans:chain_file": What.EXPORTED,
    "plans:editions_file": What.EXPORTED,
    "plans:findings_file": What.EXPORTED,
}
NOT_RECORDED = {
    "notices:index": "what one was told oneself",
    "notices:read": "one's own marks",
    "notices:wishes": "one's own; the change is recorded",
    "notices:log": "what was told of tasks that the reader sees, in sentences of rules",
    "notices:again": "the act is recorded",
    "notices:office": "days; the change is recorded",
    "notices:end_quiet": "the act is recorded",
    "notices:burden": "numbers of requests by unit",
    "notices:make_feed": "the act is recorded",
    "notices:end_feed": "the act is recorded",
    "notices:feed": "a program asks for it every hour under a secret address, not a person",
    "notices:add_hook": "the act is recorded",
    "notices:end_hook": "the act is recorded",
    "home": "only leads on",
    "units:login": "recorded as signing in",
    "units:logout": "recorded as signing out",
    "units:code": "recorded as signing in",
    "units:provider": "only leads on",
    "units:provider_back": "recorded as signing in",
    "units:account": "one's own",
    "units:password": "one's own; the change is recorded",
    "units:set_up": "one's own; switching on is recorded",
    "units:turn_off": "one's own; switching off is recorded",
    "units:recovery": "one's own; renewing is recorded",
    "units:accounts": "names of accounts and posts",
    "units:one_account": "names of accounts and posts; what is done there is recorded",
    "units:add_account": "an empty form; the act is recorded",
    "units:deactivate": "asks once more; the act is recorded",
    "units:language": "shows nothing",
    "units:theme": "shows nothing",
    "documents:upload": "an empty form",
    "documents:progress": "how far a reading is, no word of the text",
    "plans:list": "names of plans",
    "plans:of_document": "only leads on",
    "plans:findings": "reached from the plan's page",
    "plans:confirm_issue": "reached from the plan's page",
    "ledgers:tasks": "one line a task, no report",
    "ledgers:act": "reached from the task's page; the act is recorded",
    "ledgers:todo": "one line a task",
    "ledgers:progress": "figures of tasks",
    "ledgers:checking": "one line a task",
    "ledgers:suspended": "one line a task",
    "ledgers:approving": "one line a task; the acts are recorded",
    "ledgers:samples": "names of samples; the draw is recorded",
    "ledgers:sample": "one line a task, no report",
    "ledgers:unit": "one line a task",
    "ledgers:edition": "reached from the plan's page; applying is recorded",
    "plans:chain": "reached from the plan's page",
    "plans:links": "reached from the plan's page",
    "plans:link": "reached from the plan's page; the ruling is recorded",
    "plans:editions": "reached from the plan's page",
    "search:search": "excerpts; what is opened is recorded",
    "answers:mail": "the form; the workbook that is mailed is recorded",
    "answers:index": "names of units and of workbooks",
    "ledgerfiles:index": "names of ledger files",
    "ledgerfiles:template": "heads of a workbook, no report; what is taken is recorded",
    "rulepacks:list": "rules, open to whoever is judged by them",
    "rulepacks:pack": "rules, open to whoever is judged by them",
    "ledgers:trial": "figures of a trial; adopting is recorded",
    "reports:overview": "figures",
    "api:tokens": "one's own; making and revoking are recorded",
    "api:reference": "no data of the site",
    "api:openapi": "no data of the site",
    "reports:turned": "figures",
}
ACTS_ONLY = {
    "ledgerfiles:templates",
    *("ledgerfiles:columns", "ledgerfiles:mend", "ledgerfiles:side"),
    "ledgerfiles:enter",
    *("documents:discard", "documents:again", "ledgers:issue"),
    *("ledgers:approve_chosen", "ledgers:dispatch_chosen", "ledgers:set_rule"),
    *("ledgers:save_view", "ledgers:remove_view"),
    *("plans:rule_limit", "plans:rule_lead", "plans:rule_units", "plans:rule_targets"),
    "plans:rule_all",
    *("plans:waive", "plans:unwaive", "plans:rename", "plans:put_under"),
    *("plans:put_above", "plans:take_down", "plans:state_link"),
    *("units:add_post", "units:change_post", "units:remove_post", "units:wear"),
    *("units:reactivate", "units:reset_password", "units:reset_codes"),
    "api:revoke",
    *("units:end_session", "units:end_others", "units:end_sessions"),
}


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[str]:
    """The names of all addresses of the site."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}"


def test_of_every_page_it_is_decided_whether_reading_it_is_recorded() -> None:
    pages = {name for name in addresses() if not name.startswith("v1:")}
    assert pages == RECORDED.keys() | NOT_RECORDED.keys() | ACTS_ONLY


OFFICES = ("answers:", "ledgerfiles:")
"""Pages that the office reads, and no administrator."""


def _brought(cast: SimpleNamespace) -> BookRow:
    by = member(cast.commerce)
    return answers.bring("表.xlsx", workbook(by, "dl-commerce", "zh"), by)


def _closed_and_archived(matter: MatterRow, cast: SimpleNamespace) -> None:
    lead, by = member(cast.commerce), member(cast.office)
    ledgers.report(matter, lead, claimed=100, text="办结", done=True)
    ledgers.verify(matter, by, verified=100, method=Method.VISIT, text="现场")
    ledgers.close(matter, by, text="销号")
    volume = proof_of(b"%PDF-1.7 volume", "卷宗.pdf")
    ledgers.archive(matter, by, bind=lambda: volume)


@pytest.mark.parametrize("name", RECORDED)
def test_reading_is_recorded(cast: SimpleNamespace, name: str) -> None:
    matter = _under_way(cast)
    proofs = [proof_of(hostile.png(), "照片.png")]
    ledgers.report(matter, member(cast.commerce), claimed=5, text="起步", proofs=proofs)
    urged = ledgers.urge(matter, member(cast.office), text="请抓紧").sequence
    row, proof = PlanRow.objects.get(), EvidenceRow.objects.get().pk
    if name == "evidence:of_volume":
        _closed_and_archived(matter, cast)
    old, new = (drafted(cast.office, text) for text in (PLAN_ZH, SECOND))
    assert (new.title, new.edition) == (old.title, old.edition + 1)
    address = {
        "plans:review": f"/plans/{row.pk}/",
        "plans:workbook": f"/plans/{row.pk}/table.xlsx",
        "ledgers:task": f"/tasks/{matter.pk}/",
        "ledgers:evidence": f"/evidence/{proof}/",
        "evidence:preview": f"/evidence/{proof}/view/",
        "evidence:picture": f"/evidence/{proof}/page/1/",
        "evidence:of_task": f"/tasks/{matter.pk}/evidence.zip",
        "evidence:of_programme": f"/programmes/{row.programme_id}/evidence.zip",
        "evidence:of_volume": f"/tasks/{matter.pk}/volume.zip",
        "ledgers:slip": f"/tasks/{matter.pk}/slips/{urged}.docx",
        "audit:record": "/record/",
        "answers:sheet": "/answers/sheet/dl-commerce/",
        "answers:book": f"/answers/{_brought(cast).pk}/",
        "ledgerfiles:filled": f"/ledger-files/templates/{_template(cast).pk}/filled.xlsx",
        "ledgerfiles:out": "/ledger-files/out.xlsx",
        "ledgerfiles:file": f"/ledger-files/{_ledger(cast).pk}/",
        "plans:chain_file": f"/plans/{row.pk}/chain/trace.json",
        "plans:editions_file": f"/plans/{new.pk}/editions/{old.pk}.html",
        "plans:findings_file": f"/plans/{row.pk}/findings/findings.json",
    }[name]
    reader: User = cast.office if name.startswith(OFFICES) else cast.administrator
    client, before = signed_in(reader), len(recorded())
    for _time in range(2):
        assert client.get(address).status_code == 200
    rows = list(RecordRow.objects.order_by("sequence").values_list("what", "by"))[before:]
    once = RECORDED[name] in (What.OPENED, What.LOOKED_UP)
    assert rows == [(RECORDED[name], reader.get_username())] * (1 if once else 2)


def test_nothing_is_recorded_of_a_page_that_is_refused(cast: SimpleNamespace) -> None:
    matter, client = _task(cast), signed_in(cast.drafter)
    before = len(recorded())
    assert client.get(f"/tasks/{matter.pk}/").status_code == 404
    assert len(recorded()) == before


def test_a_compiling_that_fails_leaves_the_document(cast: SimpleNamespace) -> None:
    _failed(cast)
    assert CompileJobRow.objects.get().state == JobState.FAILED
    assert worker.work_once() is False
    assert flaws() == []
