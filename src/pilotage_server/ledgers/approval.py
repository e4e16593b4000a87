"""Whether a programme asks for approval before its tasks are dispatched."""

from pilotage_server.plans.models import ProgrammeRow

from .models import ApprovalRow


def asks_approval(programme: ProgrammeRow) -> bool:
    """Whether the tasks of ``programme`` are approved before they are dispatched; at first not."""
    last = ApprovalRow.objects.filter(programme=programme).last()
    return last is not None and last.asked
