"""Every reason for which the ledger refuses an act.

One file because it is a catalogue in the order of its codes: whoever meets a code looks it up here.
W1xx are about the act, W2xx about a field, W3xx about the stored history, W4xx about a new edition.
"""

from pilotage.base import Kind

WRONG_STEP = Kind.refusing(
    "W101",
    "wrong-step",
    ("“{act}” is not possible now: the task stands at “{step}”.", "任务现为“{step}”，不能{act}。"),
    ("Open the task again to see what is possible now.", "重新打开任务页，查看现在可办的事项。"),
)
WRONG_CAPACITY = Kind.refusing(
    "W102",
    "wrong-capacity",
    ("“{act}” is for {who}.", "“{act}”应由{who}办理。"),
)
SELF_CHECK = Kind.refusing(
    "W103",
    "self-check",
    ("Whoever made the report cannot verify it.", "反馈单位或者反馈人不能核实自己的反馈。"),
    (
        "Somebody of another unit checks it; what the office itself reported, a leader checks.",
        "由其他单位的人员核查；督查机构自身的反馈由领导核查。",
    ),
)
SIGNED_ALREADY = Kind.refusing(
    "W104",
    "signed-already",
    ("Your unit has already signed for this task.", "你单位已经签收此项任务。"),
)
NOT_SIGNED = Kind.refusing(
    "W105",
    "not-signed",
    ("Your unit has not signed for this task yet.", "你单位尚未签收此项任务。"),
    ("Sign for it first.", "先签收。"),
)
NOTHING_CLAIMED = Kind.refusing(
    "W106",
    "nothing-claimed",
    ("There is no report of the lead to check yet.", "牵头单位尚未反馈，无可核查。"),
)
NO_LIMIT = Kind.refusing(
    "W107",
    "no-limit",
    ("This task has no limit that could be extended.", "此项任务没有时限，不需要延期。"),
)
EXTENSION_PENDING = Kind.refusing(
    "W108",
    "extension-pending",
    (
        "An extension to {until} has been asked and is not decided yet.",
        "已申请延期至{until}，尚未批复。",
    ),
)
NO_EXTENSION_ASKED = Kind.refusing(
    "W109",
    "no-extension-asked",
    ("The lead has not asked for an extension.", "牵头单位没有申请延期。"),
)
NOT_CLAIMED_DONE = Kind.refusing(
    "W110",
    "not-claimed-done",
    ("The lead has not reported the task as done.", "牵头单位尚未报告办结。"),
)
NOT_VERIFIED = Kind.refusing(
    "W111",
    "not-verified",
    (
        "Only {verified} % is verified; a task is closed at 100 %.",
        "核实进度为{verified}%，达到100%方可销号。",
    ),
)
NO_PART = Kind.refusing(
    "W112",
    "no-part",
    ("Your unit has no part in this task.", "此项任务不由你单位承担。"),
)
CHECKED_ALREADY = Kind.refusing(
    "W113",
    "checked-already",
    (
        "The last report was checked on {day}, {verified} % verified; "
        "it cannot be returned any more.",
        "最近一次反馈已于{day}核实为{verified}%，不能再退回。",
    ),
    (
        "Check it again to correct the figure; a new report can be returned.",
        "要更正进度，请再次核查；新的反馈可以退回。",
    ),
)
EXTENSION_UNDECIDED = Kind.refusing(
    "W114",
    "extension-undecided",
    (
        "An extension to {until} has been asked and is not decided yet.",
        "已申请延期至{until}，尚未批复。",
    ),
    (
        "Decide it first: grant it or refuse it on the page of the task.",
        "请先在任务页批复延期申请。",
    ),
)
REPORT_UNCHECKED = Kind.refusing(
    "W115",
    "report-unchecked",
    ("A report of the lead waits to be checked.", "牵头单位的反馈尚未核查。"),
    ("Check it or return it first.", "请先核查或者退回。"),
)
NOTHING_RUNS = Kind.refusing(
    "W116",
    "nothing-runs",
    (
        "Units and limit change only while a task is out with its units.",
        "任务交办后、销号前，方可变更责任单位和时限。",
    ),
)
EVIDENCE_MISSING = Kind.refusing(
    "W117",
    "evidence-missing",
    (
        "Closing needs evidence that no checked report has brought: {missing}.",
        "销号所需佐证尚缺：{missing}。",
    ),
    (
        "Have it sent with a report and check that, or say why the task is closed without it.",
        "请责任单位随反馈补报并核查，或者说明免交理由。",
    ),
)
LESS_NEEDS_REASON = Kind.refusing(
    "W118",
    "less-needs-reason",
    (
        "Evidence that was required would not be any more: {less}.",
        "取消了原已要求的佐证：{less}。",
    ),
    ("Say why.", "请说明理由。"),
)
NOTHING_WAIVED = Kind.refusing(
    "W119",
    "nothing-waived",
    ("No required evidence is missing, so there is nothing to waive.", "所需佐证齐全，无需免交。"),
    ("Leave that reason out.", "请不填免交理由。"),
)
ARCHIVED_ALREADY = Kind.refusing(
    "W120",
    "archived-already",
    ("The volume of this task was archived on {day}.", "此项任务已于{day}归档。"),
)
APPROVED_ALREADY = Kind.refusing(
    "W121",
    "approved-already",
    (
        "This task is approved already.",
        "此项任务已经批准立项。",
    ),
)
SAME_HAND = Kind.refusing(
    "W122",
    "same-hand",
    (
        "Whoever put the task up for approval cannot approve it.",
        "报批人不能批准自己报批的事项。",
    ),
    (
        "Another account of the office, or a leader, approves it.",
        "由督查机构的其他人员或者领导批准。",
    ),
)
NOTHING_TO_ANSWER = Kind.refusing(
    "W123",
    "nothing-to-answer",
    (
        "No instruction waits for an answer.",
        "没有待回复的批示。",
    ),
)
INSTRUCTION_UNANSWERED = Kind.refusing(
    "W124",
    "instruction-unanswered",
    (
        "The instruction of {leader} is not answered yet.",
        "{leader}的批示尚未回复。",
    ),
    (
        "Answer it first.",
        "请先回复批示。",
    ),
)
PASS_ON_ASKED = Kind.refusing(
    "W125",
    "pass-on-asked",
    (
        "It has been asked that the task be passed on, and the office has not decided yet.",
        "已申请转办，督查机构尚未批复。",
    ),
)
NO_PASS_ON_ASKED = Kind.refusing(
    "W126",
    "no-pass-on-asked",
    ("The lead has not asked for the task to be passed on.", "牵头单位没有申请转办。"),
)
SUBTASKS_OPEN = Kind.refusing(
    "W151",
    "sub-tasks-open",
    (
        "The task is not at 100 % while sub-tasks of it are open: {codes}.",
        "子任务{codes}尚未办结，本任务进度不能为100%。",
    ),
    (
        "Have them closed first, or withdraw with a reason what is not wanted any more.",
        "请先将其销号；不再需要的，说明理由后撤回。",
    ),
)
TOO_DEEP = Kind.refusing(
    "W152",
    "too-deep",
    (
        "Sub-tasks go {levels} levels down, and this one is on the last.",
        "子任务最多分解{levels}级，本任务已是末级。",
    ),
)
NOTHING_LEFT = Kind.refusing(
    "W153",
    "nothing-left",
    (
        "All of the task is claimed or verified already, so there is nothing to break down.",
        "本任务申报或者核实已达100%，无可分解。",
    ),
    ("Correct the figure first, if it is wrong.", "如进度有误，请先更正。"),
)
SUBTASKS_BENEATH = Kind.refusing(
    "W154",
    "sub-tasks-beneath",
    ("It has open sub-tasks of its own: {codes}.", "其下子任务{codes}尚未办结。"),
    (
        "Have these closed or withdrawn first; its lead or the office withdraws them.",
        "请先将其销号，或者由本任务的牵头单位、督查机构撤回。",
    ),
)
ABOVE_SUSPENDED = Kind.refusing(
    "W155",
    "above-suspended",
    ("The task above it is suspended.", "上级任务已挂账。"),
    (
        "Resume that task first; what was suspended with it is resumed with it.",
        "请先解除上级任务的挂账；随其挂账的子任务同时解除。",
    ),
)
FIELD_MISSING = Kind.refusing(
    "W201",
    "field-missing",
    ("Nothing is entered as {field}.", "未填写{field}。"),
)
FIELD_UNKNOWN = Kind.refusing(
    "W202",
    "field-unknown",
    ("“{name}” is no part of this entry.", "此项记录没有“{name}”一栏。"),
)
NOT_TEXT = Kind.refusing("W203", "not-text", ("The {field} is not text.", "{field}应为文字。"))
NOT_A_DATE = Kind.refusing(
    "W204",
    "not-a-date",
    ("The {field} is not a date: {value}.", "{field}不是日期：{value}。"),
    ("Write it as 2021-06-30.", "请按2021-06-30的格式填写。"),
)
NOT_A_PERCENTAGE = Kind.refusing(
    "W205",
    "not-a-percentage",
    (
        "The {field} is not a whole number from 0 to 100: {value}.",
        "{field}应为0到100的整数，现为{value}。",
    ),
)
NOT_A_FLAG = Kind.refusing(
    "W206", "not-a-flag", ("The {field} is not yes or no.", "{field}应为是或否。")
)
NOT_A_METHOD = Kind.refusing(
    "W207",
    "not-a-method",
    (
        "The {field} is not one of desk, phone, visit: {value}.",
        "{field}应为书面、电话、实地之一，现为{value}。",
    ),
)
NOT_UNITS = Kind.refusing(
    "W208",
    "not-units",
    (
        "No unit is entered, or one without a name or a role.",
        "未列责任单位，或者有的单位缺名称、角色。",
    ),
)
LEAD_UNKNOWN = Kind.refusing(
    "W209",
    "lead-unknown",
    (
        "The lead unit, {name}, is not in the register, so nobody could sign for the task.",
        "牵头单位“{name}”不在单位名录中，无人可以签收。",
    ),
    ("Choose the unit of the register that is meant.", "选定名录中的单位。"),
)
UNIT_TWICE = Kind.refusing(
    "W210",
    "unit-twice",
    ("{name} is named twice.", "“{name}”重复列出。"),
)
LIMIT_AND_ONGOING = Kind.refusing(
    "W211",
    "limit-and-ongoing",
    ("A task with a limit is not ongoing.", "有时限的任务不是长期任务。"),
    ("Leave out the limit, or the mark “ongoing”.", "去掉时限，或者去掉长期任务标记。"),
)
NOT_LATER = Kind.refusing(
    "W212",
    "not-later",
    (
        "The new limit, {until}, is not after the limit in force, {limit}.",
        "新时限{until}不晚于现行时限{limit}。",
    ),
)
DONE_IS_ALL = Kind.refusing(
    "W213",
    "done-is-all",
    (
        "A task reported as done is claimed at 100 %, not {claimed} %.",
        "报告办结时申报进度应为100%，现为{claimed}%。",
    ),
)
TEXT_TOO_LONG = Kind.refusing(
    "W214",
    "text-too-long",
    (
        "The {field} has {length} characters; an entry keeps at most {longest}.",
        "{field}共{length}字，最多{longest}字。",
    ),
    ("Shorten it, and send the rest as a file.", "请精简，其余内容作为附件报送。"),
)
NOT_AN_OUTLOOK = Kind.refusing(
    "W231",
    "not-an-outlook",
    (
        "The {field} is not one of on_time, late, cannot: {value}.",
        "{field}应为按期、逾期、难以完成之一，现为{value}。",
    ),
)
NOT_MILESTONES = Kind.refusing(
    "W232",
    "not-milestones",
    (
        "The {field} are not days with a percentage each, both rising.",
        "{field}应为日期和百分比，且依次递增。",
    ),
    ("Write one a line, as 2021-06-30 40.", "每行一个，按“2021-06-30 40”的格式填写。"),
)
EXPECTED_ALONE = Kind.refusing(
    "W233",
    "expected-alone",
    (
        "A day of finishing is named only with the forecast “late”.",
        "只有预判为逾期时才填写预计完成日期。",
    ),
    ("Choose “late”, or leave out the day.", "请选择“逾期”，或者不填日期。"),
)
EXPECTED_IN_TIME = Kind.refusing(
    "W234",
    "expected-in-time",
    (
        "{expected} is not after the limit in force, {limit}, so the forecast is not “late”.",
        "{expected}不晚于现行时限{limit}，不属于逾期。",
    ),
    ("Choose “on time”, or name a later day.", "请选择“按期”，或者填写更晚的日期。"),
)
NOT_A_RHYTHM = Kind.refusing(
    "W241",
    "not-a-rhythm",
    (
        "The {field} is not one of week, month, quarter, stage: {value}.",
        "{field}应为每周、每月、每季度、按节点之一，现为{value}。",
    ),
)
NOT_A_NUMBER = Kind.refusing(
    "W242",
    "not-a-number",
    (
        "The {field} is not a whole number above 0: {value}.",
        "{field}应为正整数，现为{value}。",
    ),
)
DAY_ALONE = Kind.refusing(
    "W243",
    "day-alone",
    (
        "A day is named only with weekly, monthly or quarterly reports.",
        "只有按周、按月、按季度反馈时才填写反馈日。",
    ),
    (
        "Choose how often the unit reports, or leave out the day.",
        "请选择反馈频次，或者不填反馈日。",
    ),
)
DAY_OUTSIDE = Kind.refusing(
    "W244",
    "day-outside",
    (
        "Name the day of the report, from 1 to {last}.",
        "请填写反馈日，应为1到{last}之间的整数。",
    ),
)
NO_STAGES = Kind.refusing(
    "W245",
    "no-stages",
    (
        "Reports by stage need milestones, or a limit.",
        "按节点反馈须有节点或者时限。",
    ),
)
NO_VISIT = Kind.refusing(
    "W246",
    "no-visit",
    (
        "Who went, where and when is told only of a check on the spot.",
        "只有实地核查才填写核查人员、地点和日期。",
    ),
    (
        "Choose “on the spot”, or leave these out.",
        "请选择“实地核查”，或者不填这几项。",
    ),
)
VISIT_HALF_TOLD = Kind.refusing(
    "W247",
    "visit-half-told",
    (
        "The record of a visit says who went, where and when.",
        "实地核查记录应写明核查人员、地点和日期。",
    ),
)
ONE_LEAD = Kind.refusing(
    "W248",
    "one-lead",
    (
        "A task is passed on to one lead unit.",
        "转办时应当确定一个牵头单位。",
    ),
)
LEADS_ALREADY = Kind.refusing(
    "W249",
    "leads-already",
    (
        "{name} leads this task already.",
        "{name}已是此项任务的牵头单位。",
    ),
    (
        "Choose another unit.",
        "请选择其他单位。",
    ),
)
ANSWER_BEFORE = Kind.refusing(
    "W250",
    "answer-before",
    (
        "The answer is due on {answer_by}, before the instruction of {given}.",
        "回复时限{answer_by}早于批示日期{given}。",
    ),
)
NO_SUCH_INSTRUCTION = Kind.refusing(
    "W251",
    "no-such-instruction",
    (
        "No instruction no. {number} waits for an answer.",
        "没有待回复的第{number}号批示。",
    ),
)
LIMIT_WANTED = Kind.refusing(
    "W252",
    "limit-wanted",
    (
        "The task above has the limit {limit}, so a sub-task needs one too.",
        "上级任务的时限为{limit}，子任务也应有时限。",
    ),
    ("Choose a day not after it.", "请选择不晚于该时限的日期。"),
)
NOT_A_WEIGHT = Kind.refusing(
    "W253",
    "not-a-weight",
    (
        "The {field} is not a whole number from 1 to 100: {value}.",
        "{field}应为1到100的整数，现为{value}。",
    ),
)
NOT_PROOF_KINDS = Kind.refusing(
    "W256",
    "not-proof-kinds",
    (
        "The {field} names a kind of evidence that there is none of.",
        "{field}中有未列明的佐证种类。",
    ),
    ("Choose from the list.", "请从列表中选择。"),
)
AFTER_ABOVE = Kind.refusing(
    "W257",
    "after-above",
    (
        "{day} lies after the limit of the task above, {limit}.",
        "{day}晚于上级任务的时限{limit}。",
    ),
    (
        "Choose a day not after it, or have the limit of the task above extended first.",
        "请选择不晚于该时限的日期，或者先为上级任务申请延期。",
    ),
)
BEFORE_BELOW = Kind.refusing(
    "W258",
    "before-below",
    (
        "{day} lies before {limit}, to which an open sub-task of it has time.",
        "{day}早于其未办结子任务的时限{limit}。",
    ),
    (
        "Choose a day not before it, or withdraw the sub-task first.",
        "请选择不早于该时限的日期，或者先撤回该子任务。",
    ),
)
BROKEN_HISTORY = Kind.refusing(
    "W301",
    "broken-history",
    (
        "Entry {sequence} (“{act}”) cannot follow the entries before it.",
        "第{sequence}条记录（{act}）与之前的记录不符。",
    ),
)
WEAK_MATCH = Kind.refusing(
    "W401",
    "weak-match",
    (
        "Task {was} and task {code} of the new edition are only {share} % alike.",
        "原任务{was}与新版任务{code}的相似度只有{share}%。",
    ),
    ("Say whether they are one task or two.", "请确认是否为同一任务。"),
)
CLOSED_ASKED = Kind.refusing(
    "W402",
    "closed-asked-again",
    (
        "Task {was} is closed, and the new edition asks something else of it.",
        "原任务{was}已销号，新版又有不同要求。",
    ),
    ("Say whether it stays closed or is taken up again.", "请确认维持销号还是恢复办理。"),
)
