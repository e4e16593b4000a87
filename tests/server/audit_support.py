"""A small site on which everything that is recorded has happened, and what a check says of it."""

from types import SimpleNamespace

from pilotage.base import Language
from pilotage.ledger import Method
from pilotage.plan import Role, TaskKind
from pilotage.ruling import Question
from pilotage_server import clock
from pilotage_server.answers.actions import bring
from pilotage_server.answers.sheets import workbook
from pilotage_server.audit.flaws import Flaw
from pilotage_server.audit.models import RecordRow
from pilotage_server.audit.verify import verify
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.actions import issue
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans import findings, store
from pilotage_server.plans.actions import rename, rule, unwaive, waive
from pilotage_server.plans.models import PlanRow
from pilotage_server.rulepacks.actions import adopt
from pilotage_server.units import actions as units
from pilotage_server.units import credentials, provider, totp
from pilotage_server.units.provider import Person

from .conftest import signed_in
from .ledgers_support import ISSUED, at, member
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
    signed_in(cast.office).get(f"/tasks/{task.pk}/")
    signed_in(cast.office).get(f"/plans/{row.pk}/table.xlsx")
    return matters


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
