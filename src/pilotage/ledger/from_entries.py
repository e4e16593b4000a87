"""Entries → the state of the matter, on any day. Pure: the same entries give the same state.

``_EFFECTS`` says of each act what it does to the state. Those of leaders and their answers stand in
``from_leaders.py``, those that come with a new edition in ``from_new_edition.py``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import takewhile
from typing import Any

from pilotage.base import PilotageError

from . import problems
from .changing import changed
from .from_leaders import answer, approve, instruct, propose
from .from_new_edition import carry, end, reopen
from .model import (
    Act,
    Entry,
    Extension,
    FormerLead,
    MatterState,
    Method,
    Refusal,
    Step,
    UnitState,
)
from .outlook import Check, Outlook
from .payload import as_date, units_told
from .proof_kinds import ProofKind, in_order
from .rhythm import Every, Rhythm
from .words import act_label
from .workflow import WORKFLOW

CHINA_TIME = timezone(timedelta(hours=8), "UTC+8")


def fold(
    entries: Iterable[Entry],
    as_of: datetime | None = None,
    zone: tzinfo = CHINA_TIME,
    *,
    start: MatterState | None = None,
) -> MatterState:
    """The state after ``entries`` (in their sequence), or after those made up to ``as_of``.

    Days are those of ``zone``. ``start`` is the state that earlier entries gave, so that a walk
    through the past folds every entry once. Raises PilotageError when an entry cannot follow the
    others, which means that the stored history was altered.
    """
    ordered = sorted(entries, key=lambda entry: entry.sequence)
    if as_of is not None:
        ordered = list(takewhile(lambda entry: entry.at <= as_of, ordered))
    state = start or MatterState()
    for entry in ordered:
        state = _after(state, entry, entry.at.astimezone(zone).date())
    return state


def _after(state: MatterState, entry: Entry, day: date) -> MatterState:
    row = WORKFLOW[entry.act]
    if state.step not in row.moves or entry.sequence <= state.sequence:
        raise _broken(entry)
    try:
        after = _EFFECTS[entry.act](state, entry, day)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _broken(entry) from error
    return changed(
        after,
        step=_step_after(state, after, entry),
        evidence=(*state.evidence, *entry.evidence),
        last_entry_at=entry.at,
        sequence=entry.sequence,
    )


def _broken(entry: Entry) -> PilotageError:
    label = {"en": act_label(entry.act), "zh": act_label(entry.act, "zh")}
    facts = {"sequence": entry.sequence, "act": label}
    refusal = Refusal(kind=problems.BROKEN_HISTORY, facts=facts)
    return PilotageError(refusal.message("en"), "Restore the ledger from its last copy.")


def _step_after(state: MatterState, after: MatterState, entry: Entry) -> Step:
    row = WORKFLOW[entry.act]
    if row.resumes:
        stopped = state.suspended_from if state.step is Step.SUSPENDED else state.ended_from
        return stopped or Step.IN_PROGRESS
    if row.asks_anew and not after.lead_must_sign:
        return state.step
    if row.who != row.moved_by and not _is_leads(state, entry):
        return state.step
    return row.moves[state.step]


def _is_leads(state: MatterState, entry: Entry) -> bool:
    part = state.unit(entry.unit)
    return part is not None and state.is_lead(part)


def _dispatch(state: MatterState, entry: Entry, day: date) -> MatterState:
    limit = as_date(entry.payload.get("limit"))
    return changed(
        state,
        units=units_told(entry.payload["units"]),
        limit=limit,
        original_limit=state.original_limit or limit,
        ongoing=entry.payload.get("ongoing") is True,
        required=_required(state, entry),
        slip=str(entry.payload.get("slip") or ""),
        dispatched_on=day,
        limit_set_on=day,
        milestones=tuple(
            (date.fromisoformat(str(on)), int(str(share)))
            for on, share in entry.payload.get("milestones") or ()  # type: ignore[attr-defined]
        ),
        rhythm=_rhythm(entry),
        reports_from=day,
    )


def _required(state: MatterState, entry: Entry) -> tuple[ProofKind, ...]:
    """What the slip asks for, beside what was required before."""
    return in_order((*state.required, *_kinds(entry.payload.get("evidence"))))


def _rhythm(entry: Entry) -> Rhythm | None:
    every = entry.payload.get("every")
    if not every:
        return None
    return Rhythm(every=Every(str(every)), day=int(str(entry.payload.get("day") or 0)))


def _sign(state: MatterState, entry: Entry, day: date) -> MatterState:
    return changed(state, units=_with_part(state, entry, signed_on=day, signed_by=entry.by))


def _with_part(state: MatterState, entry: Entry, **changes: Any) -> tuple[UnitState, ...]:
    """The units of ``state``, that of the entry with ``changes``."""
    if state.unit(entry.unit) is None:
        raise KeyError(entry.unit)
    return tuple(replace(one, **changes) if one.unit == entry.unit else one for one in state.units)


def _decline(state: MatterState, _entry: Entry, _day: date) -> MatterState:
    return changed(state, declined=state.declined + 1)


def _report(state: MatterState, entry: Entry, day: date) -> MatterState:
    claimed = _percentage(entry, "claimed")
    units = _with_part(state, entry, claimed=claimed, claimed_on=day)
    offered = in_order((*state.offered, *_brought(entry)))
    if entry.unit in state.urged_after:
        left = tuple(unit for unit in state.urged_after if unit != entry.unit)
        state = changed(state, urged_after=left)
    if not _is_leads(state, entry):
        return changed(state, units=units, offered=offered)
    return changed(
        _forecast(state, entry, day),
        units=units,
        offered=offered,
        claimed=claimed,
        claimed_on=day,
        claimed_done=entry.payload.get("done") is True,
        reported_by=entry.by,
        reported_unit=entry.unit,
    )


def _forecast(state: MatterState, entry: Entry, day: date) -> MatterState:
    """The lead's forecast, which a report that gives none leaves as it was."""
    forecast = _outlook(entry, "forecast")
    if forecast is None:
        return state
    expected = as_date(entry.payload.get("expected"))
    return changed(state, forecast=forecast, forecast_on=day, expected=expected)


def _outlook(entry: Entry, field: str) -> Outlook | None:
    said = entry.payload.get(field)
    return Outlook(str(said)) if said else None


def _percentage(entry: Entry, field: str) -> int:
    return int(str(entry.payload[field]))


def _verify(state: MatterState, entry: Entry, day: date) -> MatterState:
    verified = _percentage(entry, "verified")
    judgement = _outlook(entry, "judgement")
    return changed(
        state,
        verified=verified,
        verified_on=day,
        verified_method=Method(str(entry.payload["method"])),
        judgement=judgement or state.judgement,
        judged_on=day if judgement else state.judged_on,
        checks=(*state.checks, _check(state, verified, day)),
        proven=in_order((*state.proven, *state.offered)),
        offered=(),
    )


def _check(state: MatterState, verified: int, day: date) -> Check:
    return Check(on=day, verified=verified, limit=state.limit, limit_set=state.limit_set_on)


def _return(state: MatterState, _entry: Entry, _day: date) -> MatterState:
    return changed(state, returned=state.returned + 1, claimed_done=False, offered=())


def _urge(state: MatterState, entry: Entry, day: date) -> MatterState:
    colour = str(entry.payload.get("colour") or "") or None
    before = tuple(one.unit for one in state.units if one.unit and one.claimed_on == day)
    return changed(
        state, urged=state.urged + 1, last_urged_on=day, last_slip=colour, urged_after=before
    )


def _ask_extension(state: MatterState, entry: Entry, day: date) -> MatterState:
    if state.limit is None:
        raise ValueError("no limit")
    asked = Extension(
        until=date.fromisoformat(str(entry.payload["until"])),
        reason=str(entry.payload["reason"]),
        asked_on=day,
        asked_by=entry.by,
        late=day > state.limit,
        former_limit=state.limit,
    )
    return changed(state, pending_extension=asked)


def _extend(state: MatterState, entry: Entry, day: date) -> MatterState:
    until = date.fromisoformat(str(entry.payload["until"]))
    decided = replace(_decided(state, entry, day), until=until)
    return changed(
        state,
        limit=until,
        limit_set_on=day,
        extensions=(*state.extensions, decided),
        pending_extension=None,
    )


def _refuse_extension(state: MatterState, entry: Entry, day: date) -> MatterState:
    refused = (*state.refused_extensions, _decided(state, entry, day))
    return changed(state, refused_extensions=refused, pending_extension=None)


def _decided(state: MatterState, entry: Entry, day: date) -> Extension:
    if state.pending_extension is None:
        raise ValueError("no extension asked")
    note = str(entry.payload.get("reason") or "")
    return replace(state.pending_extension, decided_on=day, decided_by=entry.by, note=note)


def _suspend(state: MatterState, entry: Entry, day: date) -> MatterState:
    """Older ledgers do not say what it waits for, nor when it is looked at again."""
    return changed(
        state,
        suspended_since=day,
        suspended_from=state.step,
        suspended_with_above=entry.payload.get("with_above") is True,
        waits_for=str(entry.payload.get("waits_for") or ""),
        review_on=as_date(entry.payload.get("review")),
    )


def _resume(state: MatterState, _entry: Entry, day: date) -> MatterState:
    since = state.suspended_since
    stood = ((since, day),) if since and since < day else ()
    return changed(
        state,
        suspended_since=None,
        suspended_from=None,
        suspended_with_above=False,
        waits_for="",
        review_on=None,
        reports_from=day,
        stopped=(*state.stopped, *stood),
    )


def _close(state: MatterState, _entry: Entry, day: date) -> MatterState:
    return changed(state, closed_on=day, pending_extension=None, waived=state.unproven)


def _decompose(state: MatterState, _entry: Entry, _day: date) -> MatterState:
    """The sub-task is a matter of its own; its task stands as before."""
    return state


def _withdraw(state: MatterState, _entry: Entry, day: date) -> MatterState:
    return changed(state, ended_on=day, ended_from=state.step)


def _require(state: MatterState, entry: Entry, _day: date) -> MatterState:
    return changed(state, required=_kinds(entry.payload["evidence"]))


def _kinds(told: object) -> tuple[ProofKind, ...]:
    return in_order(told if isinstance(told, list | tuple) else ())


def _archive(state: MatterState, _entry: Entry, day: date) -> MatterState:
    return changed(state, archived_on=day)


def _brought(entry: Entry) -> tuple[ProofKind, ...]:
    """The kinds of evidence that a report brings: of its files, and the number that it states."""
    kinds = entry.payload.get("kinds")
    of_files = kinds if isinstance(kinds, Mapping) else {}
    found = {of_files[key] for key in entry.evidence if key in of_files}
    number = {ProofKind.NUMBER} if str(entry.payload.get("number") or "").strip() else set()
    return in_order(found | number)


def _pass_on(state: MatterState, entry: Entry, day: date) -> MatterState:
    """The new lead takes the place of whoever led; the other units keep what they signed."""
    new = units_told(entry.payload["units"])[0]
    gone = tuple(
        FormerLead(unit=one.unit, name=one.name, until=day)
        for one in state.units
        if state.is_lead(one)
    )
    kept = (one for one in state.units if not state.is_lead(one) and one.unit != new.unit)
    return changed(
        state,
        units=(new, *kept),
        former_leads=(*state.former_leads, *gone),
        claimed_done=False,
        reports_from=day,
        pass_on_asked="",
        pass_on_asked_on=None,
    )


def _ask_pass_on(state: MatterState, entry: Entry, day: date) -> MatterState:
    return changed(state, pass_on_asked=str(entry.payload["reason"]), pass_on_asked_on=day)


def _refuse_pass_on(state: MatterState, _entry: Entry, _day: date) -> MatterState:
    return changed(state, pass_on_asked="", pass_on_asked_on=None)


_EFFECTS: Mapping[Act, Callable[[MatterState, Entry, date], MatterState]] = {
    Act.DISPATCH: _dispatch,
    Act.SIGN: _sign,
    Act.DECLINE: _decline,
    Act.REPORT: _report,
    Act.VERIFY: _verify,
    Act.RETURN: _return,
    Act.URGE: _urge,
    Act.ASK_EXTENSION: _ask_extension,
    Act.EXTEND: _extend,
    Act.REFUSE_EXTENSION: _refuse_extension,
    Act.SUSPEND: _suspend,
    Act.RESUME: _resume,
    Act.CLOSE: _close,
    Act.CARRY: carry,
    Act.MERGE: end,
    Act.CANCEL: end,
    Act.REOPEN: reopen,
    Act.DECOMPOSE: _decompose,
    Act.WITHDRAW: _withdraw,
    Act.REQUIRE: _require,
    Act.ARCHIVE: _archive,
    Act.PROPOSE: propose,
    Act.APPROVE: approve,
    Act.PASS_ON: _pass_on,
    Act.ASK_PASS_ON: _ask_pass_on,
    Act.REFUSE_PASS_ON: _refuse_pass_on,
    Act.INSTRUCT: instruct,
    Act.ANSWER: answer,
}
