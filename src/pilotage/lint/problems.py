"""All that the rules can say of a plan.

An error cannot be issued, a warning waits for a person's ruling, a note is only worth knowing.
One file because the catalogue is read, compared and translated as a whole.
"""

from collections.abc import Callable

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

NO_DAY = Kind(
    code="L101",
    name="no-limit",
    severity=Severity.WARNING,
    en="“{heading}” is to be done “{words}”: no day follows from that.",
    zh="“{heading}”的时限写作“{words}”，推算不出具体日期。",
    hint_en="Write the day, or rule on it.",
    hint_zh="请写明日期，或由办公室认定。",
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

EXAMPLE_REGISTER = Kind(
    code="L105",
    name="unknown-unit",
    severity=Severity.WARNING,
    en="The register of units in use is the example's, which does not know {count} of the {all} "
    "names here: {names}.",
    zh="当前使用的是示例单位名录，本文件的{all}个单位名称中有{count}个不在其中：{names}。",
    hint_en="Make your own: pilotage units FILE -o units.yaml, fill it in, and give it with "
    "--units (a site: PILOTAGE_REGISTER).",
    hint_zh="请建立自己的名录：运行 pilotage units 文件 -o units.yaml，补充后用 --units 指定"
    "（网站用 PILOTAGE_REGISTER）。",
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


def _said(severity: Severity) -> Callable[..., Kind]:
    """Kinds of that severity, from code, name, and the sentence and the remedy in (en, zh)."""

    def make(code: str, name: str, told: tuple[str, str], hint: tuple[str, str]) -> Kind:
        return Kind(
            code=code,
            name=name,
            severity=severity,
            en=told[0],
            zh=told[1],
            hint_en=hint[0],
            hint_zh=hint[1],
        )

    return make


_note, _warning = _said(Severity.NOTE), _said(Severity.WARNING)

SEVERAL_LEADS = _note(
    "L201",
    "several-leads",
    (
        "“{heading}” names {count} units to lead it: {units}.",
        "“{heading}”有{count}个牵头单位：{units}。",
    ),
    ("Name one that leads, or divide the task between them.", "请明确一个牵头单位，或将任务拆分。"),
)
LEAD_ALSO_SUPPORTS = _warning(
    "L202",
    "lead-also-supports",
    (
        "“{unit}” both answers for “{heading}” and supports it.",
        "“{heading}”中，“{unit}”既是牵头（责任）单位，又列为配合单位。",
    ),
    (
        "Take it out of the supporting units, or name the unit that was meant.",
        "请从配合单位中删去，或改为应当配合的单位。",
    ),
)
OPEN_UNIT_LIST = _note(
    "L204",
    "open-unit-list",
    (
        "The list of units of “{heading}” ends in “{words}”.",
        "“{heading}”的单位名单以“{words}”结尾。",
    ),
    ("Write out every unit that is to do something.", "请逐一写明承担任务的单位。"),
)
GROUP_ANSWERS = _note(
    "L205",
    "group-answers",
    (
        "Only a group, “{unit}”, answers for “{heading}”.",
        "“{heading}”仅由“{unit}”负责，没有具体单位。",
    ),
    ("Name one unit that gathers what the others report.", "请写明一个汇总各方情况的牵头单位。"),
)
FORMER_NAME = _note(
    "L206",
    "former-name",
    (
        "“{unit}” had another name when the plan was issued; its duties passed to {heir}.",
        "“{unit}”在本文件印发时已经更名或撤并，其职责由{heir}承担。",
    ),
    ("Write the name now in use.", "请使用现行机构名称。"),
)
HIDDEN_DUTY = _note(
    "L207",
    "hidden-duty",
    (
        "“{heading}” orders “{words}” and names nobody to do it.",
        "“{heading}”提出“{words}”，但没有落实到单位。",
    ),
    ("Name the unit, or make it a task of its own.", "请写明承办单位，或单列为任务。"),
)
CROWDED_TASK = _note(
    "L208",
    "crowded-task",
    ("“{heading}” names {count} units.", "“{heading}”列有{count}个单位。"),
    (
        "Divide the task, or keep the units that must do something.",
        "请拆分任务，或只保留确需参与的单位。",
    ),
)
LIMIT_IN_WORDS = _note(
    "L301",
    "limit-in-words",
    ("The only limit of “{heading}” is “{words}”.", "“{heading}”的时限只有“{words}”。"),
    ("Write a date, or say that the work is ongoing.", "请写明日期，或注明“持续推进”。"),
)
LIMIT_AFTER_END = _note(
    "L302",
    "limit-after-end",
    (
        "The limit of “{heading}”, {limit}, lies after the end of the plan, {end}.",
        "“{heading}”的时限（{limit}）晚于本文件的实施期限（{end}）。",
    ),
    (
        "Correct the limit, or say who goes on with the task when the plan has ended.",
        "请核对时限，或写明期满后由谁继续负责。",
    ),
)
REPORT_WITHOUT_DAY = _note(
    "L303",
    "report-without-day",
    (
        "“{heading}” asks for a report (“{words}”) and sets no day for it.",
        "“{heading}”要求“{words}”，但没有写明报送日期。",
    ),
    ("Say by which day of the period it is due, and to whom.", "请写明每期何日前报送、报送给谁。"),
)
FAR_LIMIT = _note(
    "L304",
    "far-limit",
    (
        "The only limit of “{heading}”, {limit}, is more than three years away.",
        "“{heading}”只有一个三年以后的时限（{limit}）。",
    ),
    ("Add stages: what is there after the first year, and the second.", "请补充阶段性目标和时限。"),
)
LIMIT_ON_DAY_OFF = _note(
    "L305",
    "limit-on-day-off",
    ("The limit of “{heading}”, {limit}, is a day off.", "“{heading}”的时限（{limit}）是休息日。"),
    ("Choose a working day.", "请改为工作日。"),
)
IMPOSSIBLE_DATE = _warning(
    "L306",
    "impossible-date",
    ("There is no such date: {words}.", "没有这个日期：{words}。"),
    ("Correct the day or the month.", "请核对月、日。"),
)
PERIOD_BACKWARDS = _warning(
    "L307",
    "period-backwards",
    ("The period ends before it begins: {words}.", "起止年份颠倒：{words}。"),
    ("Correct one of the two years.", "请核对起止年份。"),
)
MORE_THAN_ALL = _note(
    "L401",
    "more-than-all",
    ("“{heading}” asks for more than the whole: {words}.", "“{heading}”的比例超过100%：{words}。"),
    ("Write the share that is to be reached, at most 100 %.", "请写明不超过100%的目标值。"),
)
SHARES_NOT_WHOLE = _note(
    "L402",
    "shares-not-whole",
    (
        "The shares in “{heading}” add up to {sum} %, not 100 %.",
        "“{heading}”中各项占比合计为{sum}%，不是100%。",
    ),
    ("Correct the shares, or say what the rest is.", "请核对各项占比，或说明其余部分。"),
)
NO_BASELINE = _note(
    "L403",
    "no-baseline",
    (
        "“{heading}” does not say compared with what: {words}.",
        "“{heading}”没有写明与何时相比：{words}。",
    ),
    ("Name the year or the level it is compared with.", "请写明基期或基数。"),
)
NOTHING_TO_VERIFY = _note(
    "L501",
    "nothing-to-verify",
    ("“{heading}” leaves nothing that could be verified.", "“{heading}”没有可供核实的内容。"),
    ("Say what will be there that is not there now.", "请写明完成后形成的成果。"),
)
VAGUE_DEGREE = _note(
    "L502",
    "vague-degree",
    ("“{heading}” does not say how much: {words}.", "“{heading}”没有写明程度：{words}。"),
    ("Give the figure, or the stage that is to be reached.", "请写明数值，或应达到的阶段。"),
)
HEDGED_DUTY = _note(
    "L503",
    "hedged-duty",
    ("“{heading}” takes its duty back with “{words}”.", "“{heading}”中的“{words}”使要求落空。"),
    (
        "Name the case in which it does not apply and who decides on it, or leave the words out.",
        "请写明例外情形和由谁认定，或删去此语。",
    ),
)
OVER_LONG_TASK = _note(
    "L504",
    "over-long-task",
    (
        "“{heading}” holds {count} measures under one limit.",
        "“{heading}”含{count}项举措，没有分别规定时限。",
    ),
    (
        "Divide it, so that each part has its units and its limit.",
        "请拆分，使各项举措有各自的单位和时限。",
    ),
)
REPEATED_TASK = _note(
    "L505",
    "repeated-task",
    ("“{heading}” repeats {number} word for word.", "“{heading}”与{number}完全重复。"),
    ("Take one of them out, or say how they differ.", "请删去一处，或写明区别。"),
)
BARE_HEADING = _note(
    "L506",
    "bare-heading",
    ("“{heading}” is a heading without a text.", "“{heading}”只有标题，没有内容。"),
    ("Write what is to be done.", "请补写具体内容。"),
)
UNFINISHED_TEXT = _note(
    "L507",
    "unfinished-text",
    ("“{heading}” has a gap to be filled: “{words}”.", "“{heading}”留有未填写的内容：“{words}”。"),
    ("Fill it in, or leave the sentence out.", "请补充完整，或删去该句。"),
)
DOUBLED_SIGN = _note(
    "L508",
    "doubled-sign",
    ("Written twice, or one sign too many: “{words}”.", "标点或文字重复：“{words}”。"),
    (
        "Take one out, and look whether words are missing between them.",
        "请删去多余的一个，并检查其间是否漏字。",
    ),
)
UNCLOSED_BRACKET = _note(
    "L509",
    "unclosed-bracket",
    ("Opened and not closed: “{words}”.", "符号没有配对：“{words}”。"),
    ("Close it where it ends.", "请在结束处补上另一半。"),
)
MIXED_NUMBER_FORMS = _note(
    "L601",
    "mixed-number-forms",
    (
        "Under “{section}”, “{before}” is followed by “{after}”, a number of another form.",
        "“{section}”下，“{before}”之后是另一种形式的序号“{after}”。",
    ),
    ("Keep to one form of number on one level.", "同一层次请使用同一种序号。"),
)
HEADING_TWICE = _note(
    "L602",
    "heading-twice",
    ("“{heading}” is also the heading of {number}.", "“{heading}”与{number}的标题相同。"),
    ("Give each task a heading of its own.", "请为各项任务拟定不同的标题。"),
)
SKIPPED_LEVEL = _note(
    "L603",
    "skipped-level",
    (
        "Under “{section}” the items are numbered “{number}”: a level is left out.",
        "“{section}”下直接使用“{number}”，跳过了中间层次。",
    ),
    (
        "Number the levels 一、 （一） 1. （1） in this order.",
        "结构层次序数依次为“一、”“（一）”“1.”“（1）”。",
    ),
)
CITED_WITHOUT_NUMBER = _note(
    "L701",
    "cited-without-number",
    ("{title} is cited without its number.", "引用{title}未注明发文字号。"),
    ("Add the number in brackets after the title.", "请在标题后加注发文字号。"),
)
UNDEFINED_SHORT_NAME = _note(
    "L702",
    "undefined-short-name",
    ("{words} is nowhere said to be short for a document.", "{words}没有说明是哪个文件的简称。"),
    ("Write the full title at first use, with 以下简称.", "首次出现时请写全称，并注明“以下简称”。"),
)
MISSING_ANNEX = _note(
    "L703",
    "missing-annex",
    (
        "Annex {number} is cited; the document has none of that number.",
        "文中引用附件{number}，但没有该附件。",
    ),
    ("Add the annex, or correct its number.", "请补上附件，或更正序号。"),
)
REFERENCE_RUN_OUT = _note(
    "L704",
    "reference-run-out",
    (
        "{title} ended on {end}, before this plan was issued.",
        "{title}已于{end}到期，早于本文件印发。",
    ),
    (
        "Cite the edition in force, or say why the old one still counts.",
        "请引用现行版本，或说明为何沿用。",
    ),
)
REFERENCE_FROM_FUTURE = _note(
    "L705",
    "reference-from-future",
    (
        "{number} is of a later year than this plan, issued on {issued}.",
        "{number}的年份晚于本文件的印发日期（{issued}）。",
    ),
    ("Correct the number, or the date of issue.", "请核对发文字号或印发日期。"),
)
UNDEFINED_ACRONYM = _note(
    "L706",
    "undefined-acronym",
    ("“{words}” is nowhere written out.", "“{words}”没有写出全称。"),
    (
        "Write it out at first use, with the short form in brackets.",
        "首次出现时请写全称，并括注缩写。",
    ),
)
OVER_SHARE = _note(
    "L801",
    "over-share",
    ("“{unit}” answers for {count} of {tasks} tasks.", "“{unit}”牵头{tasks}项任务中的{count}项。"),
    (
        "Divide the work, or see that the unit has the people for it.",
        "请分担任务，或为其配足力量。",
    ),
)
DATES_COLLIDE = _note(
    "L802",
    "dates-collide",
    ("“{unit}” has {count} tasks due on {limit}.", "“{unit}”有{count}项任务同在{limit}到期。"),
    ("Spread the limits, or say which come first.", "请错开时限，或写明先后。"),
)
ONE_DATE_FOR_ALL = _note(
    "L803",
    "one-date-for-all",
    (
        "{count} of {tasks} dated tasks are due on {limit}.",
        "{tasks}项有时限的任务中，{count}项同在{limit}到期。",
    ),
    (
        "Set the limit of each task by what it needs, or add stages.",
        "请按任务实际分别确定时限，或设置阶段目标。",
    ),
)
SAME_ASKED_OF_TWO = _note(
    "L901",
    "same-asked-of-two",
    (
        "“{heading}” ({unit}) asks the same as “{other}” ({others}).",
        "“{heading}”（{unit}）与“{other}”（{others}）要求相同。",
    ),
    ("Merge the two, or say which part is whose.", "请合并，或写明各自负责的部分。"),
)
FIGURES_DIFFER = _note(
    "L902",
    "figures-differ",
    (
        "“{heading}” says “{words}”, “{other}” says “{others}”.",
        "“{heading}”写“{words}”，“{other}”写“{others}”。",
    ),
    ("Settle on one figure.", "请统一数值。"),
)
