"""Who may what: every page and every act × every role × its own business and somebody else's.

The pages come from the URL configuration, the acts from the workflow: a new one without a line
here fails. What must come out stands in the two tables and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from pilotage.ledger import WORKFLOW, Act
from pilotage_server.ledgers.offers import PAGES
from pilotage_server.units.models import MembershipRow, Standing

from .conftest import member
from .permissions_support import (
    POST,
    ROLES,
    STRANGE_UNIT,
    UNIT,
    World,
    names,
    path_of,
    session_of,
    session_row,
    token_row,
    world,
)

pytestmark = pytest.mark.django_db


NOTHING: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a page answers. ``cells``: for each role what it answers about its own and about
    another's, 2 for a page (200), 3 for a redirect (302), 4 for nothing there (404), 0 for a thing
    that is seen and an act that lies with others (403).

    ``form`` is what is posted (None: the page is opened).
    """

    cells: str
    args: tuple[str, ...] = ()
    form: dict[str, str] | None = None
    public: bool = False
    """Whether somebody signed out meets the page itself, not the sign-in page."""


def line(cells: str, *args: str, public: bool = False) -> Line:
    """A line for a page that is opened."""
    return Line(cells=cells, args=args, public=public)


def posted(cells: str, *args: str, form: dict[str, str] = NOTHING, public: bool = False) -> Line:
    """A line for a form that is sent."""
    return Line(cells=cells, args=args, public=public, form=form)


# office liaison unit_head checker leader drafter auditor administrator
NOBODY = "44 44 44 44 44 44 44 44"
ALL_PAGES = "22 22 22 22 22 22 22 22"
ALL_GO_ON = "33 33 33 33 33 33 33 33"
ADMINISTRATOR = "44 44 44 44 44 44 44 22"
ADMINISTRATORS_ACT = "44 44 44 44 44 44 44 33"
OFFICES_ACT = "34 44 44 44 44 44 44 44"
DRAFTING_ACT = "34 44 44 44 44 34 44 44"
ISSUED_READ = "24 22 22 24 24 24 24 22"
DRAFT_READ = "24 44 44 44 44 24 24 22"
CHAIN_ISSUED_ACT = "34 00 00 04 04 04 04 00"
CHAIN_DRAFT_ACT = "34 44 44 44 44 34 04 00"
NOTICES_READ = "22 22 22 44 22 44 44 44"
RULES_READ = "22 22 22 22 22 44 22 22"
A_NEW_POST = {f"new-{name}": value for name, value in POST.items()}
NAMES = {"name_zh": "东港", "name_en": "Donggang"}
THE_FIRST_POST = {f"p0-{name}": value for name, value in POST.items()}
MAILED = {"address": "unit@port.example", "back": "office@port.example"}
"""No mail server is set up: the page says so."""
SIDE = {"place": "!5", "task": "matter", "version": "matter version", "side": "here"}
RULE = {"task": "task", "version": "version", "kind": "text"}
LINK = {"verdict": "confirmed", "seen": "0"}
STATED = LINK | {"upper": "item above", "lower": "item below"}
PUT = {"document": "draft", "level": "city"}
DRAWN = {"programme": "programme", "share": "50", "seed": "7"}
WISH = {"address": "", "language": "zh", "first_hour": "8", "last_hour": "18"}
QUIET = {"first": "2099-01-04", "last": "2099-01-04", "reason": "Power cut."}
HOOK = {"hook-programme": "programme", "hook-address": "https://other.example/in"}
ADOPTED = {"n-near": "5", "day": "2099-01-04", "reason": "Decided."}

TABLE: dict[str, list[Line]] = {
    "home": [line(ALL_GO_ON)],
    "units:login": [line(ALL_GO_ON, public=True)],
    "units:code": [line(ALL_GO_ON, public=True)],
    "units:provider": [line(NOBODY, public=True)],
    "units:provider_back": [line(NOBODY, public=True)],
    "units:logout": [posted(ALL_GO_ON, public=True)],
    "units:language": [line(ALL_GO_ON, "en", public=True)],
    "units:theme": [posted(ALL_GO_ON, public=True, form={"theme": "dark"})],
    "units:account": [line(ALL_PAGES)],
    "units:password": [line(ALL_PAGES)],
    "units:wear": [posted(ALL_GO_ON, form={"post": "0"})],
    "units:set_up": [line(ALL_PAGES)],
    "units:turn_off": [line(ALL_PAGES)],
    "units:recovery": [line(ALL_GO_ON)],
    "units:end_session": [
        posted(ALL_GO_ON, "own session"),
        posted(NOBODY, "session of another"),
    ],
    "units:end_others": [posted(ALL_GO_ON)],
    "units:accounts": [line(ADMINISTRATOR)],
    "units:add_account": [line(ADMINISTRATOR)],
    "units:one_account": [line(ADMINISTRATOR, "account")],
    "units:add_post": [posted(ADMINISTRATORS_ACT, "account", form=A_NEW_POST)],
    "units:change_post": [posted(ADMINISTRATORS_ACT, "account", "0", form=THE_FIRST_POST)],
    "units:remove_post": [posted(ADMINISTRATORS_ACT, "account", "further")],
    "units:deactivate": [
        line(ADMINISTRATOR, "account"),
        posted(ADMINISTRATORS_ACT, "account"),
    ],
    "units:reactivate": [posted(ADMINISTRATORS_ACT, "account")],
    "units:reset_password": [posted(ADMINISTRATOR, "account")],
    "units:reset_codes": [posted(ADMINISTRATORS_ACT, "account")],
    "units:end_sessions": [posted(ADMINISTRATORS_ACT, "account")],
    "documents:upload": [line("22 44 44 44 44 22 44 44")],
    "documents:progress": [line("24 44 44 44 44 24 24 22", "document")],
    "documents:discard": [posted(DRAFTING_ACT, "failed")],
    "documents:again": [posted(DRAFTING_ACT, "failed")],
    "plans:list": [line(ALL_PAGES)],
    "plans:of_document": [line(ALL_GO_ON, "document")],
    "plans:review": [
        line(ISSUED_READ, "plan"),
        line(DRAFT_READ, "draft"),
    ],
    "plans:workbook": [
        line(ISSUED_READ, "plan"),
        line(DRAFT_READ, "draft"),
    ],
    "plans:findings": [line(DRAFT_READ, "draft")],
    "plans:confirm_issue": [line("24 44 44 44 44 44 44 44", "draft")],
    "plans:rule_limit": [posted(DRAFTING_ACT, "draft", form=RULE)],
    "plans:rule_lead": [posted(DRAFTING_ACT, "draft", form=RULE)],
    "plans:rule_units": [posted(DRAFTING_ACT, "draft", form=RULE)],
    "plans:rule_targets": [posted(DRAFTING_ACT, "draft", form=RULE)],
    "plans:rule_all": [posted(DRAFTING_ACT, "draft", form={"code": "L102", "version": "version"})],
    "plans:waive": [posted(OFFICES_ACT, "draft", form={"reason": "Asked.", "finding": ""})],
    "plans:unwaive": [posted(OFFICES_ACT, "draft", "waiver", form={"version": "version"})],
    "plans:findings_file": [line(DRAFT_READ, "draft", "json")],
    "plans:chain": [line(ISSUED_READ, "plan"), line(DRAFT_READ, "draft")],
    "plans:chain_file": [line(ISSUED_READ, "plan", "json"), line(DRAFT_READ, "draft", "html")],
    "plans:links": [line(ISSUED_READ, "plan"), line(DRAFT_READ, "draft")],
    "plans:link": [
        line(DRAFT_READ, "draft", "link"),
        line(DRAFT_READ, "draft", "candidate"),
        posted(CHAIN_DRAFT_ACT, "draft", "link", form=LINK),
    ],
    "plans:state_link": [posted(CHAIN_DRAFT_ACT, "draft", form=STATED)],
    "plans:put_above": [
        posted(CHAIN_ISSUED_ACT, "plan", form=PUT),
        posted(CHAIN_DRAFT_ACT, "draft", form=PUT),
    ],
    "plans:take_down": [
        posted(CHAIN_ISSUED_ACT, "plan", "upper"),
        posted(CHAIN_DRAFT_ACT, "draft", "upper"),
    ],
    "plans:editions": [line(ISSUED_READ, "plan"), line(DRAFT_READ, "draft")],
    "plans:editions_file": [line(DRAFT_READ, "plan", "edition")],
    "plans:rename": [posted(OFFICES_ACT, "programme", form=NAMES)],
    "plans:put_under": [posted(OFFICES_ACT, "programme", form={"above": ""})],
    "ledgers:tasks": [line("22 22 22 22 22 44 22 22")],
    "ledgers:save_view": [
        posted("33 33 33 33 33 44 33 33", form={"name": "Red", "query": "?light=red"})
    ],
    "ledgers:remove_view": [posted(NOBODY, "0")],
    "ledgers:task": [line("24 24 24 24 24 44 24 22", "matter")],
    "ledgers:act": [],  # act by act, in ACTS
    "ledgers:slip": [
        line("24 24 24 24 24 44 24 22", "matter", "urging", "html"),
        line("24 24 24 24 24 44 24 22", "matter", "urging", "docx"),
    ],
    "ledgers:progress": [line("22 22 22 22 22 44 22 22")],
    "ledgers:todo": [line("44 22 22 44 44 44 44 44")],
    "ledgers:checking": [line("22 44 44 22 44 44 44 44")],
    "ledgers:approving": [line("22 44 44 44 22 44 44 44")],
    "ledgers:approve_chosen": [
        posted("34 44 44 44 34 44 44 44", form={"matter": "proposed"}),
    ],
    "ledgers:dispatch_chosen": [posted(OFFICES_ACT, form={"matter": "registered"})],
    "ledgers:set_rule": [posted(OFFICES_ACT, "programme", form={"asked": "yes"})],
    "ledgers:samples": [
        line("22 44 44 22 44 44 22 44"),
        posted("34 44 44 44 44 44 44 44", form=DRAWN),
    ],
    "ledgers:sample": [line("24 44 44 24 44 44 24 44", "sample")],
    "ledgers:suspended": [line("22 22 22 22 22 44 22 22")],
    "ledgers:unit": [line("22 24 24 22 22 44 22 22", "unit")],
    "evidence:preview": [line("24 24 24 24 44 44 24 22", "evidence")],
    "evidence:picture": [line("24 24 24 24 44 44 24 22", "picture", "1")],
    "evidence:of_task": [line("24 24 24 24 24 44 24 22", "matter")],
    # The other unit has no part in "matter", but in other tasks of the programme: it gets theirs.
    "evidence:of_programme": [line("24 22 22 24 24 44 24 22", "home")],
    "evidence:of_volume": [line("44 44 44 44 44 44 44 44", "matter")],
    "ledgers:evidence": [line("24 24 24 24 44 44 24 22", "evidence")],
    "ledgers:issue": [posted(OFFICES_ACT, "plan")],
    "ledgers:edition": [
        line("24 44 44 44 44 44 44 22", "edition"),
        posted("34 44 44 44 44 44 44 00", "edition", form={"seen": "seen"}),
    ],
    "ledgers:trial": [
        line("22 44 44 44 44 44 44 44", "days-left"),
        posted("30 44 44 44 44 44 44 44", "days-left", form=ADOPTED),
    ],
    "rulepacks:list": [line(RULES_READ)],
    "rulepacks:pack": [line(RULES_READ, "days-left")],
    "answers:index": [line("22 22 22 44 44 44 44 44")],
    "answers:sheet": [line("24 24 24 44 44 44 44 44", "unit")],
    "ledgerfiles:index": [line("22 22 22 44 44 44 44 44")],
    "ledgerfiles:out": [line("22 22 22 44 44 44 44 44")],
    "ledgerfiles:file": [line("24 44 44 44 44 44 44 44", "ledger file")],
    "ledgerfiles:templates": [posted("33 44 44 44 44 44 44 44")],
    "ledgerfiles:template": [line("24 44 44 44 44 44 44 44", "ledger template")],
    "ledgerfiles:filled": [line("24 44 44 44 44 44 44 44", "ledger template")],
    "ledgerfiles:columns": [posted(OFFICES_ACT, "ledger file")],
    "ledgerfiles:mend": [posted(OFFICES_ACT, "ledger file")],
    "ledgerfiles:side": [posted(OFFICES_ACT, "ledger file", form=SIDE)],
    "ledgerfiles:enter": [posted(OFFICES_ACT, "ledger file", form={"version": "1"})],
    "answers:mail": [
        line("24 44 44 44 44 44 44 44", "unit"),
        posted("24 44 44 44 44 44 44 44", "unit", form=MAILED),
    ],
    "answers:book": [
        line("24 24 24 44 44 44 44 44", "book"),
        posted("34 34 34 44 44 44 44 44", "book"),
    ],
    "search:search": [line(ALL_PAGES)],
    "notices:index": [line(NOTICES_READ)],
    "notices:read": [posted("33 33 33 44 33 44 44 44")],
    "notices:wishes": [line(NOTICES_READ), posted("33 33 33 44 33 44 44 44", form=WISH)],
    "notices:log": [line("22 44 44 44 44 44 22 22")],
    "notices:again": [posted(OFFICES_ACT, "delivery")],
    "notices:office": [
        line("22 44 44 44 44 44 44 44"),
        posted("30 44 44 44 44 44 44 44", form=QUIET),
    ],
    "notices:add_hook": [posted("30 44 44 44 44 44 44 44", form=HOOK)],
    "notices:end_hook": [posted("30 44 44 44 44 44 44 44", "hook")],
    "notices:make_feed": [posted("33 33 33 44 33 44 44 44", form={"of": "person"})],
    "notices:end_feed": [posted(NOBODY, "feed of another")],
    "notices:feed": [
        line(ALL_PAGES, "feed address", public=True),
        line(NOBODY, "no address", public=True),
    ],
    "notices:burden": [line("22 22 22 44 22 44 22 22")],
    "notices:end_quiet": [posted("30 44 44 44 44 44 44 44", "quiet days")],
    "audit:record": [line("44 44 44 44 44 44 22 22")],
    "reports:overview": [line("22 44 44 44 22 44 22 22")],
    "api:tokens": [line(ALL_PAGES)],
    "api:revoke": [posted(ALL_GO_ON, "own token"), posted(NOBODY, "token of another")],
    "api:reference": [line(ALL_PAGES)],
    "api:openapi": [line(ALL_PAGES)],
    "reports:turned": [line("22 44 44 44 22 44 22 22")],
}

OF_THE_LEAD = {Standing.LIAISON, Standing.UNIT_HEAD}
DECIDERS = {Standing.OFFICE, Standing.LEADER}

ACTS: dict[Act, tuple[set[Standing], set[Standing]]] = {
    Act.DISPATCH: ({Standing.OFFICE}, set()),
    Act.SIGN: (OF_THE_LEAD, OF_THE_LEAD),
    Act.DECLINE: (OF_THE_LEAD, set()),
    Act.REPORT: (OF_THE_LEAD, OF_THE_LEAD),
    Act.VERIFY: ({Standing.OFFICE, Standing.CHECKER}, set()),
    Act.RETURN: ({Standing.OFFICE, Standing.CHECKER}, set()),
    Act.URGE: (DECIDERS, set()),
    Act.ASK_EXTENSION: (OF_THE_LEAD, set()),
    Act.EXTEND: (DECIDERS, set()),
    Act.REFUSE_EXTENSION: (DECIDERS, set()),
    Act.SUSPEND: (DECIDERS, set()),
    Act.RESUME: (DECIDERS, set()),
    Act.CLOSE: (DECIDERS, set()),
    Act.DECOMPOSE: (OF_THE_LEAD | {Standing.OFFICE}, set()),
    Act.WITHDRAW: (set(), set()),  # of sub-tasks alone: test_ledgers_tree
    Act.REQUIRE: ({Standing.OFFICE}, set()),
    Act.ARCHIVE: ({Standing.OFFICE}, set()),
    Act.PROPOSE: ({Standing.OFFICE}, set()),
    Act.APPROVE: (DECIDERS, set()),
    Act.PASS_ON: ({Standing.OFFICE}, set()),
    Act.ASK_PASS_ON: (OF_THE_LEAD, set()),
    Act.REFUSE_PASS_ON: ({Standing.OFFICE}, set()),
    Act.INSTRUCT: (DECIDERS, set()),
    Act.ANSWER: (OF_THE_LEAD | {Standing.OFFICE}, set()),
}
"""The roles that may take an act on a task of their own; and those whose unit only supports it."""

BY_EDITION = {act for act, row in WORKFLOW.items() if row.by_edition}
"""Acts that come with a new edition: nobody takes one on a task alone."""


@pytest.fixture
def site(cast: SimpleNamespace) -> World:
    return world(cast)


FOR_PROGRAMS = "api:v1:"
"""Addresses of the API; each is asked for by every role in ``test_api_permissions.py``."""


def test_every_page_has_its_line() -> None:
    assert {name for name in names() if not name.startswith(FOR_PROGRAMS)} == set(TABLE)


def test_every_act_has_its_line() -> None:
    assert set(ACTS) == set(PAGES) == set(Act) - BY_EDITION


def test_nobody_takes_an_act_of_an_edition_on_one_task(site: World) -> None:
    clients = [session_of(user) for pair in site.people.values() for user in pair]
    paths = [path_of("ledgers:act", ("matter", act.value), site.things) for act in BY_EDITION]
    assert len(paths) == 4
    assert {client.get(path).status_code for client in clients for path in paths} == {404}


def test_every_page_opens_to_whom_it_should(site: World) -> None:
    signed = {user: session_of(user).cookies for pair in site.people.values() for user in pair}
    found = {ask: answered(site, ask, signed) for ask in asked()}
    assert [str(ask) for ask, got in found.items() if got != ask.expected] == []
    assert len(found) == 2 * len(ROLES) * sum(len(lines) for lines in TABLE.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to the site: who asks for what, and what must come out."""

    name: str
    number: int
    role: Standing
    own: bool
    expected: int

    def __str__(self) -> str:
        whose = "own" if self.own else "another's"
        return f"{self.name} #{self.number} as {self.role}, {whose}: not {self.expected}"


def asked() -> Iterator[Ask]:
    answers = {"0": 403, "2": 200, "3": 302, "4": 404}
    for name, lines in TABLE.items():
        for number, one in enumerate(lines):
            for role, cell in zip(ROLES, one.cells.split(), strict=True):
                for own, digit in zip((True, False), cell, strict=True):
                    expected = answers[digit]
                    yield Ask(name=name, number=number, role=role, own=own, expected=expected)


def answered(site: World, ask: Ask, signed: dict[User, SimpleCookie]) -> int:
    """The status that comes out to who is ``signed`` in; what the form did is taken back."""
    one = TABLE[ask.name][ask.number]
    user = site.people[ask.role][0 if ask.own else 1]
    things = site.of_drafter if ask.role is Standing.DRAFTER and ask.own else site.things
    before = transaction.savepoint()
    try:
        client = Client()
        client.cookies.load(signed[user])
        return _status(client, ask.name, one, things | _own(user, one.args))
    finally:
        transaction.savepoint_rollback(before)


def _own(user: User, args: tuple[str, ...]) -> dict[str, int]:
    """What a line asks of the user's own; a token is made for it, which takes a while."""
    rows = {"own session": session_row, "own token": token_row}
    return {name: row(user) for name, row in rows.items() if name in args}


def _status(client: Client, name: str, one: Line, things: dict[str, Any]) -> int:
    path = path_of(name, one.args, things)
    if one.form is None:
        return client.get(path).status_code
    form = {key: str(things.get(value, value)) for key, value in one.form.items()}
    if "finding" in form:
        finding = things["finding"]
        form = form | {"code": finding.code, "task": finding.task, "words": finding.words}
        form["version"] = str(things["version"])
    return client.post(path, form | {"post_token": "a-form-once"}).status_code


def test_signed_out_every_page_but_the_public_leads_to_signing_in(site: World) -> None:
    wrong = []
    for name, lines in TABLE.items():
        for one in lines:
            things = site.things | {"own session": 1, "own token": 1}
            path = path_of(name, one.args, things)
            client = Client()
            answer = client.get(path) if one.form is None else client.post(path, one.form)
            to_sign_in = answer.status_code == 302 and "/login/?next=" in answer["Location"]
            if to_sign_in == one.public:
                wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_an_account_without_a_post_finds_nothing(site: World, stranger: User) -> None:
    client = session_of(stranger)
    found = {
        name: _status(client, name, one, site.things | {"own session": 1, "own token": 1})
        for name, lines in TABLE.items()
        for one in lines
        if not one.public
    }
    assert {name: status for name, status in found.items() if status != 404} == {}


def test_every_act_opens_to_whom_it_should(site: World) -> None:
    """On a task their unit leads, one it only supports, and one they have nothing to do with."""
    wrong = []
    signed = {user: session_of(user) for pair in site.people.values() for user in pair}

    def check(user: User, act: Act, *, expected: bool) -> None:
        path = path_of("ledgers:act", ("matter", PAGES[act].slug), site.things)
        status = signed[user].get(path).status_code
        if status != (200 if expected else 404):
            wrong.append(f"{act} as {user}: {status}")

    for act, (leads, supports) in ACTS.items():
        for role in ROLES:
            own, other = site.people[role]
            check(own, act, expected=role in leads)
            check(other, act, expected=False)
            MembershipRow.objects.filter(user=own).update(unit=site.support)
            if role in OF_THE_LEAD:
                check(own, act, expected=role in supports)
            MembershipRow.objects.filter(user=own).update(unit=UNIT if role in OF_THE_LEAD else "")
    assert wrong == []


def test_the_scope_goes_down_the_tree_and_not_up(site: World, commerce: User) -> None:
    """Whoever acts for a unit acts for those beneath it, in their name; never for the one above."""
    above, beneath = "dl-gov", UNIT
    parent = member("parent", Standing.UNIT_HEAD, above)
    client = session_of(parent)
    path = path_of("ledgers:act", ("matter", "report"), site.things)
    assert client.get(path).status_code == 200
    assert client.get(f"/units/{beneath}/").status_code == 200
    assert session_of(commerce).get(f"/units/{above}/").status_code == 404
    assert STRANGE_UNIT != UNIT
