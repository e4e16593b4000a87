"""Every operation of the API × every role × its own business and somebody else's.

What must come out is what its page answers (``TABLE`` and ``ACTS`` of ``test_permissions``): a
program opens what its account opens, and nothing else.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from pilotage.ledger import Act
from pilotage_server.answers.sheets import workbook
from pilotage_server.api.models import Scope
from pilotage_server.api.openapi import document
from pilotage_server.units.models import Standing

from . import hostile
from .api_support import ALL, Program, operations, token_of
from .ledgerfiles_support import MERGED
from .ledgers_support import member
from .permissions_support import ROLES, UNIT, World, world
from .test_permissions import ACTS, TABLE

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """An operation and the line of the page it is the twin of; ``things`` fill its address.

    ``body`` is sent as JSON, ``form`` with a file. ``cells`` stand for those of a page where no
    page is its twin; in these 5 is a file that is refused (422).
    """

    page: str = ""
    cells: str = ""
    number: int = 0
    things: tuple[str, ...] = ()
    body: Any = None
    form: Any = None


ALL_ROLES = "22 22 22 22 22 22 22 22"
IN_PROGRAMME = "24 22 22 24 24 24 24 22"
TWINS: dict[str, Twin] = {
    "me": Twin(cells=ALL_ROLES),
    "list_tasks": Twin(page="ledgers:tasks"),
    "task": Twin(page="ledgers:task", things=("matter",)),
    "task_entries": Twin(page="ledgers:task", things=("matter",)),
    "task_evidence": Twin(page="ledgers:task", things=("matter",)),
    "evidence": Twin(page="ledgers:evidence", things=("evidence",)),
    "evidence_file": Twin(page="ledgers:evidence", things=("evidence",)),
    "task_package": Twin(page="evidence:of_task", things=("matter",)),
    "programme_package": Twin(page="evidence:of_programme", things=("home",)),
    "task_volume": Twin(page="evidence:of_volume", things=("matter",)),
    "to_do": Twin(page="ledgers:todo"),
    "list_slips": Twin(page="ledgers:trial"),
    "list_documents": Twin(cells="22 44 44 44 44 22 22 22"),
    "document": Twin(page="documents:progress", things=("document",)),
    "upload": Twin(page="documents:upload", form={"marking": "none", "again": "true"}),
    "read_again": Twin(page="documents:again", things=("failed",), body={}),
    "discard": Twin(page="documents:discard", things=("failed",)),
    "list_programmes": Twin(cells=ALL_ROLES),
    "programme": Twin(cells=IN_PROGRAMME, things=("programme",)),
    "rename_programme": Twin(
        page="plans:rename", things=("programme",), body={"name_zh": "东港", "name_en": "East"}
    ),
    "put_under": Twin(page="plans:put_under", things=("programme",), body={"above": None}),
    "list_plans": Twin(page="plans:list"),
    "plan": Twin(page="plans:review", number=1, things=("draft",)),
    "plan_text": Twin(page="plans:review", things=("plan",)),
    "plan_findings": Twin(page="plans:findings", things=("draft",)),
    "findings_sarif": Twin(page="plans:findings_file", things=("draft",)),
    # The draft came as a text, so that there is no Word file to hold comments.
    "findings_word": Twin(
        cells="54 44 44 44 44 54 54 55",
        things=("draft",),
    ),
    "plan_table": Twin(page="plans:workbook", things=("plan",)),
    "plan_difference": Twin(page="plans:editions_file", things=("plan", "edition")),
    "rule_limit": Twin(
        page="plans:rule_limit", things=("draft",), body={"task": "task", "kind": "text"}
    ),
    "rule_units": Twin(
        page="plans:rule_units", things=("draft",), body={"task": "task", "kind": "text"}
    ),
    "rule_targets": Twin(
        page="plans:rule_targets", things=("draft",), body={"task": "task", "kind": "text"}
    ),
    "rule_lead": Twin(page="plans:rule_lead", things=("draft",), body={"task": "task"}),
    "rule_all": Twin(
        page="plans:rule_all", things=("draft",), body={"code": "L101", "kind": "ongoing"}
    ),
    "waive": Twin(page="plans:waive", things=("draft",), body={"finding": ""}),
    "take_back_waiver": Twin(page="plans:unwaive", things=("draft", "waiver")),
    "issue": Twin(page="ledgers:issue", things=("plan",), body={}),
    "preview_edition": Twin(page="ledgers:edition", things=("edition",), body={}),
    "apply_edition": Twin(
        page="ledgers:edition", number=1, things=("edition",), body={"seen": "seen"}
    ),
    "plan_links": Twin(page="plans:chain_file", things=("plan",)),
    "rule_link": Twin(
        page="plans:link",
        number=2,
        things=("draft", "link"),
        body={"verdict": "confirmed", "seen": 0},
    ),
    "state_link": Twin(
        page="plans:state_link",
        things=("draft",),
        body={"upper": "item above", "lower": "item below"},
    ),
    "plan_above": Twin(page="plans:chain", things=("plan",)),
    "put_above": Twin(
        page="plans:put_above", number=1, things=("draft",), body={"plan": "draft", "level": "city"}
    ),
    "take_down": Twin(page="plans:take_down", number=1, things=("draft", "upper")),
    "list_rule_packs": Twin(page="rulepacks:list"),
    "rule_pack": Twin(page="rulepacks:pack", things=("days-left",)),
    "adopt": Twin(
        page="ledgers:trial",
        number=1,
        things=("days-left",),
        body={"numbers": {"near": 5}, "day": "2099-01-04", "reason": "Decided."},
    ),
    "list_workbooks": Twin(page="answers:index"),
    "workbook_units": Twin(page="answers:index"),
    "workbook_sheet": Twin(page="answers:sheet", things=("unit",)),
    "mailing": Twin(page="answers:mail", things=("unit",)),
    # No mail server is set up: who may mail is told so.
    "mail_workbook": Twin(
        cells="54 44 44 44 44 44 44 44",
        things=("unit",),
        body={"address": "unit@port.example", "back": "office@port.example"},
    ),
    "workbook": Twin(page="answers:book", things=("book",)),
    "checking": Twin(page="ledgers:checking"),
    "list_samples": Twin(page="ledgers:samples"),
    "draw_sample": Twin(
        page="ledgers:samples",
        number=1,
        body={"programme": "home", "share": 20, "seed": "8"},
    ),
    "sample": Twin(page="ledgers:sample", things=("sample",)),
    "sample_tasks": Twin(page="ledgers:sample", things=("sample",)),
    "slip_letter": Twin(page="ledgers:slip", things=("matter", "urging")),
    "slip_word": Twin(page="ledgers:slip", number=1, things=("matter", "urging")),
    "list_suspended": Twin(page="ledgers:suspended"),
    "list_approving": Twin(page="ledgers:approving"),
    "approve_chosen": Twin(page="ledgers:approve_chosen", body={"tasks": ["proposed"]}),
    "dispatch_chosen": Twin(page="ledgers:dispatch_chosen", body={"tasks": ["registered"]}),
    "approval": Twin(cells="24 44 44 44 44 44 44 44", things=("programme",)),
    "set_approval": Twin(page="ledgers:set_rule", things=("programme",), body={"asked": True}),
    "overview": Twin(page="reports:overview"),
    "turned": Twin(page="reports:turned"),
    "turned_spells": Twin(page="reports:turned", things=("?by=unit&what=green",)),
    "progress": Twin(page="ledgers:progress"),
    "progress_parts": Twin(cells="24 24 24 24 24 44 24 22", things=("unit",)),
    "unit": Twin(page="ledgers:unit", things=("unit",)),
    "usual_limits": Twin(cells="22 44 44 44 44 44 44 44"),
    "list_ledger_files": Twin(page="ledgerfiles:index"),
    "bring_ledger": Twin(cells="25 55 55 44 44 44 44 44", form={"programme": "home"}),
    "ledger_file": Twin(page="ledgerfiles:file", things=("ledger file",)),
    "ledger_lines": Twin(page="ledgerfiles:file", things=("ledger file",)),
    "ledger_cells": Twin(page="ledgerfiles:file", things=("ledger file",)),
    "map_ledger": Twin(page="ledgerfiles:columns", things=("ledger file",), body={}),
    "mend_ledger": Twin(
        page="ledgerfiles:mend", things=("ledger file",), body={"cells": {"台账!B3": "x"}}
    ),
    # No line of this file was changed on both sides; test_api_ledgerfiles has one that was.
    "choose_side": Twin(
        cells="44 44 44 44 44 44 44 44",
        things=("ledger file",),
        body={"place": "!5", "version": 1, "side": "here"},
    ),
    "enter_ledger": Twin(page="ledgerfiles:enter", things=("ledger file",)),
    "ledger_out": Twin(page="ledgerfiles:out"),
    "list_templates": Twin(cells="22 44 44 44 44 44 44 44"),
    "bring_template": Twin(cells="24 44 44 44 44 44 44 44", form={}),
    "ledger_template": Twin(page="ledgerfiles:template", things=("ledger template",)),
    "map_template": Twin(
        cells="24 44 44 44 44 44 44 44", things=("ledger template",), body={"columns": {}}
    ),
    "template_filled": Twin(page="ledgerfiles:filled", things=("ledger template",)),
    "list_notices": Twin(page="notices:index"),
    "mark_read": Twin(page="notices:read", body={}),
    "notices_log": Twin(page="notices:log"),
    "send_again": Twin(page="notices:again", things=("delivery",), body={}),
    "burden": Twin(page="notices:burden"),
    "list_quiet_days": Twin(page="notices:office"),
    "keep_quiet": Twin(
        page="notices:office",
        number=1,
        body={"first": "2099-01-05", "last": "2099-01-06", "reason": "Feast."},
    ),
    "end_quiet": Twin(page="notices:end_quiet", things=("quiet days",)),
    "list_hooks": Twin(page="notices:office"),
    "add_hook": Twin(
        page="notices:add_hook", body={"programme": "home", "address": "https://one.example/"}
    ),
    "end_hook": Twin(page="notices:end_hook", things=("hook",)),
    "wishes": Twin(page="notices:wishes"),
    "choose_wishes": Twin(
        page="notices:wishes",
        number=1,
        body={"address": "a@b.example", "language": "en", "first_hour": 8, "last_hour": 18},
    ),
    "list_calendars": Twin(page="notices:wishes"),
    "make_calendar": Twin(page="notices:make_feed", body={"of": "person"}),
    "end_calendar": Twin(page="notices:end_feed", things=("feed of another",)),
    "list_views": Twin(page="ledgers:tasks"),
    "save_view": Twin(page="ledgers:save_view", body={"name": "Red", "query": "?light=red"}),
    "remove_view": Twin(page="ledgers:remove_view", things=("0",)),
    "list_tokens": Twin(page="api:tokens"),
    "revoke_token": Twin(page="api:revoke", number=1, things=("token of another",)),
    "try_pack": Twin(page="ledgers:trial", things=("days-left",), body={"numbers": {"near": 5}}),
    "bring_workbook": Twin(cells="25 25 25 44 44 44 44 44", form={}),
    "enter_workbook": Twin(page="answers:book", number=1, things=("book",), body={}),
    "search": Twin(page="search:search", things=("?q=开放",)),
    "list_record": Twin(page="audit:record"),
    "record_head": Twin(page="audit:record"),
}
BODIES: dict[str, Any] = {
    "dispatch": {"lead": UNIT, "limit": "2099-01-04"},
    "sign": {},
    "report": {"claimed": 90, "text": "Nearly."},
    "verify": {"verified": 80, "text": "Seen."},
    "urge": {"text": "Please report."},
    "close": {"text": "Done."},
    "ask_extension": {"until": "2099-01-04", "reason": "Weather."},
    "extend": {"until": "2099-01-04"},
    "suspend": {"reason": "Weather.", "waits_for": "Spring.", "review": "2099-01-04"},
    "decompose": {"heading": "Part", "text": "Build.", "lead": UNIT, "limit": "2099-01-04"},
    "require": {"evidence": ["acceptance"]},
    "archive": {},
    "propose": {},
    "approve": {},
    "pass_on": {"lead": UNIT, "reason": "Not ours."},
    "instruct": {
        "text": "Hurry.",
        "leader": "The mayor",
        "given": "2021-03-01",
        "answer_by": "2099-01-04",
    },
    "answer": {"number": 1, "text": "Done."},
}
TAGGED = {"rename_programme", "set_approval", "choose_wishes", "map_template"}
"""Operations on things without a version: their tag is the digest of what they say."""

BECAUSE = {"reason": "Because."}
WITH_FILES: dict[str, tuple[Act, str, bytes]] = {
    "report_with_evidence": (Act.REPORT, "files", b"minutes"),
    "verify_with_photographs": (Act.VERIFY, "photographs", hostile.png()),
}
"""Operations that take an act with files: which, the field of the files, and one of them."""


GROUND = world


@pytest.fixture
def site(ground: World) -> World:
    return ground


def test_every_operation_has_its_line() -> None:
    acts = {act.value for act in ACTS}
    known = {one["operationId"] for at in document()["paths"].values() for one in at.values()}
    assert known == TWINS.keys() | acts | WITH_FILES.keys()


@cache
def addresses() -> dict[str, tuple[str, str]]:
    """The method and the path of every operation."""
    return {one.operation_id or "": key for key, one in operations().items()}


@pytest.fixture
def programs(site: World) -> dict[str, Program]:
    """A program of every account, by its name."""
    users = [user for pair in site.people.values() for user in pair]
    return {user.get_username(): Program(token_of(user, *ALL)) for user in users}


def test_every_operation_opens_to_whom_its_page_does(
    site: World, programs: dict[str, Program]
) -> None:
    wrong = []
    for name, twin in TWINS.items():
        for role, own, expected in _asked(twin):
            got = _answered(site, programs, (name, twin), role, own=own)
            if (got // 100 == 2 and expected == 200) or got == expected:
                continue
            wrong.append(f"{name} as {role}, {'own' if own else 'another'}: {got} not {expected}")
    assert wrong == []


def _asked(twin: Twin) -> Iterator[tuple[Standing, bool, int]]:
    cells = twin.cells or TABLE[twin.page][twin.number].cells
    answers = {"0": 403, "2": 200, "3": 200, "4": 404, "5": 422}
    for role, cell in zip(ROLES, cells.split(), strict=True):
        for own, digit in zip((True, False), cell, strict=True):
            yield role, own, answers[digit]


def _answered(
    site: World,
    programs: dict[str, Program],
    asked: tuple[str, Twin],
    role: Standing,
    *,
    own: bool,
) -> int:
    """The status that comes out; what was done is taken back."""
    user = site.people[role][0 if own else 1]
    things = site.of_drafter if role is Standing.DRAFTER and own else site.things
    before = transaction.savepoint()
    try:
        return _status(site, *asked, programs[user.get_username()], things)
    finally:
        transaction.savepoint_rollback(before)


def _status(site: World, name: str, twin: Twin, program: Program, things: dict[str, Any]) -> int:
    method, path = addresses()[name]
    for thing in twin.things:
        if thing.startswith("?"):
            path += thing
            continue
        start, end = path.index("{"), path.index("}") + 1
        path = path[:start] + str(things.get(thing, thing)) + path[end:]
    if twin.form is not None:
        sent = SimpleUploadedFile(*_file(site, name))
        form = {field: str(things.get(value, value)) for field, value in twin.form.items()}
        return int(program.send(path, form | {"file": sent}).status_code)
    match = "*" if name in TAGGED else f'"{things["version"]}"'
    match = '"1"' if path.startswith("/ledger-files/") else match
    headers = {} if method == "GET" or name in ("apply_edition", "adopt") else {"if_match": match}
    return int(program.ask(method, path, _body(twin.body, things), **headers).status_code)


def _file(site: World, name: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that an operation takes."""
    if name in ("bring_ledger", "bring_template"):
        return "f.xlsx", MERGED
    if name == "bring_workbook":
        return "f.xlsx", _book(site)
    return "f.txt", "一、重点任务".encode()


def _book(site: World) -> bytes:
    office = site.people[Standing.OFFICE][0]
    return workbook(member(office), UNIT, "zh")


def _body(said: Any, things: dict[str, Any]) -> Any:
    if not isinstance(said, dict):
        return said
    if "finding" in said:
        found = things["finding"]
        named = {"code": found.code, "task": found.task, "words": found.words}
        return named | {"reason": "Asked by telephone."}
    return {name: _filled(value, things) for name, value in said.items()}


def _filled(value: Any, things: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_filled(one, things) for one in value]
    return things.get(value, value) if isinstance(value, str) else value


def test_every_act_opens_to_whom_its_page_does(site: World, programs: dict[str, Program]) -> None:
    """404 to whom the page is not there; to all others an answer, if only why it is refused."""
    wrong = []
    for name, (method, path) in addresses().items():
        if "/tasks/{key}/" not in path or method != "POST":
            continue
        act = WITH_FILES[name][0] if name in WITH_FILES else Act(name)
        for role in ROLES:
            for own, user in zip((True, False), site.people[role], strict=True):
                before = transaction.savepoint()
                here = path.replace("{key}", str(site.things["matter"]))
                got = _taken(programs[user.get_username()], name, here)
                transaction.savepoint_rollback(before)
                if (got == 404) == (own and role in ACTS[act][0]):
                    wrong.append(f"{name} as {user}: {got}")
                assert got in (201, 404, 422), (name, got)
    assert wrong == []


def _taken(program: Program, name: str, path: str) -> int:
    if name in WITH_FILES:
        act, field, data = WITH_FILES[name]
        form = BODIES[act.value] | {field: [io.BytesIO(data)]}
        return int(program.send(path, form).status_code)
    return int(program.post(path, BODIES.get(name, BECAUSE)).status_code)


def test_signed_out_nothing_opens(db: None) -> None:
    found = {
        Program("").ask(method, path.replace("{key}", "1").split("{")[0].rstrip("/")).status_code
        for method, path in addresses().values()
        if path.count("{") < 2
    }
    assert found <= {401, 404, 405}
    assert 401 in found


def test_an_account_without_a_post_finds_nothing(site: World, stranger: User) -> None:
    program = Program(token_of(stranger, *ALL))
    assert {program.ask("GET", path).status_code for path in ("/me", "/tasks", "/plans")} == {404}


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_opens_its_own_operations_and_no_other(site: World, scope: Scope) -> None:
    """With one scope alone, every other operation that the account could open is 403."""
    office = site.people[Standing.OFFICE][0]
    auditor = site.people[Standing.AUDITOR][0]
    ways = {
        Scope.READ: (office, "GET", "/tasks"),
        Scope.REPORT: (office, "POST", f"/workbooks/{site.things['book']}/enter"),
        Scope.DRAFT: (office, "DELETE", f"/documents/{site.things['failed']}"),
        Scope.OFFICE: (office, "POST", f"/tasks/{site.things['matter']}/urge"),
        Scope.RECORD: (auditor, "GET", "/record"),
        Scope.OWN: (office, "GET", "/tokens"),
    }
    for wanted, (user, method, path) in ways.items():
        program = Program(token_of(user, scope.value))
        body = {"text": "Please report."} if path.endswith("urge") else {}
        got = program.ask(method, path, None if method == "GET" else body).status_code
        assert (got == 403) == (wanted is not scope), (wanted, got)
