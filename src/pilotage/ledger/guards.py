"""What the state of a matter forbids beyond its step: the conditions of single acts."""

from collections.abc import Callable, Mapping

from pilotage.plan import Role

from . import problems
from .model import Act, MatterState, Method, Refusal, Step
from .outlook import Outlook
from .payload import Payload, as_date
from .proof_kinds import ProofKind, in_order, proof_kinds_said
from .rhythm import LAST_DAY, Every
from .tree import LEVELS, level_of, limit_within


def guard(state: MatterState, act: Act, by: str, unit: str | None) -> Refusal | None:
    """Why ``act`` is not possible now for this person, apart from step and capacity."""
    found = _GUARDS.get(act)
    return found(state, by, unit) if found else None


def _may_sign(state: MatterState, _by: str, unit: str | None) -> Refusal | None:
    part = state.unit(unit)
    if part is None:
        return Refusal(kind=problems.NO_PART)
    return Refusal(kind=problems.SIGNED_ALREADY) if part.signed_on else None


def _may_report(state: MatterState, _by: str, unit: str | None) -> Refusal | None:
    part = state.unit(unit)
    if part is None:
        return Refusal(kind=problems.NO_PART)
    return None if part.signed_on else Refusal(kind=problems.NOT_SIGNED)


def _may_verify(state: MatterState, by: str, unit: str | None) -> Refusal | None:
    if state.claimed is None:
        return Refusal(kind=problems.NOTHING_CLAIMED)
    same = (by and by == state.reported_by) or (unit and unit == state.reported_unit)
    return Refusal(kind=problems.SELF_CHECK) if same else None


def _may_return(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    """A report is judged once: what was verified is corrected by another check."""
    if state.step is Step.REPORTED or state.verified_on is None:
        return None
    facts = {"verified": state.verified or 0, "day": state.verified_on.isoformat()}
    return Refusal(kind=problems.CHECKED_ALREADY, facts=facts)


def _may_ask(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    if state.pending_extension:
        facts = {"until": state.pending_extension.until.isoformat()}
        return Refusal(kind=problems.EXTENSION_PENDING, facts=facts)
    return None if state.limit else Refusal(kind=problems.NO_LIMIT)


def _may_decide(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    return None if state.pending_extension else Refusal(kind=problems.NO_EXTENSION_ASKED)


def _may_close(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    if not state.claimed_done:
        return Refusal(kind=problems.NOT_CLAIMED_DONE)
    if state.verified != 100:
        return Refusal(kind=problems.NOT_VERIFIED, facts={"verified": state.verified or 0})
    return _unanswered(state)


def _may_archive(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    if state.archived_on is None:
        return None
    return Refusal(kind=problems.ARCHIVED_ALREADY, facts={"day": state.archived_on.isoformat()})


def _may_end(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    return _undecided(state) or _unchecked(state)


def _may_decompose(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    """What is claimed or verified whole has nothing left to break down."""
    whole = 100 in (state.claimed, state.verified)
    return Refusal(kind=problems.NOTHING_LEFT) if whole else None


def _undecided(state: MatterState) -> Refusal | None:
    """An extension that was asked for is decided before its task changes or ends."""
    if state.pending_extension is None:
        return None
    facts = {"until": state.pending_extension.until.isoformat()}
    return Refusal(kind=problems.EXTENSION_UNDECIDED, facts=facts)


def _unchecked(state: MatterState) -> Refusal | None:
    """A report is checked or returned before its task ends or gets another lead."""
    stood = state.suspended_from if state.step is Step.SUSPENDED else state.step
    return Refusal(kind=problems.REPORT_UNCHECKED) if stood is Step.REPORTED else None


def _unanswered(state: MatterState) -> Refusal | None:
    """What a leader instructed is answered before the task is closed."""
    if not state.unanswered:
        return None
    facts = {"leader": state.unanswered[0].leader}
    return Refusal(kind=problems.INSTRUCTION_UNANSWERED, facts=facts)


def _may_propose(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    return Refusal(kind=problems.APPROVED_ALREADY) if state.approved_on else None


def _may_approve(state: MatterState, by: str, _unit: str | None) -> Refusal | None:
    """Two pairs of eyes: 拟办 and 审定 are never one hand."""
    return Refusal(kind=problems.SAME_HAND) if by and by == state.proposed_by else None


def _may_ask_pass_on(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    return Refusal(kind=problems.PASS_ON_ASKED) if state.pass_on_asked_on else None


def _may_refuse_pass_on(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    return None if state.pass_on_asked_on else Refusal(kind=problems.NO_PASS_ON_ASKED)


def _may_answer(state: MatterState, _by: str, _unit: str | None) -> Refusal | None:
    return None if state.unanswered else Refusal(kind=problems.NOTHING_TO_ANSWER)


_GUARDS: Mapping[Act, Callable[[MatterState, str, str | None], Refusal | None]] = {
    Act.SIGN: _may_sign,
    Act.REPORT: _may_report,
    Act.VERIFY: _may_verify,
    Act.RETURN: _may_return,
    Act.ASK_EXTENSION: _may_ask,
    Act.EXTEND: _may_decide,
    Act.REFUSE_EXTENSION: _may_decide,
    Act.CLOSE: _may_close,
    Act.ARCHIVE: _may_archive,
    Act.MERGE: _may_end,
    Act.CANCEL: _may_end,
    Act.DECOMPOSE: _may_decompose,
    Act.WITHDRAW: _may_end,
    Act.PROPOSE: _may_propose,
    Act.APPROVE: _may_approve,
    Act.PASS_ON: _may_end,
    Act.ASK_PASS_ON: _may_ask_pass_on,
    Act.REFUSE_PASS_ON: _may_refuse_pass_on,
    Act.ANSWER: _may_answer,
}


def payload_guard(state: MatterState, act: Act, payload: Payload) -> Refusal | None:
    """What is wrong with well-formed fields beside one another and beside the state."""
    found = _PAYLOAD_GUARDS.get(act)
    return found(state, payload) if found else None


def _limit_or_ongoing(_state: MatterState, payload: Payload) -> Refusal | None:
    if not (payload.get("limit") and payload.get("ongoing")):
        return None
    return Refusal(kind=problems.LIMIT_AND_ONGOING, field="limit")


def _report_agrees(state: MatterState, payload: Payload) -> Refusal | None:
    return _done_is_all(payload) or _forecast_agrees(state, payload)


def _forecast_agrees(state: MatterState, payload: Payload) -> Refusal | None:
    """A day of finishing belongs to the forecast “late”, and lies behind the limit in force."""
    expected = as_date(payload.get("expected"))
    if expected is None:
        return None
    if payload.get("forecast") != Outlook.LATE:
        return Refusal(kind=problems.EXPECTED_ALONE, field="expected")
    if state.limit is None or expected > state.limit:
        return None
    facts = {"expected": expected.isoformat(), "limit": state.limit.isoformat()}
    return Refusal(kind=problems.EXPECTED_IN_TIME, facts=facts, field="expected")


def _done_is_all(payload: Payload) -> Refusal | None:
    if not payload.get("done") or payload["claimed"] == 100:
        return None
    facts = {"claimed": payload["claimed"]}
    return Refusal(kind=problems.DONE_IS_ALL, facts=facts, field="claimed")


def _later(state: MatterState, payload: Payload) -> Refusal | None:
    until = as_date(payload["until"])
    if until is None or state.limit is None or until > state.limit:
        return None
    facts = {"until": until.isoformat(), "limit": state.limit.isoformat()}
    return Refusal(kind=problems.NOT_LATER, facts=facts, field="until")


def _carries(state: MatterState, payload: Payload) -> Refusal | None:
    """What a new edition may change of a matter, apart from its words and place."""
    changes_limit = payload.get("limit") or payload.get("ongoing")
    units = payload.get("units")
    if not (changes_limit or units):
        return None
    if state.step in (Step.PROPOSED, Step.REGISTERED, Step.CLOSED):
        return Refusal(kind=problems.NOTHING_RUNS)
    new_lead = isinstance(units, list | tuple) and not _leads_before(state, units)
    if changes_limit or new_lead:
        found = _undecided(state) or (_unchecked(state) if new_lead else None)
        if found:
            return found
    return _limit_or_ongoing(state, payload)


def _leads_before(state: MatterState, units: list[object] | tuple[object, ...]) -> bool:
    """Whether a unit that ``units`` tells to lead led before."""
    told = [one for one in units if isinstance(one, Mapping)]
    named = [one for one in told if one.get("role") == Role.LEAD] or told[:1]
    before = {one.unit for one in state.units if state.is_lead(one)}
    return any(one.get("unit") in before for one in named)


def _fits_under(state: MatterState, payload: Payload) -> Refusal | None:
    """A sub-task lies on a level that there is, and within the limit of its task."""
    if level_of(str(payload["code"])) > LEVELS:
        return Refusal(kind=problems.TOO_DEEP, facts={"levels": LEVELS})
    return limit_within(state.limit, payload, "limit")


def _closes(state: MatterState, payload: Payload) -> Refusal | None:
    """What closing needs is there and was checked, or it is said why the task is closed without."""
    waiver = str(payload.get("waiver") or "").strip()
    if state.unproven and not waiver:
        facts = {"missing": _both_said(state.unproven)}
        return Refusal(kind=problems.EVIDENCE_MISSING, facts=facts, field="waiver")
    if waiver and not state.unproven:
        return Refusal(kind=problems.NOTHING_WAIVED, field="waiver")
    return None


def _requires(state: MatterState, payload: Payload) -> Refusal | None:
    """What was required once is given up only with a reason."""
    told = payload["evidence"]
    asked = in_order(told if isinstance(told, list | tuple) else ())
    less = tuple(one for one in state.required if one not in asked)
    if not less or str(payload.get("reason") or "").strip():
        return None
    return Refusal(
        kind=problems.LESS_NEEDS_REASON, facts={"less": _both_said(less)}, field="reason"
    )


def _both_said(kinds: tuple[ProofKind, ...]) -> dict[str, str]:
    return {"en": proof_kinds_said(kinds, "en"), "zh": proof_kinds_said(kinds, "zh")}


def _dispatch_agrees(state: MatterState, payload: Payload) -> Refusal | None:
    return _limit_or_ongoing(state, payload) or _rhythm_agrees(payload)


def _rhythm_agrees(payload: Payload) -> Refusal | None:
    """A day belongs to its week, month or quarter; stages need milestones or a limit to end at."""
    every, day = payload.get("every"), payload.get("day")
    if every is None:
        return Refusal(kind=problems.DAY_ALONE, field="day") if day else None
    last = LAST_DAY[Every(str(every))]
    if every == Every.STAGE:
        if day:
            return Refusal(kind=problems.DAY_ALONE, field="day")
        ends = payload.get("milestones") or payload.get("limit")
        return None if ends else Refusal(kind=problems.NO_STAGES, field="every")
    if isinstance(day, int) and 1 <= day <= last:
        return None
    return Refusal(kind=problems.DAY_OUTSIDE, facts={"last": last}, field="day")


def _visit_is_told(_state: MatterState, payload: Payload) -> Refusal | None:
    """The site-check record belongs to a visit, and is whole: who went, where, when."""
    told = {name: payload.get(name) for name in ("went", "place", "visited")}
    if not any(told.values()):
        return None
    if payload.get("method") != Method.VISIT:
        return Refusal(kind=problems.NO_VISIT, field="method")
    missing = next((name for name, value in told.items() if not value), None)
    return Refusal(kind=problems.VISIT_HALF_TOLD, field=missing) if missing else None


def _one_new_lead(state: MatterState, payload: Payload) -> Refusal | None:
    units = payload["units"]
    if not isinstance(units, list | tuple) or len(units) != 1 or units[0]["role"] != Role.LEAD:
        return Refusal(kind=problems.ONE_LEAD, field="units")
    if not _leads_before(state, units):
        return None
    return Refusal(kind=problems.LEADS_ALREADY, facts={"name": units[0]["name"]}, field="units")


def _answer_after(_state: MatterState, payload: Payload) -> Refusal | None:
    given, answer_by = as_date(payload["given"]), as_date(payload["answer_by"])
    if given is None or answer_by is None or given <= answer_by:
        return None
    facts = {"given": given.isoformat(), "answer_by": answer_by.isoformat()}
    return Refusal(kind=problems.ANSWER_BEFORE, facts=facts, field="answer_by")


def _answers_one(state: MatterState, payload: Payload) -> Refusal | None:
    if any(one.number == payload["number"] for one in state.unanswered):
        return None
    facts = {"number": payload["number"]}
    return Refusal(kind=problems.NO_SUCH_INSTRUCTION, facts=facts, field="number")


_PAYLOAD_GUARDS: Mapping[Act, Callable[[MatterState, Payload], Refusal | None]] = {
    Act.DISPATCH: _dispatch_agrees,
    Act.REPORT: _report_agrees,
    Act.ASK_EXTENSION: _later,
    Act.EXTEND: _later,
    Act.CARRY: _carries,
    Act.DECOMPOSE: _fits_under,
    Act.CLOSE: _closes,
    Act.REQUIRE: _requires,
    Act.VERIFY: _visit_is_told,
    Act.PASS_ON: _one_new_lead,
    Act.INSTRUCT: _answer_after,
    Act.ANSWER: _answers_one,
}
