"""All that reading and writing ledgers kept as files can complain of."""

from functools import partial

from pilotage.base import Kind, Severity


def _kind(severity: Severity, code: str, name: str, en: str, zh: str) -> Kind:
    return Kind(code=code, name=name, severity=severity, en=en, zh=zh)


_note = partial(_kind, Severity.NOTE)
_doubt = partial(_kind, Severity.WARNING)
_error = partial(_kind, Severity.ERROR)

NO_TABLE = Kind.refusing(
    "F001",
    "no-ledger",
    ("No sheet of this file holds a table of tasks.", "此文件中没有任务表。"),
    (
        "A ledger has a row of heads, among them one for the task, and rows beneath it.",
        "台账应有表头（其中一列为任务）和表头以下的各行。",
    ),
)
TOO_MANY = Kind.refusing(
    "F002",
    "too-many-rows",
    (
        "This ledger has {count} tasks; at most {limit} are read at once.",
        "此台账有{count}项任务，一次最多可读{limit}项。",
    ),
    ("Split the file.", "请拆分文件。"),
)
NOT_A_TEMPLATE = Kind.refusing(
    "F003",
    "not-a-template",
    (
        "This file cannot be filled in: it is no .xlsx workbook.",
        "此文件不是.xlsx工作簿，不能填写。",
    ),
    ("Save it as .xlsx and bring that file.", "请另存为.xlsx后再导入。"),
)
NO_TASK = _error(
    "F101",
    "no-task",
    "{cell}: the row says something, but not which task.",
    "{cell}：本行有内容，但没有写任务。",
)
NOT_A_DATE = _error(
    "F102",
    "not-a-limit",
    "{cell}: “{words}” is no date that can be read. Write it as 2021-06-30, or “ongoing”.",
    "{cell}：“{words}”不是可识别的时限。请写成2021-06-30，或写“长期”。",
)
NOT_A_SHARE = _error(
    "F103",
    "not-a-progress",
    "{cell}: “{words}” is no progress from 0 to 100 %.",
    "{cell}：“{words}”不是0至100%的进度。",
)
BROKEN_FORMULA = _error(
    "F104",
    "broken-formula",
    "{cell}: the formula ={formula} holds no value. Type the value.",
    "{cell}：公式={formula}没有算出的值。请直接填写数值。",
)
ERROR_VALUE = _error(
    "F105",
    "error-value",
    "{cell}: the cell shows the error {words}. Type the value.",
    "{cell}：单元格显示错误值{words}。请直接填写内容。",
)
NOT_A_STATUS = _doubt(
    "F201",
    "status-kept",
    "{cell}: “{words}” is no state that is known; it is kept as words of the report.",
    "{cell}：“{words}”不是可识别的状态，作为进展文字保留。",
)
UNIT_UNKNOWN = _doubt(
    "F202",
    "unit-not-known",
    "{cell}: “{name}” is not in the register of units.",
    "{cell}：“{name}”不在单位名录中。",
)
UNIT_OPEN = _doubt(
    "F203",
    "unit-open",
    "{cell}: “{name}” may be several units: {candidates}.",
    "{cell}：“{name}”可能指多个单位：{candidates}。",
)
FORMULA_READ = _note(
    "F204",
    "formula-read",
    "{cell}: the value was read; the formula ={formula} is not kept.",
    "{cell}：已读取数值，公式={formula}不保留。",
)
TWICE = _doubt(
    "F205",
    "task-twice",
    "{cell}: this task stands in row {row} already, with the same number.",
    "{cell}：此任务与第{row}行的编号、内容相同。",
)
ABOVE = _note("F301", "above-head", "It stands above the heads.", "位于表头以上。")
SUM_ROW = _note("F302", "sum-row", "It holds a sum, no task.", "是小计或合计行，不是任务。")
HEAD_AGAIN = _note("F303", "head-again", "It repeats the heads.", "重复表头。")
FOOT = _note("F304", "foot", "It is a note, no task.", "是表注，不是任务。")
BLANK_ROWS = _note("F305", "blank-rows", "Empty rows: {count}.", "空行{count}行。")
HIDDEN_SHEET = _note("F306", "hidden-sheet", "The sheet is hidden.", "工作表已隐藏。")
NO_HEADS = _note(
    "F307",
    "no-heads",
    "The sheet has no row of heads that names a task.",
    "工作表没有含任务列的表头。",
)
EMPTY_SHEET = _note("F308", "empty-sheet", "The sheet is empty.", "工作表是空的。")
COLUMN_UNREAD = _note(
    "F309",
    "column-not-read",
    "The column “{head}” is not read.",
    "“{head}”一列不读取。",
)
WHOLE_FILE = _note("F310", "file-note", "{words}", "{words}")
NOT_YES = _error(
    "F106",
    "not-yes-or-no",
    "{cell}: “{words}” says neither that it is done nor that it is not.",
    "{cell}：“{words}”没有说明是否办结。",
)
ONLY_SHOWN = _note(
    "F311",
    "only-shown",
    "“{words}” was written into a grey cell, which is only shown.",
    "“{words}”写在灰色单元格，灰色单元格只供查看。",
)
UNKNOWN_ROW = _note(
    "F312",
    "unknown-row",
    "The row is of no task here. Bring new tasks as a ledger of their own.",
    "本行不对应任何任务。新任务请另作台账导入。",
)
ROW_TWICE = _note(
    "F313",
    "row-twice",
    "The row is of a task that stands above already.",
    "本行的任务上面已有。",
)
OTHER_SHEET = _note(
    "F314",
    "other-sheet",
    "The sheet was not in the workbook that was given out.",
    "发出的台账没有这张工作表。",
)
