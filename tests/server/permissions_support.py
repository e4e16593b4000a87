"""A site with two programmes, and every role twice: where the things of the test are its own
business (its unit, its programme, its draft), and where they are somebody else's."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pilotage_server.answers.actions import bring
from pilotage_server.answers.sheets import workbook
from pilotage_server.api.actions import make_token
from pilotage_server.documents import worker
from pilotage_server.documents.actions import receive
from pilotage_server.documents.models import CompileJobRow, JobState
from pilotage_server.ledgerfiles.actions import bring as bring_ledger
from pilotage_server.ledgerfiles.actions import bring_template
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.editions import preview_of
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.models import EvidenceRow, MatterRow
from pilotage_server.notices import actions as notices
from pilotage_server.notices.feeds import token_of
from pilotage_server.notices.models import FeedOf
from pilotage_server.plans.actions import put_above, rule_link, waive
from pilotage_server.plans.chain import chain_of, uppers_of
from pilotage_server.plans.findings import gate_of
from pilotage_server.plans.models import PlanRow, ProgrammeRow, WaiverRow
from pilotage_server.plans.store import plan_of
from pilotage_server.units.models import FurtherPostRow, MembershipRow, SessionRow, Standing

from . import hostile
from .conftest import member
from .ledgerfiles_support import MERGED
from .ledgers_support import ISSUED, LEADS, LIMITS, at, draft, ruled, under_way
from .ledgers_support import member as standing_of
from .notices_support import given_up_on
from .plans_support import drafted

UNIT, STRANGE_UNIT = "dl-commerce", "dl-customs"
ROLES = tuple(Standing)
ABOVE = """\
东港省人民政府关于促进口岸开放的意见
东政发〔2020〕8号
2020年3月2日
一、重点任务
（一）建设智慧口岸。实现单证电子化，推进通关便利化，压缩查验时间，建成单一窗口。
（二）优化航线布局。2021年12月底前新开航线3条，巩固东北亚航线。
"""
POST = {
    "role": "office",
    "unit": "",
    "programme": "",
    "within": "",
    "post_zh": "岗",
    "post_en": "p",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The accounts by role, as (own, other); the things; and those a drafter wrote, or nobody."""

    people: dict[Standing, tuple[User, User]]
    things: dict[str, Any]
    of_drafter: dict[str, Any]
    lead: MatterRow
    support: str


def world(cast: SimpleNamespace) -> World:
    """The example programme under way, a draft and a failed upload beside it, and everybody."""
    matters = under_way(cast)
    matter = matters["4"]
    home = matter.plan.programme
    elsewhere = ProgrammeRow.objects.create(
        code="elsewhere", name_zh="别处", name_en="Elsewhere", created_at=ISSUED
    )
    actions.report(
        matter,
        standing_of(cast.commerce),
        claimed=85,
        text="场地已定",
        proofs=[proof_of("名单".encode(), "名单.txt"), proof_of(hostile.png(), "照片.png")],
        posting=at(3, 17),
    )
    urging = actions.urge(matter, standing_of(cast.office), text="请抓紧", posting=at(3, 17))
    people = {role: _pair(role, elsewhere.pk) for role in ROLES}
    account = member("target", Standing.LEADER)
    further = FurtherPostRow.objects.create(
        member=MembershipRow.objects.get(user=account),
        role=Standing.AUDITOR,
        post_zh="审计",
        post_en="Audit",
    )
    session_of(account)
    feed = notices.make_feed(standing_of(cast.commerce), FeedOf.PERSON, "zh")
    things = {
        "session of another": session_row(account),
        "token of another": token_row(account),
        "matter": matter.pk,
        "plan": matter.plan_id,
        "urging": urging.sequence,
        "evidence": EvidenceRow.objects.get(matter=matter, name="名单.txt").pk,
        "picture": EvidenceRow.objects.get(matter=matter, name="照片.png").pk,
        "home": home.pk,
        "unit": UNIT,
        "account": account.pk,
        "further": further.pk,
        "book": _book(cast.office),
        "delivery": given_up_on(matter).pk,
        "feed of another": feed.pk,
        "feed address": token_of(feed),
        "hook": notices.add_hook(home, "https://other.example/", standing_of(cast.office)).pk,
        "quiet days": _quiet(cast.office),
        "ledger file": _ledger_file(cast.office, home),
        "ledger template": _ledger_template(cast.office, home),
    }
    things |= _course(matters, cast)
    edition = ruled(cast.office, LEADS, LIMITS)
    things |= {"edition": edition.pk, "seen": preview_of(edition).seen}
    office_draft = _drafted(cast.office, home)
    things |= _above(PlanRow.objects.get(pk=office_draft["draft"]), cast.office)
    drafter = people[Standing.DRAFTER][0]
    drafters = _drafted(drafter, home) | {"edition": draft(drafter).pk}
    things["matter version"] = MatterRow.objects.get(pk=matter.pk).version
    lead = store.state_of(matter)
    others = [one.unit for one in lead.units if one.unit and one is not lead.lead]
    return World(
        people=people,
        things=things | office_draft,
        of_drafter=things | drafters,
        lead=matter,
        support=others[0],
    )


def _pair(role: Standing, elsewhere: int) -> tuple[User, User]:
    """An account of ``role`` in the middle of things, and one with no business there.

    An administrator keeps all accounts and has no scope: both see the same.
    """
    own, other = member(f"{role}-own", role), member(f"{role}-other", role)
    rows = MembershipRow.objects
    if role in (Standing.LIAISON, Standing.UNIT_HEAD):
        rows.filter(user=own).update(unit=UNIT)
        rows.filter(user=other).update(unit=STRANGE_UNIT)
    elif role != Standing.ADMINISTRATOR:
        rows.filter(user=other).update(programme=elsewhere)
    return own, other


def _ledger_file(office: User, home: ProgrammeRow) -> int:
    """A ledger that the office has brought to the programme."""
    row = bring_ledger("台账.xlsx", MERGED, standing_of(office), programme=home)
    return row.pk


def _ledger_template(office: User, home: ProgrammeRow) -> int:
    """A workbook of the office's own for the programme."""
    row = bring_template("样表.xlsx", MERGED, standing_of(office), programme=home)
    return row.pk


def _drafted(by: User, programme: ProgrammeRow) -> dict[str, Any]:
    """A draft of ``by`` in ``programme`` with one finding waived, and an upload that failed."""
    row = drafted(by)
    PlanRow.objects.filter(pk=row.pk).update(programme=programme, title=f"Draft of {by}")
    row.refresh_from_db()
    second, first = gate_of(row).blocking[:2]
    waive(row, first, "Asked by telephone.", standing_of(by), version=row.version)
    row.refresh_from_db()
    failed = receive("f.txt", [f"What {by} sent".encode()], by, programme=programme.code)
    CompileJobRow.objects.filter(document=failed).update(state=JobState.FAILED)
    return {
        "draft": row.pk,
        "version": row.version,
        "task": plan_of(row).tasks[0].id,
        "finding": second,
        "waiver": WaiverRow.objects.get(programme=programme, task=first.task, code=first.code).pk,
        "programme": programme.pk,
        "document": row.document_id,
        "failed": failed.pk,
    }


def _course(matters: dict[str, MatterRow], cast: SimpleNamespace) -> dict[str, Any]:
    """A sample; a task put up for approval; one registered, whose lead the plan names."""
    desk = standing_of(cast.office)
    sample = actions.draw(matters["4"].plan.programme, desk, share=50, seed="7")
    actions.propose(matters["S5"], desk)
    actions.decline(matters["1"], standing_of(cast.transport), reason="Not our duty.")
    return {"sample": sample.pk, "proposed": matters["S5"].pk, "registered": matters["1"].pk}


def _quiet(office: User) -> int:
    day = date(2099, 1, 5)
    return int(notices.keep_quiet(day, day, "停电", standing_of(office)).pk)


def _book(office: User) -> int:
    """A workbook of the unit, one line filled in, brought back and not entered yet."""
    by = standing_of(office)
    book = openpyxl.load_workbook(BytesIO(workbook(by, UNIT, "zh")))
    sheet = book.worksheets[0]
    line = next(n for n in range(6, sheet.max_row + 1) if str(sheet[f"B{n}"].value) == "5")
    sheet[f"J{line}"], sheet[f"K{line}"] = 30, "正在选址"
    target = BytesIO()
    book.save(target)
    return bring("反馈表.xlsx", target.getvalue(), by).pk


def _above(row: PlanRow, office: User) -> dict[str, Any]:
    """A document above the programme of ``row`` and its chain: two links, one of them refused."""
    by = standing_of(office)
    document = receive("above.txt", [ABOVE.encode()], office, programme=row.programme.code)
    while worker.work_once():
        continue
    upper = put_above(row.programme, PlanRow.objects.get(document=document), "province", by)
    found = chain_of(row, uppers_of(row)).coverage
    link, other = [one.mark for one in found.links if one.asserted]
    rule_link(row, other, {"verdict": "refused", "plan": row.title}, by, seen=0)
    return {
        "upper": upper.pk,
        "link": link,
        "candidate": other,
        "item above": found.uppers[0].mark,
        "item below": found.lowers[0].mark,
    }


def session_of(user: User) -> Client:
    """A browser in which ``user`` is signed in."""
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


def session_row(user: User) -> int:
    """The number of the session of ``user``."""
    return SessionRow.objects.get(user=user).pk


def token_row(user: User) -> int:
    """The number of a token of ``user``."""
    return make_token(user, "a program", ["read"], days=1, further=None)[0].pk


def names() -> set[str]:
    """Every address of the site by its name, from the URL configuration."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> list[str]:
    found: list[str] = []
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            assert one.name, f"{one.pattern} has no name, so no line can stand for it"
            found.append(f"{space}{one.name}")
        else:
            found += _names(one, f"{space}{one.namespace}:" if one.namespace else space)
    return found


def path_of(name: str, args: tuple[str, ...], things: dict[str, Any]) -> str:
    """The address of the page ``name`` about those things."""
    return reverse(name, args=[things.get(one, one) for one in args])
