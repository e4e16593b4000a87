"""A small site on which everything that is recorded has happened, and what a check says of it."""

from datetime import date
from types import SimpleNamespace

from pilotage.base import Language
from pilotage.ledger import Method
from pilotage.plan import Role, TaskKind
from pilotage.ruling import Question
from pilotage_server import clock
from pilotage_server.answers.actions import bring
from pilotage_server.answers.sheets import workbook
from pilotage_server.api import actions as tokens
from pilotage_server.audit.flaws import Flaw
from pilotage_server.audit.models import RecordRow
from pilotage_server.audit.verify import verify
from pilotage_server.ledgerfiles import actions as ledgerfiles
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.actions import issue
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.notices import actions as notices
from pilotage_server.notices.models import FeedOf
from pilotage_server.plans import findings, store
from pilotage_server.plans.actions import rename, rule, unwaive, waive
from pilotage_server.plans.models import PlanRow
from pilotage_server.rulepacks.actions import adopt
from pilotage_server.units import actions as units
from pilotage_server.units import credentials, provider, totp
from pilotage_server.units.provider import Person

from .conftest import signed_in
from .ledgerfiles_support import ENGLISH, MERGED
from .ledgers_support import ISSUED, at, member
from .notices_support import given_up_on
from .plans_support import drafted
from .test_plans_chain import OPINION, above

LANGUAGES: tuple[Language, ...] = ("zh", "en")
LEAD = {"unit": "dl-commerce", "name": "市商务局", "role": Role.LEAD.value}


def ruled(cast: SimpleNamespace) -> PlanRow:
    """A small draft through whose gate nothing stands in the way any more."""
    row, by = drafted(cast.office), member(cast.office)
    tasks = [task for task in store.plan_of(row).tasks if task.kind is TaskKind.TASK]
    rule(
        row,
        [(task.id, Question.UNITS, {"units": [LEAD]}) for task in tasks],
        by,
        version=row.version,
    )
    for finding in findings.gate_of(row).blocking:
        waive(row, finding, "样例：本次不改", by, version=row.version)
    return row


def lively(cast: SimpleNamespace) -> list[MatterRow]:
    """Uploaded, ruled, waived, renamed, issued, signed, reported with files, read and exported."""
    row, desk, lead = ruled(cast), member(cast.office), member(cast.commerce)
    waiver = row.programme.waivers.order_by("pk").first()
    if waiver:
        unwaive(row, waiver, version=row.version)
        found = next(iter(findings.gate_of(row).blocking))
        waive(row, found, "再次放行的理由", desk, version=row.version)
    rename(row.programme, "口岸", "Port")
    matters = issue(row, desk, slip="2020-", at=ISSUED)
    task = matters[0]
    actions.sign(task, lead, posting=at(9, 2, 2020))
    proofs = [proof_of(f"批文{n}".encode(), f"批文{n}.txt") for n in range(3)]
    actions.report(task, lead, claimed=60, text="方案已批", proofs=proofs, posting=at(2, 1))
    actions.verify(task, desk, verified=50, method=Method.VISIT, text="现场", posting=at(2, 5))
    actions.report(task, lead, claimed=80, text="又进一步", posting=at(3, 1))
    accounts(cast)
    for level in ("province", "capital"):
        above(row, OPINION, level, cast)
    for language in LANGUAGES:
        bring(f"{language}.xlsx", workbook(lead, "dl-commerce", language), lead)
    adopt("days-left", {"near": 5}, desk, day=clock.today(), reason="试行")
    adopt("urging", {"again": 3}, desk, day=clock.today(), reason="试行")
    supervised(cast, matters)
    surroundings(cast, task)
    signed_in(cast.office).get(f"/tasks/{task.pk}/")
    signed_in(cast.office).get(f"/plans/{row.pk}/table.xlsx")
    return matters


def supervised(cast: SimpleNamespace, matters: list[MatterRow]) -> None:
    """A part of the second task, approval asked for and not any more, two samples."""
    desk, lead = member(cast.office), member(cast.commerce)
    actions.sign(matters[1], lead, posting=at(9, 2, 2020))
    to = [actions.Addressee(unit="dl-customs", name="大连海关", role=Role.LEAD)]
    for heading in ("场地", "设备"):
        part = actions.Part(heading=heading, text="建成", units=to, limit=date(2021, 3, 1))
        actions.decompose(matters[1], lead, part=part, posting=at(9, 3, 2020))
    actions.report(matters[1], lead, claimed=40, text="已动工", posting=at(3, 2))
    home = matters[0].plan.programme
    for asked in (True, False):
        actions.ask_approval(home, desk, asked=asked)
    for seed in ("7", "8"):
        actions.draw(home, desk, share=50, seed=seed)


def surroundings(cast: SimpleNamespace, task: MatterRow) -> None:
    """Notices with all that is chosen about them, tokens, ledger files and templates."""
    desk, home = member(cast.office), task.plan.programme
    for user in (cast.commerce, cast.transport):
        address = f"{user.get_username()}@port.example"
        notices.choose(user, address=address, language="zh", first_hour=9, last_hour=17)
        notices.make_feed(member(user), FeedOf.PERSON, "zh")
        tokens.make_token(user, "timetable", ["read"], days=9, further=None)
    for day in (date(2021, 4, 6), date(2021, 5, 6)):
        notices.keep_quiet(day, day, "停电检修", desk)
    for path in ("in", "out"):
        notices.add_hook(home, f"https://other.example/{path}", desk)
    given_up_on(task)
    for data in (MERGED, ENGLISH):
        ledgerfiles.bring("台账.xlsx", data, desk, programme=None)
        ledgerfiles.bring_template("样表.xlsx", data, desk, programme=None)


def accounts(cast: SimpleNamespace) -> None:
    """Further posts, one-time codes, a recovery code used, two accounts of the provider."""
    for user in (cast.leader, cast.drafter):
        secret = totp.new_secret()
        step = int(clock.wall().timestamp()) // totp.PERIOD
        codes = units.turn_on(user, secret, totp.code_at(secret, step)) or []
        assert credentials.accepts(user, codes[0])
        units.add_post(user, {"role": "checker", "post_zh": "核查员", "post_en": "Checker"})
        person = Person(issuer="https://id", subject=f"of {user.pk}", name=user.get_username())
        assert provider.account_of(person) == user
    units.change_password(cast.commerce, "tide 7 berth")


def flaws() -> list[Flaw]:
    """What a check finds now."""
    return verify().flaws


def recorded(after: int = 0) -> list[str]:
    """What was recorded after that row, in order."""
    rows = RecordRow.objects.filter(sequence__gt=after).order_by("sequence")
    return list(rows.values_list("what", flat=True))
