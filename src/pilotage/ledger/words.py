"""The one word for each act and step, so that buttons, entries, columns and reports agree."""

from types import MappingProxyType
from typing import NamedTuple

from pilotage.base import Language

from .model import Act, Capacity, Method, Step
from .outlook import Outlook
from .rhythm import Every, Rhythm


class ActWords(NamedTuple):
    """Button, sentence opening of the entry, noun; English then Chinese of each."""

    button: tuple[str, str]
    done: tuple[str, str]
    noun: tuple[str, str]


_ACTS = MappingProxyType(
    {
        Act.DISPATCH: ActWords(
            ("Dispatch", "交办"), ("Dispatched", "已交办"), ("slip", "督查通知单")
        ),
        Act.SIGN: ActWords(("Sign for", "签收"), ("Signed for", "已签收"), ("signature", "签收")),
        Act.DECLINE: ActWords(("Decline", "退签"), ("Declined", "已退签"), ("declining", "退签")),
        Act.REPORT: ActWords(("Report", "反馈"), ("Reported", "已反馈"), ("report", "反馈")),
        Act.VERIFY: ActWords(("Check", "核查"), ("Verified", "已核实"), ("check", "核查")),
        Act.RETURN: ActWords(("Return", "退回"), ("Returned", "已退回"), ("return", "退回")),
        Act.URGE: ActWords(("Urge", "催办"), ("Urged", "已催办"), ("urging note", "催办单")),
        Act.ASK_EXTENSION: ActWords(
            ("Ask for an extension", "申请延期"),
            ("Extension asked", "已申请延期"),
            ("request for an extension", "延期申请"),
        ),
        Act.EXTEND: ActWords(("Extend", "同意延期"), ("Extended", "已延期"), ("extension", "延期")),
        Act.REFUSE_EXTENSION: ActWords(
            ("Refuse extension", "不同意延期"),
            ("Extension refused", "未同意延期"),
            ("refused extension", "未同意的延期"),
        ),
        Act.SUSPEND: ActWords(("Suspend", "挂账"), ("Suspended", "已挂账"), ("suspension", "挂账")),
        Act.RESUME: ActWords(
            ("Resume", "解除挂账"), ("Resumed", "已解除挂账"), ("resumption", "解除挂账")
        ),
        Act.CLOSE: ActWords(("Close", "销号"), ("Closed", "已销号"), ("closing", "销号")),
        Act.CARRY: ActWords(
            ("Carry over", "转入新版"),
            ("Carried over", "已转入新版"),
            ("carrying over", "转入新版"),
        ),
        Act.MERGE: ActWords(("Merge", "合并"), ("Merged", "已合并"), ("merger", "合并")),
        Act.CANCEL: ActWords(("Cancel", "取消"), ("Cancelled", "已取消"), ("cancellation", "取消")),
        Act.REOPEN: ActWords(
            ("Take up again", "恢复办理"),
            ("Taken up again", "已恢复办理"),
            ("reopening", "恢复办理"),
        ),
        Act.DECOMPOSE: ActWords(
            ("Break down", "分解"), ("Broken down", "已分解"), ("sub-task", "子任务")
        ),
        Act.WITHDRAW: ActWords(
            ("Withdraw", "撤回"), ("Withdrawn", "已撤回"), ("withdrawal", "撤回")
        ),
        Act.REQUIRE: ActWords(
            ("State required evidence", "明确佐证要求"),
            ("Evidence required", "已明确佐证要求"),
            ("required evidence", "佐证要求"),
        ),
        Act.ARCHIVE: ActWords(("Archive", "归档"), ("Archived", "已归档"), ("volume", "卷宗")),
        Act.PROPOSE: ActWords(
            ("Put up for approval", "报批立项"),
            ("Put up for approval", "已报批立项"),
            ("request for approval", "立项报批"),
        ),
        Act.APPROVE: ActWords(
            ("Approve", "批准立项"), ("Approved", "已批准立项"), ("approval", "立项批准")
        ),
        Act.PASS_ON: ActWords(("Pass on", "转办"), ("Passed on", "已转办"), ("passing on", "转办")),
        Act.ASK_PASS_ON: ActWords(
            ("Ask to be passed on", "申请转办"),
            ("Passing on asked", "已申请转办"),
            ("request to be passed on", "转办申请"),
        ),
        Act.REFUSE_PASS_ON: ActWords(
            ("Refuse to pass on", "不同意转办"),
            ("Passing on refused", "未同意转办"),
            ("refused passing on", "未同意的转办"),
        ),
        Act.INSTRUCT: ActWords(
            ("Enter an instruction", "登记批示"),
            ("Instruction entered", "已登记批示"),
            ("instruction", "批示"),
        ),
        Act.ANSWER: ActWords(
            ("Answer the instruction", "回复批示"),
            ("Instruction answered", "已回复批示"),
            ("answer to an instruction", "批示回复"),
        ),
    }
)

_STEPS = MappingProxyType(
    {
        Step.REGISTERED: ("Registered", "已立项"),
        Step.DISPATCHED: ("Dispatched", "已交办"),
        Step.SIGNED: ("Signed for", "已签收"),
        Step.IN_PROGRESS: ("In progress", "办理中"),
        Step.REPORTED: ("Reported", "已反馈"),
        Step.RETURNED: ("Returned", "已退回"),
        Step.SUSPENDED: ("Suspended", "已挂账"),
        Step.CLOSED: ("Closed", "已销号"),
        Step.MERGED: ("Merged", "已合并"),
        Step.CANCELLED: ("Cancelled", "已取消"),
        Step.WITHDRAWN: ("Withdrawn", "已撤回"),
        Step.PROPOSED: ("Awaiting approval", "拟立项"),
    }
)

_METHODS = MappingProxyType(
    {
        Method.DESK: ("on the papers", "书面核查"),
        Method.PHONE: ("by telephone", "电话核查"),
        Method.VISIT: ("on the spot", "实地核查"),
    }
)

_OUTLOOKS = MappingProxyType(
    {
        Outlook.ON_TIME: ("on time", "按期"),
        Outlook.LATE: ("late", "逾期"),
        Outlook.CANNOT: ("cannot be done", "难以完成"),
    }
)

_CAPACITIES = MappingProxyType(
    {
        Capacity.OFFICE: ("the supervision office", "督查机构"),
        Capacity.LEAD: ("the lead unit", "牵头单位"),
        Capacity.SUPPORT: ("a supporting unit", "配合单位"),
        Capacity.LEADER: ("a leader", "领导"),
        Capacity.REVIEWER: (
            "a checker, or a leader for what the office itself reported",
            "核查人员、领导（限督查机构自身的反馈）",
        ),
        Capacity.RULE: ("a rule", "规则"),
        Capacity.ABOVE: ("the lead of the task above", "上级任务的牵头单位"),
    }
)


_WEEKDAYS = (
    ("Monday", "一"),
    ("Tuesday", "二"),
    ("Wednesday", "三"),
    ("Thursday", "四"),
    ("Friday", "五"),
    ("Saturday", "六"),
    ("Sunday", "日"),
)

_RHYTHMS = MappingProxyType(
    {
        Every.WEEK: ("weekly, by {weekday}", "每周{weekday}前"),
        Every.MONTH: ("monthly, by day {day}", "每月{day}日前"),
        Every.QUARTER: ("quarterly, by day {day} of the third month", "每季度末月{day}日前"),
        Every.STAGE: ("by stage, at every milestone and at the limit", "按节点"),
    }
)


def act_label(act: Act, language: Language = "en") -> str:
    """The button: "Sign for", 签收."""
    return _pick(_ACTS[act].button, language)


def act_done(act: Act, language: Language = "en") -> str:
    """The first words of an entry: "Signed for", 已签收."""
    return _pick(_ACTS[act].done, language)


def act_told(act: Act, language: Language = "en") -> str:
    """The first word of an entry as its timeline tells it: "Verified"; in Chinese the bare act."""
    if language == "en":
        return act_done(act)
    return "核实" if act is Act.VERIFY else act_label(act, "zh")


def act_noun(act: Act, language: Language = "en") -> str:
    """The thing the act leaves: "urging note", 催办单."""
    return _pick(_ACTS[act].noun, language)


def step_label(step: Step, language: Language = "en") -> str:
    """The state as a column shows it: "In progress", 办理中."""
    return _pick(_STEPS[step], language)


def method_label(method: Method, language: Language = "en") -> str:
    """How a check was made: "on the spot", 实地核查."""
    return _pick(_METHODS[method], language)


def outlook_label(outlook: Outlook, language: Language = "en") -> str:
    """What is expected of a matter: "on time", 按期."""
    return _pick(_OUTLOOKS[outlook], language)


def capacity_label(capacity: Capacity, language: Language = "en") -> str:
    """Who acts, as a sentence names them: "the lead unit", 牵头单位."""
    return _pick(_CAPACITIES[capacity], language)


def rhythm_label(rhythm: Rhythm, language: Language = "en") -> str:
    """How often a unit reports: "monthly, by day 28", 每月28日前."""
    said = _RHYTHMS[rhythm.every]
    weekday = _WEEKDAYS[(rhythm.day - 1) % 7]
    return _pick(said, language).format(day=rhythm.day, weekday=_pick(weekday, language))


def _pick(pair: tuple[str, str], language: Language) -> str:
    return pair[1] if language == "zh" else pair[0]
