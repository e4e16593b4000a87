"""What people read: a plan as a table, a workbook; findings and differences as text, JSON, page."""

from .answer_sheet import Question, answer_xlsx
from .answered import Answer, Answered, answered
from .columns import fit, pad, width_of
from .comments import commented_docx
from .diff_html import diff_html
from .diff_text import diff_json, diff_text
from .findings import findings_json, findings_text
from .sarif import Linted, findings_sarif
from .table import plan_table
from .trace import trace_json, trace_text
from .trace_html import trace_html
from .wording import share
from .xlsx import plan_xlsx

__all__ = [
    "Answer",
    "Answered",
    "Linted",
    "Question",
    "answer_xlsx",
    "answered",
    "commented_docx",
    "diff_html",
    "diff_json",
    "diff_text",
    "findings_json",
    "findings_sarif",
    "findings_text",
    "fit",
    "pad",
    "plan_table",
    "plan_xlsx",
    "share",
    "trace_html",
    "trace_json",
    "trace_text",
    "width_of",
]
