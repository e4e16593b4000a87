"""Small words that all rooms share. A closed list of files: this room knows no other."""

from .dates import MONTHS, PartialDate, Precision
from .diagnostic import Diagnostic, Kind, Language, Severity, filled
from .errors import PilotageError
from .span import Span
from .text import fingerprint, fold_width, wording

__all__ = [
    "MONTHS",
    "Diagnostic",
    "Kind",
    "Language",
    "PartialDate",
    "PilotageError",
    "Precision",
    "Severity",
    "Span",
    "filled",
    "fingerprint",
    "fold_width",
    "wording",
]
