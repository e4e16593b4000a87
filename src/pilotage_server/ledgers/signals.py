"""What this app tells those above it, beside what Django tells of single rows."""

from django.dispatch import Signal

entered_together = Signal()
"""Sent in the transaction that writes many entries at once: the ``matters`` that they open, and the
``entries``."""
