"""Builds the demo: accounts, document, rulings, issue, history, each step told as it is done."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import transaction

from pilotage.base import Language, PilotageError
from pilotage_server.plans.models import ProgrammeRow

from . import above, prepare
from .accounts import make_accounts
from .play import play
from .sample import events, programme

Progress = Callable[[str, float], None]

STAGES: dict[str, dict[Language, str]] = {
    "accounts": {"zh": "建立示例账号", "en": "Making the sample accounts"},
    "compile": {"zh": "编译示例方案", "en": "Compiling the example plan"},
    "rulings": {"zh": "裁定牵头单位和时限", "en": "Ruling leads and limits"},
    "above": {
        "zh": "录入上级文件并认定承接关系",
        "en": "Putting the documents above it and ruling on links",
    },
    "issue": {"zh": "印发方案", "en": "Issuing the plan"},
    "history": {"zh": "录入示例记录", "en": "Entering the sample history"},
    "second": {"zh": "上传第二版方案，待施行", "en": "Uploading the second edition, to be applied"},
}
"""The stages that ``progress`` hears, in their order, as a line for the terminal."""


def build_demo(progress: Progress | None = None, *, language: Language = "zh") -> bool:
    """Fill an empty site with the demo, the plan being the example in ``language``.

    ``progress`` hears a stage of ``STAGES`` and the share of it that is done, 0 to 1. Returns
    False and does nothing when the demo is there already. All or nothing; raises PilotageError
    on a database that holds something else.
    """
    sample = programme(language)
    if ProgrammeRow.objects.filter(code=sample.code).exists():
        return False
    if ProgrammeRow.objects.exists() or User.objects.exists():
        raise PilotageError(
            "This database already holds accounts or programmes that are not the demo's.",
            "Give the demo a database of its own with PILOTAGE_HOME.",
            zh=(
                "此数据库中已有账号或方案，不属于演示。",
                "请用PILOTAGE_HOME为演示另设目录。",
            ),
        )
    with transaction.atomic():
        _build(progress or _unheard, language)
    return True


def _build(progress: Progress, language: Language) -> None:
    sample = programme(language)
    progress("accounts", 0)
    accounts = make_accounts()
    office = accounts["office"]
    progress("compile", 0)
    row = prepare.upload(sample, language, office)
    progress("rulings", 0)
    prepare.rule_all(row, sample.first, language, office)
    prepare.waive_rest(row, sample.first, office)
    progress("above", 0)
    above.take_in(row, language, office)
    above.rule_links(row, language, office)
    progress("issue", 0)
    matters = prepare.issue_plan(row, sample, language, office)
    play(events(language), matters, accounts, language, lambda done: progress("history", done))
    progress("second", 0)
    prepare.upload_second(sample, language, office)


def _unheard(_stage: str, _share: float) -> None:
    return None
