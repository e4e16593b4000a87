"""What people read: a plan as a table, a workbook; findings as text and as JSON."""

from .columns import fit, pad, width_of
from .findings import findings_json, findings_text
from .table import plan_table
from .wording import share
from .xlsx import plan_xlsx

__all__ = [
    "findings_json",
    "findings_text",
    "fit",
    "pad",
    "plan_table",
    "plan_xlsx",
    "share",
    "width_of",
]
