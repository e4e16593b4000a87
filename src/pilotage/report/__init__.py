"""What people read: a plan as a table, a workbook; findings as text and as JSON."""

from .findings import findings_json, findings_text
from .table import plan_table
from .xlsx import plan_xlsx

__all__ = ["findings_json", "findings_text", "plan_table", "plan_xlsx"]
