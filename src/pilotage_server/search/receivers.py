"""The index is kept in step: what is written is found, in the same transaction, or neither.

Django tells of every row that is saved. A task whose words are changed later is indexed anew.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.ledgers.signals import entered_together
from pilotage_server.plans.models import PlanRow

from . import keeping, passages, readings
from .models import PassageKind, PassageRow


@receiver(post_save, sender=PlanRow, dispatch_uid="search.plan")
def on_plan(instance: PlanRow, *, created: bool, raw: bool, **_rest: Any) -> None:
    """A compiled document has its clauses; its words never change, whatever is ruled."""
    if created and not raw:
        keeping.add(passages.of_plan(instance))


@receiver(post_save, sender=MatterRow, dispatch_uid="search.matter")
def on_matter(instance: MatterRow, *, created: bool, raw: bool, **_rest: Any) -> None:
    """A task of an issued plan."""
    if raw:
        return
    found = list(passages.of_matter(instance))
    if not created:
        which = Q(kind=PassageKind.TASK, matter=instance)
        known = PassageRow.objects.filter(which).order_by("place").values_list("text", flat=True)
        if list(known) == [passage.text for passage in found]:
            return
        keeping.take_out(which)
    keeping.add(found)


@receiver(post_save, sender=EntryRow, dispatch_uid="search.entry")
def on_entry(instance: EntryRow, *, created: bool, raw: bool, **_rest: Any) -> None:
    """An act entered in the ledger."""
    if created and not raw:
        keeping.add(passages.of_entry(instance))


@receiver(entered_together, dispatch_uid="search.entered_together")
def on_entered_together(
    *, matters: Sequence[MatterRow], entries: Sequence[EntryRow], **_rest: Any
) -> None:
    """Many entries at once, with the tasks that they open."""
    keeping.add(passage for matter in matters for passage in passages.of_matter(matter))
    keeping.add(passage for entry in entries for passage in passages.of_entry(entry))


@receiver(post_save, sender=EvidenceRow, dispatch_uid="search.proof")
def on_proof(instance: EvidenceRow, *, created: bool, raw: bool, **_rest: Any) -> None:
    """A file of evidence: found by its name at once, by its text when the worker has read it."""
    if created and not raw:
        keeping.add(passages.of_name(instance))
        readings.ask(instance)


@receiver(post_delete, sender=PassageRow, dispatch_uid="search.passage")
def on_forgotten(instance: PassageRow, **_rest: Any) -> None:
    keeping.unindex(instance)
