"""The workflow as a table, and the three questions asked of it: allowed, may, check.

After the usual course of government supervision (立项 交办 签收 反馈 核查 销号): the decision on
returns lies with the dispatching office, that on extensions and suspension with it or a leader,
extensions are asked by the lead, and a check is never made by whoever reported (PRACTICE §3.1).
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from . import problems
from .guards import guard, payload_guard
from .model import Act, Capacity, MatterState, Refusal, Step
from .payload import Field, FieldKind, Payload, faults
from .tree import ALONE, Around, around_guard
from .words import act_label, capacity_label, step_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One act: the step it leads to from each step where it is possible, who may, what is said.

    ``moved_by`` are the capacities whose act moves the matter; others leave it where it stands
    (a supporting unit signs and reports its own part). ``resumes`` goes back to the step before
    the suspension, or before the end. ``asks_anew`` moves the matter only when the lead that it
    names has not signed for it. ``by_edition`` acts come with a new edition and have no form.
    """

    moves: Mapping[Step, Step]
    who: frozenset[Capacity]
    moved_by: frozenset[Capacity]
    fields: tuple[Field, ...] = ()
    resumes: bool = False
    asks_anew: bool = False
    by_edition: bool = False


_OFFICE = frozenset({Capacity.OFFICE})
_LEADERS = frozenset({Capacity.OFFICE, Capacity.LEADER})
_DECIDERS = _LEADERS | {Capacity.ABOVE}
_CHECKERS = frozenset({Capacity.OFFICE, Capacity.REVIEWER, Capacity.ABOVE})
_LEAD = frozenset({Capacity.LEAD})
_ABOVE = frozenset({Capacity.ABOVE})
_PARTS = frozenset({Capacity.LEAD, Capacity.SUPPORT})
_URGERS = _DECIDERS | {Capacity.RULE}

_WORKING = (Step.SIGNED, Step.IN_PROGRESS, Step.REPORTED, Step.RETURNED)
_OUT = (Step.DISPATCHED, *_WORKING)
_OPEN = (Step.PROPOSED, Step.REGISTERED, *_OUT, Step.SUSPENDED)

_TEXT = Field(name="text", kind=FieldKind.TEXT, en="text", zh="说明")
_REASON = Field(name="reason", kind=FieldKind.TEXT, en="reason", zh="理由")
_REASON_MAY = Field(name="reason", kind=FieldKind.TEXT, en="reason", zh="理由", required=False)
_UNTIL = Field(name="until", kind=FieldKind.DATE, en="new limit", zh="新时限")
_VIA = Field(name="via", kind=FieldKind.TEXT, en="how it came", zh="来源", required=False)
"""How a unit's word came when not by its own account: "workbook"."""
_KINDS_NEEDED = Field(
    name="evidence", kind=FieldKind.PROOF_KINDS, en="required evidence", zh="佐证要求"
)
_KINDS_MAY = Field(
    name="evidence",
    kind=FieldKind.PROOF_KINDS,
    en="required evidence",
    zh="佐证要求",
    required=False,
)
_KINDS_SENT = Field(
    name="kinds",
    kind=FieldKind.KINDS_OF_PROOFS,
    en="kinds of the files",
    zh="佐证种类",
    required=False,
)
_NUMBER = Field(name="number", kind=FieldKind.TEXT, en="document number", zh="文号", required=False)
_WAIVER = Field(
    name="waiver",
    kind=FieldKind.TEXT,
    en="reason for closing without it",
    zh="免交理由",
    required=False,
)
_VOLUME = Field(name="volume", kind=FieldKind.TEXT, en="archive number", zh="档号", required=False)
_SLIP_FIELDS = (
    Field(name="units", kind=FieldKind.UNITS, en="units", zh="责任单位"),
    Field(name="limit", kind=FieldKind.DATE, en="limit", zh="时限", required=False),
    Field(
        name="ongoing", kind=FieldKind.FLAG, en="mark “ongoing”", zh="长期任务标记", required=False
    ),
    Field(name="slip", kind=FieldKind.TEXT, en="slip number", zh="通知单编号", required=False),
    Field(name="milestones", kind=FieldKind.MILESTONES, en="milestones", zh="节点", required=False),
    _KINDS_MAY,
    Field(
        name="every", kind=FieldKind.EVERY, en="rhythm of reports", zh="反馈频次", required=False
    ),
    Field(name="day", kind=FieldKind.NUMBER, en="day of the report", zh="反馈日", required=False),
    Field(name="rule", kind=FieldKind.TEXT, en="rule of the limit", zh="时限规则", required=False),
)
_REPORT_FIELDS = (
    Field(name="claimed", kind=FieldKind.PERCENTAGE, en="claimed progress", zh="申报进度"),
    _TEXT,
    Field(name="next", kind=FieldKind.TEXT, en="next step", zh="下一步", required=False),
    Field(name="done", kind=FieldKind.FLAG, en="mark “done”", zh="办结标记", required=False),
    _VIA,
    Field(name="forecast", kind=FieldKind.OUTLOOK, en="forecast", zh="预判", required=False),
    Field(
        name="expected", kind=FieldKind.DATE, en="day expected", zh="预计完成日期", required=False
    ),
    _KINDS_SENT,
    _NUMBER,
)
_EDITION_FIELDS = (
    Field(name="edition", kind=FieldKind.TEXT, en="edition", zh="版次"),
    Field(name="authority", kind=FieldKind.TEXT, en="document of authority", zh="依据文件"),
)
_CARRY_FIELDS = (
    *_EDITION_FIELDS,
    Field(name="former", kind=FieldKind.TEXT, en="task before", zh="原任务"),
    Field(name="task", kind=FieldKind.TEXT, en="task", zh="任务"),
    Field(name="was", kind=FieldKind.TEXT, en="number before", zh="原编号"),
    Field(name="code", kind=FieldKind.TEXT, en="number", zh="编号"),
    Field(
        name="anew", kind=FieldKind.FLAG, en="mark “other words”", zh="文字改动标记", required=False
    ),
    Field(name="units", kind=FieldKind.UNITS, en="units", zh="责任单位", required=False),
    Field(name="limit", kind=FieldKind.DATE, en="limit", zh="时限", required=False),
    Field(
        name="ongoing", kind=FieldKind.FLAG, en="mark “ongoing”", zh="长期任务标记", required=False
    ),
)
_MERGE_FIELDS = (
    *_EDITION_FIELDS,
    Field(
        name="into", kind=FieldKind.TEXT, en="number of the task it goes into", zh="并入任务编号"
    ),
)
_SUBTASK_FIELDS = (
    Field(name="code", kind=FieldKind.TEXT, en="number", zh="编号"),
    Field(name="heading", kind=FieldKind.TEXT, en="name", zh="名称"),
    Field(name="text", kind=FieldKind.TEXT, en="what is to be done", zh="工作内容"),
    Field(name="units", kind=FieldKind.UNITS, en="units", zh="责任单位"),
    Field(name="limit", kind=FieldKind.DATE, en="limit", zh="时限", required=False),
    Field(name="weight", kind=FieldKind.WEIGHT, en="weight", zh="权重", required=False),
)
_VERIFY_FIELDS = (
    Field(name="verified", kind=FieldKind.PERCENTAGE, en="verified progress", zh="核实进度"),
    Field(name="method", kind=FieldKind.METHOD, en="method of the check", zh="核查方式"),
    _TEXT,
    Field(name="judgement", kind=FieldKind.OUTLOOK, en="judgement", zh="核查判断", required=False),
    Field(name="went", kind=FieldKind.TEXT, en="people who went", zh="核查人员", required=False),
    Field(name="place", kind=FieldKind.TEXT, en="place", zh="地点", required=False),
    Field(
        name="visited", kind=FieldKind.DATE, en="day of the visit", zh="核查日期", required=False
    ),
)
_URGE_FIELDS = (
    _TEXT,
    Field(name="colour", kind=FieldKind.TEXT, en="colour of the slip", zh="单色", required=False),
    Field(name="rule", kind=FieldKind.TEXT, en="rule", zh="规则", required=False),
)
_SUSPEND_FIELDS = (
    _REASON,
    Field(name="waits_for", kind=FieldKind.TEXT, en="what it waits for", zh="等待事项"),
    Field(name="review", kind=FieldKind.DATE, en="day of review", zh="复核日期"),
    Field(
        name="with_above",
        kind=FieldKind.FLAG,
        en="mark “with the task above”",
        zh="随上级任务标记",
        required=False,
    ),
)
_PASS_ON_FIELDS = (
    Field(name="units", kind=FieldKind.UNITS, en="new lead unit", zh="新牵头单位"),
    _REASON,
)
_INSTRUCT_FIELDS = (
    Field(name="text", kind=FieldKind.TEXT, en="words of the instruction", zh="批示内容"),
    Field(name="leader", kind=FieldKind.TEXT, en="leader", zh="批示领导"),
    Field(name="given", kind=FieldKind.DATE, en="day of the instruction", zh="批示日期"),
    Field(name="answer_by", kind=FieldKind.DATE, en="day of the answer", zh="回复时限"),
)
_ANSWER_FIELDS = (
    Field(name="number", kind=FieldKind.NUMBER, en="number of the instruction", zh="批示序号"),
    Field(name="text", kind=FieldKind.TEXT, en="answer", zh="回复内容"),
)


def _to(target: Step, *sources: Step) -> Mapping[Step, Step]:
    return MappingProxyType(dict.fromkeys(sources, target))


def _stay(*steps: Step) -> Mapping[Step, Step]:
    return MappingProxyType({step: step for step in steps})


def _row(
    moves: Mapping[Step, Step],
    who: frozenset[Capacity],
    *fields: Field,
    moved_by: frozenset[Capacity] | None = None,
    resumes: bool = False,
    asks_anew: bool = False,
    by_edition: bool = False,
) -> Row:
    return Row(
        moves=moves,
        who=who,
        moved_by=moved_by or who,
        fields=fields,
        resumes=resumes,
        asks_anew=asks_anew,
        by_edition=by_edition,
    )


WORKFLOW: Mapping[Act, Row] = MappingProxyType(
    {
        Act.DISPATCH: _row(_to(Step.DISPATCHED, Step.REGISTERED), _OFFICE | _ABOVE, *_SLIP_FIELDS),
        Act.SIGN: _row(
            MappingProxyType({**_stay(*_WORKING), Step.DISPATCHED: Step.SIGNED}),
            _PARTS,
            _VIA,
            moved_by=_LEAD,
        ),
        Act.DECLINE: _row(_to(Step.REGISTERED, Step.DISPATCHED), _LEAD, _REASON),
        Act.REPORT: _row(_to(Step.REPORTED, *_WORKING), _PARTS, *_REPORT_FIELDS, moved_by=_LEAD),
        Act.VERIFY: _row(
            _to(Step.IN_PROGRESS, Step.REPORTED, Step.IN_PROGRESS), _CHECKERS, *_VERIFY_FIELDS
        ),
        # From "in progress" a guard refuses it; the row stands so that older ledgers still fold.
        Act.RETURN: _row(_to(Step.RETURNED, Step.REPORTED, Step.IN_PROGRESS), _CHECKERS, _REASON),
        Act.URGE: _row(_stay(*_OUT), _URGERS, *_URGE_FIELDS),
        Act.ASK_EXTENSION: _row(_stay(*_WORKING), _LEAD, _UNTIL, _REASON),
        Act.EXTEND: _row(_stay(*_WORKING), _DECIDERS, _UNTIL, _REASON_MAY),
        Act.REFUSE_EXTENSION: _row(_stay(*_WORKING), _DECIDERS, _REASON),
        Act.SUSPEND: _row(_to(Step.SUSPENDED, *_OUT), _DECIDERS, *_SUSPEND_FIELDS),
        Act.RESUME: _row(_stay(Step.SUSPENDED), _DECIDERS, _REASON_MAY, resumes=True),
        Act.CLOSE: _row(_to(Step.CLOSED, Step.IN_PROGRESS), _DECIDERS, _TEXT, _WAIVER),
        Act.CARRY: _row(
            MappingProxyType(
                {**_stay(*_OPEN, Step.CLOSED), **_to(Step.DISPATCHED, *_WORKING)},
            ),
            _OFFICE,
            *_CARRY_FIELDS,
            asks_anew=True,
            by_edition=True,
        ),
        Act.MERGE: _row(_to(Step.MERGED, *_OPEN), _OFFICE, *_MERGE_FIELDS, by_edition=True),
        Act.CANCEL: _row(_to(Step.CANCELLED, *_OPEN), _OFFICE, *_EDITION_FIELDS, by_edition=True),
        Act.REOPEN: _row(
            _to(Step.IN_PROGRESS, Step.CLOSED, Step.MERGED, Step.CANCELLED),
            _OFFICE,
            *_EDITION_FIELDS,
            resumes=True,
            by_edition=True,
        ),
        # Sub-tasks (分解): made of a task under way by its lead or the office, and taken back.
        Act.DECOMPOSE: _row(_stay(*_WORKING), _OFFICE | _LEAD, *_SUBTASK_FIELDS),
        Act.WITHDRAW: _row(_to(Step.WITHDRAWN, *_OPEN), _ABOVE, _REASON),
        # What closing needs, and the volume of what is closed.
        Act.REQUIRE: _row(_stay(*_OPEN), _OFFICE, _KINDS_NEEDED, _REASON_MAY),
        Act.ARCHIVE: _row(_stay(Step.CLOSED), _OFFICE, _VOLUME),
        Act.PROPOSE: _row(_to(Step.PROPOSED, Step.REGISTERED), _OFFICE),
        Act.APPROVE: _row(_to(Step.REGISTERED, Step.PROPOSED), _LEADERS, _REASON_MAY),
        Act.PASS_ON: _row(_to(Step.DISPATCHED, *_OUT), _OFFICE, *_PASS_ON_FIELDS),
        Act.ASK_PASS_ON: _row(_stay(*_WORKING), _LEAD, _REASON),
        Act.REFUSE_PASS_ON: _row(_stay(*_WORKING), _OFFICE, _REASON),
        Act.INSTRUCT: _row(_stay(*_OPEN), _LEADERS, *_INSTRUCT_FIELDS),
        Act.ANSWER: _row(_stay(*_OPEN), _LEAD | _OFFICE, *_ANSWER_FIELDS),
    }
)


def capacities_of(
    state: MatterState,
    unit: str | None,
    *,
    office: bool = False,
    leader: bool = False,
    offices: Container[str] = (),
    above: str | None = None,
) -> frozenset[Capacity]:
    """In what rights a person of ``unit`` acts on the matter; empty for a stranger to it.

    ``offices`` are the units that supervise: a leader checks what one of them reported. Of a
    sub-task ``above`` is the unit that leads the task above; it stands above; so does the office.
    """
    part = state.unit(unit)
    found = {Capacity.LEAD if state.is_lead(part) else Capacity.SUPPORT} if part else set()
    found |= {Capacity.OFFICE} if office else set()
    found |= {Capacity.LEADER} if leader else set()
    found |= {Capacity.ABOVE} if above and (office or unit == above) else set()
    reviews = leader and state.reported_unit is not None and state.reported_unit in offices
    return frozenset(found | ({Capacity.REVIEWER} if reviews else set()))


def allowed(
    state: MatterState, capacities: Iterable[Capacity], *, by: str = "", unit: str | None = None
) -> tuple[Act, ...]:
    """The acts that this person may take now, in the order of the workflow."""
    held = frozenset(capacities)
    return tuple(act for act in WORKFLOW if may(state, act, held, by=by, unit=unit) is None)


def may(
    state: MatterState,
    act: Act,
    capacities: Iterable[Capacity],
    *,
    by: str = "",
    unit: str | None = None,
) -> Refusal | None:
    """Why this person may not take ``act`` now, whatever is entered; None when it may.

    ``by`` and ``unit`` are the account and the register id of its unit. Signing and reporting are
    acts of a unit, so without one they are refused; verifying compares both with the reporter's.
    """
    row = WORKFLOW[act]
    held = frozenset(capacities)
    if state.step not in row.moves:
        facts = {"act": _both_labels(act), "step": _both_steps(state.step)}
        return Refusal(kind=problems.WRONG_STEP, facts=facts)
    if not held & row.who:
        facts = {"act": _both_labels(act), "who": _both_capacities(row.who)}
        return Refusal(kind=problems.WRONG_CAPACITY, facts=facts)
    return guard(state, act, by, unit)


def check(
    state: MatterState,
    act: Act,
    capacities: Iterable[Capacity],
    payload: Payload,
    *,
    by: str = "",
    unit: str | None = None,
    around: Around = ALONE,
) -> Refusal | None:
    """Why this entry may not be made, or None.

    The first refusal of ``may``, then of the fields, then of the tasks ``around`` it in its tree.
    """
    refusal = may(state, act, capacities, by=by, unit=unit)
    if refusal:
        return refusal
    faults = entry_faults(state, act, payload)
    return faults[0] if faults else around_guard(around, act, payload)


def entry_faults(state: MatterState, act: Act, payload: Payload) -> tuple[Refusal, ...]:
    """All that is wrong with what was entered, each with its field, for a form to show."""
    found = faults(WORKFLOW[act].fields, payload)
    if found:
        return found
    refusal = payload_guard(state, act, payload)
    return (refusal,) if refusal else ()


def _both_labels(act: Act) -> dict[str, str]:
    return {"en": act_label(act, "en"), "zh": act_label(act, "zh")}


def _both_steps(step: Step) -> dict[str, str]:
    return {"en": step_label(step, "en"), "zh": step_label(step, "zh")}


def _both_capacities(who: frozenset[Capacity]) -> dict[str, str]:
    """Who may act; whoever stands above a sub-task is named only where nobody else may."""
    named = [one for one in Capacity if one in who and (one is not Capacity.ABOVE or who == _ABOVE)]
    return {
        "en": " or ".join(capacity_label(one, "en") for one in named),
        "zh": "或者".join(capacity_label(one, "zh") for one in named),
    }
