"""What a new edition of the plan does to the state of a matter: the acts without a form."""

from dataclasses import replace
from datetime import date

from .model import Entry, LimitChange, MatterState, Step
from .payload import as_date, units_told


def carry(state: MatterState, entry: Entry, day: date) -> MatterState:
    """It goes on in the new edition, with the units and the limit that this one sets, if any."""
    payload = entry.payload
    carried = replace(
        state,
        edition=str(payload["edition"]),
        authority=str(payload["authority"]),
        former_tasks=(*state.former_tasks, str(payload["former"])),
        claimed_done=state.claimed_done and payload.get("anew") is not True,
    )
    return _with_limit_of_edition(_with_units_of_edition(carried, entry), entry, day)


def _with_units_of_edition(state: MatterState, entry: Entry) -> MatterState:
    """The units that the edition names; those that stay keep what they have signed and said."""
    told = units_told(entry.payload.get("units"))
    if not told:
        return state
    known = {(one.unit, one.name if one.unit is None else ""): one for one in state.units}
    kept = (known.get((one.unit, one.name if one.unit is None else "")) for one in told)
    units = tuple(
        replace(before, name=one.name, role=one.role) if before else one
        for one, before in zip(told, kept, strict=True)
    )
    changed = replace(state, units=units)
    if changed.lead_must_sign and state.suspended_from is not None:
        return replace(changed, suspended_from=Step.DISPATCHED)
    return changed


def _with_limit_of_edition(state: MatterState, entry: Entry, day: date) -> MatterState:
    limit = as_date(entry.payload.get("limit"))
    ongoing = entry.payload.get("ongoing") is True
    if limit is None and not ongoing:
        return state
    change = LimitChange(
        until=limit, former_limit=state.limit, changed_on=day, edition=state.edition
    )
    return replace(
        _of_the_old_limit_no_more(state) if limit != state.limit else state,
        limit=limit,
        limit_set_on=day,
        original_limit=state.original_limit or limit,
        ongoing=ongoing,
        limit_changes=(*state.limit_changes, change),
    )


def _of_the_old_limit_no_more(state: MatterState) -> MatterState:
    """Without what was said of the limit before: forecast and judgement said whether *that* one
    would be kept, and the urging slips counted from it. The entries and the counts stay, since
    assessment counts them; only today's lights and slips begin anew.
    """
    return replace(
        state,
        forecast=None,
        forecast_on=None,
        expected=None,
        judgement=None,
        judged_on=None,
        last_urged_on=None,
        urged_after=(),
        last_slip=None,
    )


def end(state: MatterState, entry: Entry, day: date) -> MatterState:
    """It is merged into another, or cancelled."""
    return replace(
        state,
        authority=str(entry.payload["authority"]),
        ended_on=day,
        ended_from=state.step,
        merged_into=str(entry.payload.get("into") or ""),
    )


def reopen(state: MatterState, entry: Entry, _day: date) -> MatterState:
    """It is taken up again where it stood."""
    return replace(
        state,
        authority=str(entry.payload["authority"]),
        claimed_done=False,
        waived=(),
        archived_on=None,
        closed_on=None,
        ended_on=None,
        ended_from=None,
        merged_into="",
    )
