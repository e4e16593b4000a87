"""Rules as data: packs with their source and their own cases, and the working-day calendar."""

from .load import read_yaml

__all__ = ["read_yaml"]
