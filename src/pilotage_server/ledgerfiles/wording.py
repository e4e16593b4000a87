"""The words of the pages of ledger files."""

from django.utils.translation import gettext as _

from pilotage.ledgerfile import Field

from .judging import Outcome


def field_word(field: str) -> str:
    """What a column holds, in the reader's words."""
    return {
        Field.NUMBER: _("Number"),
        Field.SECTION: _("Section"),
        Field.TASK: _("Task"),
        Field.WORDS: _("Words of the task"),
        Field.LEAD: _("Lead"),
        Field.SUPPORT: _("Supporting units"),
        Field.UNITS: _("Units, roles not told apart"),
        Field.LIMIT: _("Limit"),
        Field.STATUS: _("State"),
        Field.PROGRESS: _("Progress, %"),
        Field.REPORT: _("What was done"),
        Field.NEXT: _("Next step"),
        Field.PROBLEM: _("Problems met, in the words of the report"),
        Field.PROOF: _("Evidence"),
        Field.KEEP: _("Kept in the words of the task"),
    }[Field(field)]


def outcome_word(outcome: Outcome, *, entered: bool = False) -> str:
    """What becomes of a line, in the reader's words; what became of it, where the file is
    ``entered``."""
    if entered and outcome is Outcome.REFUSED:
        return _("Not entered")
    return {
        Outcome.DONE: _("Entered before"),
        Outcome.NEW: _("New task"),
        Outcome.REPORT: _("New report"),
        Outcome.SAME: _("Nothing new"),
        Outcome.CONFLICT: _("Changed on both sides"),
        Outcome.REFUSED: _("Cannot be entered"),
        Outcome.FAULTY: _("To be mended"),
    }[outcome]


OUTCOME_ICONS = {
    Outcome.DONE: "check",
    Outcome.NEW: "flag",
    Outcome.REPORT: "send",
    Outcome.SAME: "check",
    Outcome.CONFLICT: "warn",
    Outcome.REFUSED: "x",
    Outcome.FAULTY: "pen",
}
