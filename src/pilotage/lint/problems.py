"""All that the rules can say of a plan.

An error cannot be issued, a warning waits for a person's ruling, a note is only worth knowing.
"""

from pilotage.base import Kind, Severity

NO_LIMIT = Kind(
    code="L101",
    name="no-limit",
    severity=Severity.WARNING,
    en="“{heading}” states no limit.",
    zh="“{heading}”没有写明时限。",
    hint_en="Write by when it is to be done, or that it is ongoing.",
    hint_zh="请写明完成时限，或注明“持续推进”。",
)

NO_LEAD = Kind(
    code="L102",
    name="no-lead",
    severity=Severity.WARNING,
    en="“{heading}” names {count} units and does not say which of them leads; "
    "“{presumed}”, listed first, is only presumed to.",
    zh="“{heading}”列有{count}个单位，未区分牵头与配合；暂按列第一位的“{presumed}”牵头理解，待确认。",
    hint_en="Name the lead unit, or state that the first unit listed leads.",
    hint_zh="请写明牵头单位，或注明“列第一位者为牵头单位”。",
)

ONLY_SUPPORT = Kind(
    code="L102",
    name="no-lead",
    severity=Severity.WARNING,
    en="“{heading}” names only supporting units ({units}): nobody answers for it.",
    zh="“{heading}”只写了配合单位（{units}），没有牵头或责任单位。",
    hint_en="Name the unit they support.",
    hint_zh="请补写牵头单位。",
)

NO_UNIT = Kind(
    code="L103",
    name="no-unit",
    severity=Severity.ERROR,
    en="“{heading}” names no responsible unit.",
    zh="“{heading}”没有写明责任单位。",
    hint_en="Add the unit that leads and those that support it.",
    hint_zh="请补写牵头单位和配合单位。",
)

SAFEGUARD_WITHOUT_OWNER = Kind(
    code="L104",
    name="safeguard-without-owner",
    severity=Severity.WARNING,
    en="“{heading}” has no owner: it names no unit.",
    zh="“{heading}”没有落实到单位。",
    hint_en="Name the unit that sees to it.",
    hint_zh="请写明由哪个单位落实。",
)

UNKNOWN_UNIT = Kind(
    code="L105",
    name="unknown-unit",
    severity=Severity.WARNING,
    en="“{unit}” (in {count} of the tasks) is not in the register of units.",
    zh="单位名录中没有“{unit}”（涉及{count}项任务）。",
    hint_en="Correct the name, or add the unit or this spelling to the register.",
    hint_zh="请更正名称，或将该单位、该写法补入单位名录。",
)

AMBIGUOUS_UNIT = Kind(
    code="L105",
    name="unknown-unit",
    severity=Severity.WARNING,
    en="“{unit}” (in {count} of the tasks) can be any of {candidates}.",
    zh="“{unit}”（涉及{count}项任务）可能指：{candidates}。",
    hint_en="Write the full name of the unit that is meant.",
    hint_zh="请写单位全称。",
)

SPELLED_TWO_WAYS = Kind(
    code="L106",
    name="unit-spelled-two-ways",
    severity=Severity.WARNING,
    en="One unit is written in {count} ways: {spellings}.",
    zh="同一单位有{count}种写法：{spellings}。",
    hint_en="Keep to one of them.",
    hint_zh="请统一写法。",
)

LIMIT_BEFORE_ISSUE = Kind(
    code="L107",
    name="limit-before-issue",
    severity=Severity.ERROR,
    en="The limit of “{heading}”, {limit}, had passed when the plan was issued on {issued}.",
    zh="“{heading}”的时限（{limit}）早于印发日期（{issued}）。",
    hint_en="Correct the limit, or the date of issue.",
    hint_zh="请核对时限或印发日期。",
)

REPEATED_NUMBER = Kind(
    code="L108",
    name="broken-numbering",
    severity=Severity.WARNING,
    en="Under “{section}”, “{number}” is printed {count} times.",
    zh="“{section}”下，序号“{number}”出现了{count}次。",
    hint_en="Number the items again; until then they are told apart by their order and words.",
    hint_zh="请重新编号；目前只能按先后顺序和文字区分各项。",
)

NUMBER_OUT_OF_ORDER = Kind(
    code="L108",
    name="broken-numbering",
    severity=Severity.WARNING,
    en="Under “{section}”, “{after}” follows “{before}”.",
    zh="“{section}”下，序号“{before}”之后是“{after}”。",
    hint_en="Number the items again, or look for the one that is missing.",
    hint_zh="请重新编号，或查找是否有遗漏。",
)

NO_MEASURABLE_TARGET = Kind(
    code="L110",
    name="no-measurable-target",
    severity=Severity.NOTE,
    en="“{heading}” sets no figure to be reached.",
    zh="“{heading}”没有可以衡量的目标。",
    hint_en="Say how much, how many or how far, so that the end can be told from the middle.",
    hint_zh="请写明数量、比例或程度，以便判断是否完成。",
)
