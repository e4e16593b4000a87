"""Links between plans: which item below answers which item above, how surely and why."""

from .citation import citations
from .from_plan import from_plan as provisions_of
from .library import Library
from .likeness import counted as terms_of
from .model import ASSERTED, Basis, Link, Provision, Relation, Shared, Trace, Verdict
from .rulings import apply_rulings
from .run import find_links, trace

__all__ = [
    "ASSERTED",
    "Basis",
    "Library",
    "Link",
    "Provision",
    "Relation",
    "Shared",
    "Trace",
    "Verdict",
    "apply_rulings",
    "citations",
    "find_links",
    "provisions_of",
    "terms_of",
    "trace",
]
