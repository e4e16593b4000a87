"""What a notice says of an act by which the office asks something of a unit."""

from collections.abc import Mapping

from pilotage.base import Language
from pilotage.ledger import CHINA_TIME, Act, Entry
from pilotage.rulepack import Wording, day_phrase

ASKED: Mapping[Act, tuple[Wording, str]] = {
    Act.DISPATCH: (Wording(en="Dispatched on {day}. Sign for it.", zh="{day}交办，请签收。"), ""),
    Act.RETURN: (
        Wording(
            en="Returned on {day}: “{said}” Report again.", zh="{day}退回：“{said}”请重新反馈。"
        ),
        "reason",
    ),
    Act.URGE: (
        Wording(en="Urged on {day}: “{said}”", zh="{day}催办：“{said}”"),
        "text",
    ),
}
"""The sentence of each act, and the field of its entry that is quoted."""

LONGEST = 300
"""Signs of a quoted text; the page of the task holds the whole."""


def told_word(entry: Entry, language: Language) -> str:
    """The sentence for ``entry``, which is one of the acts of ``ASKED``."""
    wording, field = ASKED[entry.act]
    said = str(entry.payload.get(field) or "")
    day = day_phrase(entry.at.astimezone(CHINA_TIME).date(), language)
    short = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return wording.say(language, {"day": day, "said": short})
