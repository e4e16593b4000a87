"""The one act on rule packs."""

from .adopt import adopt

__all__ = ["adopt"]
