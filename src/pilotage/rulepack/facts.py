"""The facts that rules may ask for: what each is called, of what kind it is, how it is worded.

A fact is given (it stands in the ledger) or derived from given ones (``derive``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pilotage.base import Language

from .phrase import (
    day_phrase,
    days_phrase,
    months_phrase,
    points_phrase,
    share_phrase,
)

Labels = Mapping[str, tuple[str, str]]


class FactKind(StrEnum):
    """What a fact is, and so how it is read from JSON and worded."""

    DAY = "day"
    WORKING_DAYS = "working days"
    SHARE = "share"
    POINTS = "points"
    COUNT = "count"
    MONTHS = "months"
    YEAR = "year"
    FLAG = "flag"
    WORD = "word"
    DATED_SHARES = "dated shares"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact by its name in rules.

    ``labels`` are the words it may be, (English, Chinese); of a flag, what people say when it is
    "no".
    """

    kind: FactKind
    en: str
    zh: str
    labels: Labels = field(default_factory=dict)

    def label(self, language: Language) -> str:
        """What people call it."""
        return self.zh if language == "zh" else self.en

    def phrase(self, value: Any, language: Language) -> str:
        """The value as a sentence says it; "none" for a word nobody said, a dash for the rest."""
        if value is None:
            return ("none", "无")[language == "zh"] if self.kind is FactKind.WORD else "–"
        return _PHRASES[self.kind](self, value, language)


def _word(fact: Fact, value: Any, language: Language) -> str:
    pair = fact.labels.get(str(value))
    return str(value) if pair is None else pair[language == "zh"]


def _flag(_fact: Fact, value: Any, language: Language) -> str:
    return ("no", "yes")[bool(value)] if language == "en" else ("否", "是")[bool(value)]


def _dated(_fact: Fact, value: Any, language: Language) -> str:
    said = (f"{day_phrase(day, language)} {share_phrase(share, language)}" for day, share in value)
    return ("、" if language == "zh" else ", ").join(said) or "–"


def _periods(_fact: Fact, value: Any, language: Language) -> str:
    dash = "至" if language == "zh" else " to "
    said = (f"{day_phrase(a, language)}{dash}{day_phrase(b, language)}" for a, b in value)
    return ("、" if language == "zh" else ", ").join(said) or "–"


def _counted(phrase: Callable[[int, Language], str]) -> Callable[[Fact, Any, Language], str]:
    return lambda _fact, value, language: phrase(abs(value), language)


_PHRASES: Mapping[FactKind, Callable[[Fact, Any, Language], str]] = {
    FactKind.DAY: lambda _fact, value, language: day_phrase(value, language),
    FactKind.WORKING_DAYS: _counted(days_phrase),
    FactKind.SHARE: _counted(share_phrase),
    FactKind.POINTS: _counted(points_phrase),
    FactKind.COUNT: lambda _fact, value, _language: str(value),
    FactKind.MONTHS: _counted(months_phrase),
    FactKind.YEAR: lambda _fact, value, _language: str(value),
    FactKind.FLAG: _flag,
    FactKind.WORD: _word,
    FactKind.DATED_SHARES: _dated,
    FactKind.PERIODS: _periods,
}

_STAGES: Labels = {
    "registered": ("not dispatched", "未交办"),
    "ongoing": ("ongoing", "长期任务"),
    "unlimited": ("without a limit", "未定时限"),
    "running": ("under way", "办理中"),
    "suspended": ("suspended", "已挂账"),
    "closed": ("closed", "已销号"),
    "merged": ("merged", "已并入"),
    "cancelled": ("cancelled", "已取消"),
}
_OUTLOOKS: Labels = {
    "on_time": ("on time", "按期"),
    "late": ("late", "逾期"),
    "cannot": ("cannot be done", "难以完成"),
}
_LIGHTS: Labels = {
    "green": ("green", "绿灯"),
    "yellow": ("yellow", "黄灯"),
    "red": ("red", "红灯"),
    "none": ("no light", "未亮灯"),
    "suspended": ("suspended", "已挂账"),
    "closed": ("closed", "已销号"),
    "ended": ("ended", "已终止"),
}
_SLIPS: Labels = {
    "blue": ("blue", "蓝单"),
    "orange": ("orange", "橙单"),
    "red": ("red", "红单"),
    "none": ("none", "无"),
}
_TELLINGS: Labels = {
    "near": ("limit near", "临近时限"),
    "late": ("late", "逾期"),
    "head": ("late, to the head", "逾期，告知单位负责人"),
    "leader": ("late, to the leader", "逾期，告知分管领导"),
    "none": ("nothing", "不通知"),
}
_LINES: Labels = {
    "line": ("straight line from dispatch to limit", "按交办至时限匀速推算"),
    "milestones": ("milestones of the slip", "按通知单节点"),
}
_MATTERS: Labels = {
    "document": ("ordinary document", "一般文件"),
    "minutes": ("meeting minutes", "会议纪要"),
    "instruction": ("leader’s instruction", "领导批示"),
    "decision": ("decision of an executive meeting", "常务会议议定事项"),
    "spirit": ("spirit of a meeting to be passed on", "会议精神贯彻"),
    "media": ("problem reported in the media", "媒体反映问题"),
    "measures": ("plan of measures for a task list", "任务清单的落实方案"),
    "list": ("task of the year’s list", "年度任务清单事项"),
    "key": ("decision or key project", "重大决策和重点项目"),
}
_URGENCIES: Labels = {
    "urgent": ("urgent", "急件"),
    "ordinary": ("ordinary", "一般"),
    "hard": ("hard", "疑难"),
}


def _not(en: str, zh: str) -> Labels:
    return {"no": (en, zh)}


_ON_HAND: Labels = {
    "unit": ("the units", "责任单位"),
    "office": ("the office", "督查机构"),
}


def _fact(kind: FactKind, en: str, zh: str, labels: Labels | None = None) -> Fact:
    return Fact(kind=kind, en=en, zh=zh, labels=labels or {})


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "today": _fact(FactKind.DAY, "today", "今日"),
        "stage": _fact(FactKind.WORD, "stage", "阶段", _STAGES),
        "limit": _fact(FactKind.DAY, "limit in force", "现行时限"),
        "since": _fact(FactKind.DAY, "suspended since", "挂账日期"),
        "closed": _fact(FactKind.DAY, "closed on", "销号日期"),
        "ended": _fact(FactKind.DAY, "ended on", "终止日期"),
        "dispatched": _fact(FactKind.DAY, "dispatched on", "交办日期"),
        "stopped": _fact(FactKind.PERIODS, "suspended", "挂账期间"),
        "limit_set": _fact(FactKind.DAY, "limit set on", "时限确定日期"),
        "milestones": _fact(FactKind.DATED_SHARES, "milestones", "节点"),
        "claimed": _fact(FactKind.SHARE, "claimed progress", "申报进度"),
        "verified": _fact(FactKind.SHARE, "verified progress", "核实进度"),
        "checks": _fact(FactKind.DATED_SHARES, "shortfall at each check", "历次核查差距"),
        "forecast": _fact(FactKind.WORD, "the lead’s forecast", "牵头单位预判", _OUTLOOKS),
        "forecast_on": _fact(FactKind.DAY, "forecast given on", "预判日期"),
        "expected": _fact(FactKind.DAY, "day the lead expects", "预计完成日期"),
        "judgement": _fact(FactKind.WORD, "the checker’s judgement", "核查判断", _OUTLOOKS),
        "judged_on": _fact(FactKind.DAY, "judged on", "判断日期"),
        "waits_for": _fact(FactKind.WORD, "waits for", "等待方", _ON_HAND),
        "progress_light": _fact(FactKind.WORD, "light of the progress", "进度灯", _LIGHTS),
        "urged_on": _fact(FactKind.DAY, "last urged on", "最近催办日期"),
        "last_slip": _fact(FactKind.WORD, "last slip", "上次督办单", _SLIPS),
        "last_notice": _fact(FactKind.WORD, "last notice", "上次通知", _TELLINGS),
        "reported_on": _fact(FactKind.DAY, "last reported on", "最近反馈日期"),
        "matter": _fact(FactKind.WORD, "kind of matter", "事项类别", _MATTERS),
        "urgency": _fact(FactKind.WORD, "urgency", "缓急", _URGENCIES),
        "late": _fact(
            FactKind.FLAG, "limit passed", "时限已过", _not("limit not passed", "时限未过")
        ),
        "days": _fact(FactKind.WORKING_DAYS, "working days to the limit", "距时限工作日"),
        "unannounced": _fact(
            FactKind.YEAR, "year without a holiday notice", "未公布放假安排的年份"
        ),
        "planned": _fact(FactKind.SHARE, "planned progress", "计划进度"),
        "planned_by": _fact(FactKind.WORD, "planned by", "计划口径", _LINES),
        "behind": _fact(FactKind.POINTS, "points behind the plan", "落后百分点"),
        "begun": _fact(
            FactKind.FLAG, "work has begun", "已经启动", _not("work has not begun", "尚未启动")
        ),
        "idle": _fact(FactKind.MONTHS, "month ends without a beginning", "跨月未启动"),
        "in_a_row": _fact(FactKind.COUNT, "checks in a row behind plan", "连续落后次数"),
        "judged_since": _fact(
            FactKind.FLAG,
            "judged since the forecast",
            "预判后已核查",
            _not("not judged since the forecast", "预判后未核查"),
        ),
        "since_urged": _fact(
            FactKind.WORKING_DAYS, "working days since the last urging", "距上次催办工作日"
        ),
        "days_late": _fact(FactKind.WORKING_DAYS, "working days past the limit", "逾期工作日"),
        "since_reported": _fact(
            FactKind.WORKING_DAYS, "working days since the last report", "距上次反馈工作日"
        ),
        "expected_late": _fact(
            FactKind.FLAG,
            "expected after the limit",
            "预计晚于时限",
            _not("expected within the limit", "预计不晚于时限"),
        ),
        "urged_since": _fact(
            FactKind.FLAG,
            "urged since the limit",
            "逾期后已催办",
            _not("not urged since the limit", "逾期后未催办"),
        ),
    }
)


def worded(values: Mapping[str, Any], names: tuple[str, ...], language: Language) -> dict[str, str]:
    """Those facts as sentences say them."""
    return {name: FACTS[name].phrase(values.get(name), language) for name in names if name in FACTS}


def is_day(value: object) -> bool:
    """Whether ``value`` is a day and no moment."""
    return type(value) is date
