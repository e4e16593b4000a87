"""The accounts of the demo: posts of offices, never persons."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from pilotage.base import Language
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.names import short_name

PASSWORD = "sample-2021"  # noqa: S105 - printed for everybody who starts the demo


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A post that signs in with ``username`` and ``password``; ``unit`` is a register id."""

    username: str
    post_zh: str
    post_en: str
    unit: str
    role: Standing
    password: str = PASSWORD

    def post(self, language: Language) -> str:
        """The name of the post in that language."""
        return self.post_zh if language == "zh" else self.post_en


def _liaison(username: str, unit: str) -> Account:
    return Account(
        username=username,
        post_zh=f"{short_name(unit, 'zh')}联络岗",
        post_en=f"{short_name(unit, 'en')}, liaison",
        unit=unit,
        role=Standing.LIAISON,
    )


ACCOUNTS = (
    Account(
        username="office",
        post_zh="市开放办督查岗",
        post_en="Opening Office, supervision desk",
        unit="dl-opening-office",
        role=Standing.OFFICE,
    ),
    Account(
        username="check",
        post_zh="市开放办核查岗",
        post_en="Opening Office, checking desk",
        unit="dl-opening-office",
        role=Standing.OFFICE,
    ),
    _liaison("commerce", "dl-commerce"),
    _liaison("port", "dl-port-office"),
    _liaison("finance", "dl-fin-dev"),
    Account(
        username="head",
        post_zh=f"{short_name('dl-commerce', 'zh')}负责岗",
        post_en=f"{short_name('dl-commerce', 'en')}, head’s desk",
        unit="dl-commerce",
        role=Standing.UNIT_HEAD,
    ),
    Account(
        username="checker",
        post_zh="市开放办复核岗",
        post_en="Opening Office, review desk",
        unit="dl-opening-office",
        role=Standing.CHECKER,
    ),
    Account(
        username="leader",
        post_zh="市开放领导小组负责岗",
        post_en="Leading group, head’s desk",
        unit="dl-opening-lg",
        role=Standing.LEADER,
    ),
    Account(
        username="drafter",
        post_zh="市政府办公室文稿岗",
        post_en="Government Office, drafting desk",
        unit="dl-gov-office",
        role=Standing.DRAFTER,
    ),
    Account(
        username="auditor",
        post_zh="审计岗",
        post_en="Auditing desk",
        unit="",
        role=Standing.AUDITOR,
    ),
    Account(
        username="admin",
        post_zh="系统管理岗",
        post_en="System administration",
        unit="",
        role=Standing.ADMINISTRATOR,
    ),
)
"""The accounts a newcomer tries, in the order of printing."""

LIAISONS = tuple(
    _liaison(username, unit)
    for username, unit in {
        "opening": "dl-opening-office",
        "reform": "dl-drc",
        "transport": "dl-transport",
        "ftz": "dl-ftz-mc",
        "jinpu": "dl-jinpu",
        "foreign": "dl-fao",
        "industry": "dl-miit",
        "science": "dl-sci",
        "education": "dl-edu",
        "health": "dl-health",
        "culture": "dl-culture",
        "agriculture": "dl-agri",
        "ccpit": "dl-ccpit",
        "cooperation": "dl-ecsc",
        "hightech": "dl-hightech",
        "pilotareas": "dl-pilot-mcs",
        "zhongshan": "dl-zhongshan",
        "xigang": "dl-xigang",
        "ganjingzi": "dl-ganjingzi",
        "customs": "dl-customs",
        "banking": "dl-cbirc",
        "securities": "dl-csrc",
        "portgroup": "lngroup",
        "airport": "dl-airport",
    }.items()
)
"""The liaisons of the other responsible units; they sign in with the same password."""


def make_accounts() -> dict[str, MembershipRow]:
    """Create every account of the demo; returns their memberships by username.

    All share one hash, since hashing is slow on purpose and the password is public.
    """
    encoded = make_password(PASSWORD, salt="demo-accounts-of-pilotage")
    made = {}
    for account in (*ACCOUNTS, *LIAISONS):
        user = User.objects.create(username=account.username, password=encoded)
        made[account.username] = MembershipRow.objects.create(
            user=user,
            role=account.role,
            unit=account.unit,
            post_zh=account.post_zh,
            post_en=account.post_en,
        )
    return made
