"""Everything that reading clauses can complain of."""

from pilotage.base import Kind, Severity

UNREAD_TEXT = Kind(
    code="C104",
    name="unread-text",
    severity=Severity.WARNING,
    en="{count} characters were neither read nor set aside: “{words}”.",
    zh="有{count}个字符既未读入，也未注明理由另列：“{words}”。",
    hint_en="Look whether a duty stands in these words; if so, give it a number or a heading "
    "in the document.",
    hint_zh="请看其中是否有任务；如有，请在文件中为其编号或加标题。",
)
NO_ITEMS = Kind(
    code="C101",
    name="no-items",
    severity=Severity.WARNING,
    en="No numbered item was found: nothing here can become a task.",
    zh="没有找到带编号的事项，无法形成任务。",
    hint_en="Check that this is a plan, and that its items are numbered or carry their "
    "responsible units.",
    hint_zh="请确认这是一份方案，且各项有编号或注明责任单位。",
)
