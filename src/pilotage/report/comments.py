"""The drafter's own Word file with the findings as comments at the very words."""

from collections.abc import Sequence

from pilotage.base import Diagnostic, Language
from pilotage.plan import Plan


def commented_docx(
    data: bytes, plan: Plan, findings: Sequence[Diagnostic], lang: Language = "en"
) -> bytes:
    """``data``, the .docx that ``plan`` was compiled from, with one comment a finding.

    Nothing else in the file changes, and comments already there stay. A finding whose words the
    file does not hold (a number that Word prints by itself) stands at the words next to it.
    PilotageError when ``data`` is no .docx.
    """
    from .comments_part import with_comments  # what reads XML is loaded by those who need it

    return with_comments(data, plan, findings, lang)
