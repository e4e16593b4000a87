"""What the approval, the instructions of leaders and their answers do to the state of a matter."""

from dataclasses import replace
from datetime import date

from .changing import changed
from .instruction import Instruction
from .model import Entry, MatterState


def propose(state: MatterState, entry: Entry, _day: date) -> MatterState:
    """The matter is put up for approval (拟立项)."""
    return changed(state, proposed_by=entry.by)


def approve(state: MatterState, entry: Entry, day: date) -> MatterState:
    """It is approved, and may be dispatched."""
    return changed(state, approved_on=day, approved_by=entry.by)


def instruct(state: MatterState, entry: Entry, _day: date) -> MatterState:
    """A leader's instruction is attached; it gets the next number."""
    said = entry.payload
    given = Instruction(
        number=len(state.instructions) + 1,
        text=str(said["text"]),
        leader=str(said["leader"]),
        given_on=date.fromisoformat(str(said["given"])),
        answer_by=date.fromisoformat(str(said["answer_by"])),
        entered_by=entry.by,
    )
    return changed(state, instructions=(*state.instructions, given))


def answer(state: MatterState, entry: Entry, day: date) -> MatterState:
    """The instruction of that number is answered. ValueError when none of that number waits."""
    number, text = entry.payload["number"], str(entry.payload["text"])
    if all(one.number != number for one in state.unanswered):
        raise ValueError("no such instruction")
    return changed(
        state,
        instructions=tuple(
            replace(one, answered_on=day, answered_by=entry.by, answer=text)
            if one.number == number
            else one
            for one in state.instructions
        ),
    )
