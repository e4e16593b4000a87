"""Tells a terminal what the demo is doing, in both languages, and which accounts it has."""

import unicodedata
from collections.abc import Callable

from pilotage.base import Language
from pilotage.plan import Task
from pilotage_server.ledgers.models import EntryRow, EvidenceRow
from pilotage_server.plans import store
from pilotage_server.plans.models import PlanRow

from .accounts import ACCOUNTS, PASSWORD
from .build import STAGES, build_demo
from .prepare import coded

Say = Callable[[str], None]


def announce(say: Say, *, language: Language = "zh") -> None:
    """Build the demo unless it is there, saying each stage as it begins, then the accounts.

    ``say`` takes one line; the plan of the demo is the one in ``language``. Raises PilotageError
    as ``build_demo`` does.
    """
    heard: list[str] = []

    def told(stage: str, _share: float) -> None:
        if stage in heard:
            return
        heard.append(stage)
        if stage == "rulings":
            _say_plan(say)
        words = STAGES[stage]
        say(f"{words['en']} · {words['zh']}")

    if build_demo(told, language=language):
        entries, proofs = EntryRow.objects.count(), EvidenceRow.objects.count()
        say(f"  {entries} entries · 条记录, {proofs} proofs · 件佐证")
    say("")
    say(f"Accounts, all with the password {PASSWORD} · 账号，口令均为 {PASSWORD}")
    for account in ACCOUNTS:
        say(f"  {account.username:<10}{_padded(account.post_zh, 22)}{account.post_en}")


def _say_plan(say: Say) -> None:
    plan = store.compiled_plan(PlanRow.objects.earliest("pk"))
    for code, task in coded(plan).items():
        say(f"  {code:>3}  {_padded(task.heading, 62)}{_units(task)}")
    read = f"{plan.coverage.share_read:.0%}"
    say(f"  {len(plan.tasks)} items, {read} of the text accounted for · 文字去处明确{read}")


def _units(task: Task) -> str:
    count = len(task.units)
    return f"{count} unit{'' if count == 1 else 's'} · {count}个单位" if count else "–"


def _padded(text: str, width: int) -> str:
    """``text`` and the blanks to ``width`` columns, a Chinese character taking two."""
    taken = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
    return text + " " * max(1, width - taken)
