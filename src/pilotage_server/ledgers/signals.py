"""What this app tells those above it, beside what Django tells of single rows."""

from django.dispatch import Signal

taken_over = Signal()
"""Sent in the transaction that opens many tasks at once, with ``matters`` and ``entries``."""
