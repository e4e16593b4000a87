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
NOT_ANSWERS = Kind.refusing(
    "W002",
    "not-answers",
    (
        "This workbook is not one that was given out here to be filled in.",
        "这不是本系统发出的反馈表。",
    ),
    (
        "Download the unit's workbook, fill that one in, and send it back.",
        "请下载该单位的反馈表，填好后交回。",
    ),
)
NOT_A_SHARE = Kind.refusing(
    "W003",
    "not-a-share",
    (
        "{cell}: “{words}” is no whole number from 0 to 100.",
        "{cell}：“{words}”不是0至100的整数。",
    ),
)
NOT_YES = Kind.refusing(
    "W004",
    "not-yes",
    ("{cell}: “{words}” is neither yes nor no.", "{cell}：“{words}”既不是“是”也不是“否”。"),
)
SHOWN_CHANGED = Kind(
    code="W005",
    name="shown-changed",
    severity=Severity.NOTE,
    en="Line {line}: a grey cell was changed; grey cells are not read.",
    zh="第{line}行：灰色单元格被改动；灰色单元格的内容不读取。",
)
UNKNOWN_LINE = Kind(
    code="W006",
    name="unknown-line",
    severity=Severity.WARNING,
    en="Line {line} is of no task here and was not read.",
    zh="第{line}行不对应任何任务，未读取。",
)
