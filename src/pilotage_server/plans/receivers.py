"""What this room does when a document has been compiled."""

from typing import Any

from django.dispatch import receiver

from pilotage.plan import Plan
from pilotage_server.documents.models import DocumentRow
from pilotage_server.documents.signals import compiled

from .actions import take_up


@receiver(compiled, dispatch_uid="plans.take_up")
def on_compiled(document: DocumentRow, plan: Plan, **_rest: Any) -> None:
    """Make the draft, in the transaction that ends the compiling."""
    take_up(document, plan)
