"""What a pack or its facts can be refused for, apart from a pack that is not whole."""

from pilotage.base import Kind

NO_NUMBER = Kind.refusing(
    "P101",
    "no-such-number",
    ("The rule pack “{pack}” has no number “{name}”.", "规则包“{pack}”中没有数值“{name}”。"),
    ("Change one of those it has.", "请修改其已有的数值。"),
)
NOT_WHOLE = Kind.refusing(
    "P102",
    "not-whole",
    (
        "“{name}” is to be a whole number from 0 to {largest}, not {value}.",
        "“{name}”应为0到{largest}的整数，现为{value}。",
    ),
)
NO_DAY = Kind.refusing(
    "P103",
    "no-day",
    ("The facts do not say which day is today.", "事实中未写明“today”（今日）。"),
    ("Give “today” as 2021-03-17.", "请按2021-03-17的格式填写“today”。"),
)
