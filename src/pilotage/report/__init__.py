"""What people read: a plan as a table, a workbook; findings and differences as text, JSON, page."""

from .answer_sheet import YES, Question, answer_xlsx
from .answered import Answer, Answered, answered
from .columns import fit, pad, printable, width_of
from .comments import commented_docx
from .diff_html import diff_html
from .diff_marks import marked_spans, pieces
from .diff_text import diff_json, diff_text
from .diff_wording import aspect_word, change_words, named
from .diff_wording import course as course_of
from .diff_wording import label as course_word
from .diff_wording import reason as succession_reason
from .diff_wording import summary as diff_summary
from .diff_wording import tally as course_counts
from .findings import findings_json, findings_text
from .letter import Letter, letter_docx
from .rows_xlsx import rows_xlsx
from .sarif import Linted, findings_sarif
from .table import plan_table
from .trace import trace_json, trace_text, worth_a_look
from .trace_html import trace_html
from .wording import share
from .xlsx import NO_DATE, fit_cell, font_of, plan_xlsx

__all__ = [
    "NO_DATE",
    "YES",
    "Answer",
    "Answered",
    "Letter",
    "Linted",
    "Question",
    "answer_xlsx",
    "answered",
    "aspect_word",
    "change_words",
    "commented_docx",
    "course_counts",
    "course_of",
    "course_word",
    "diff_html",
    "diff_json",
    "diff_summary",
    "diff_text",
    "findings_json",
    "findings_sarif",
    "findings_text",
    "fit",
    "fit_cell",
    "font_of",
    "letter_docx",
    "marked_spans",
    "named",
    "pad",
    "pieces",
    "plan_table",
    "plan_xlsx",
    "printable",
    "rows_xlsx",
    "share",
    "succession_reason",
    "trace_html",
    "trace_json",
    "trace_text",
    "width_of",
    "worth_a_look",
]
