"""What this room tells the rooms above it."""

from django.dispatch import Signal

compiled = Signal()
"""A document was compiled: ``document`` (DocumentRow) and ``plan`` (pilotage.plan.Plan).

Sent inside the transaction that marks the work as done, so that both are kept or neither.
"""
