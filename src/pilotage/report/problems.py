"""Everything that writing a report can complain of."""

from pilotage.base import Kind, Severity

NOT_A_WORD_FILE = Kind(
    code="W001",
    name="not-a-word-file",
    severity=Severity.ERROR,
    en="Comments can be set only into a Word file (.docx).",
    zh="批注只能写入 Word 文件（.docx）。",
    hint_en="Save the document as .docx and check that file.",
    hint_zh="请将文件另存为 .docx 后再检查。",
)
