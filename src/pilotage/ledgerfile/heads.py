"""What the head of a column says it holds, in the words that offices write above their ledgers.

The words are those of the ledgers and decomposition tables in use (PRACTICE §2, §3.1); the longest
one that the head holds decides, an equal head before one that only holds the word.
"""

import re

from pilotage.base import fold_width

from .model import SEVERAL, Field

_WORDS: dict[Field, str] = {
    Field.NUMBER: "序号|编号|任务编号|项目编号|no|no.|nr|number|#|id|ref|item no",
    Field.SECTION: (
        "类别|分类|任务类别|板块|领域|章节|工作领域|一级指标|大类|section|chapter"
        "|category|area|theme|field|workstream"
    ),
    Field.TASK: (
        "任务|工作任务|重点任务|主要任务|任务名称|任务内容|重点工作|工作内容|工作事项"
        "|事项|事项名称|督查事项|督办事项|项目名称|工作项目|目标任务|任务分解|task"
        "|tasks|action|item|measure|key task|commitment|activity|work item"
    ),
    Field.WORDS: (
        "工作举措|具体举措|举措|工作措施|主要措施|推进措施|工作要求|年度目标|工作目标"
        "|目标|预期成果|完成标准|具体内容|details|description|target|targets"
        "|deliverable|steps|measures|requirements"
    ),
    Field.LEAD: (
        "牵头单位|牵头部门|牵头责任单位|牵头|主办单位|主责单位|第一责任单位|lead"
        "|lead unit|lead agency|lead department|owner|led by"
    ),
    Field.SUPPORT: (
        "配合单位|配合部门|协办单位|协同单位|参与单位|support|supporting unit"
        "|supporting units|supported by|partners|supporting agencies"
    ),
    Field.UNITS: (
        "责任单位|责任部门|承办单位|责任主体|落实单位|实施单位|单位|responsible"
        "|responsible unit|responsible units|unit|units|agency|department|departments"
    ),
    Field.LIMIT: (
        "时限|完成时限|办结时限|完成时间|完成期限|时间节点|截止时间|截止日期"
        "|计划完成时间|时间安排|时间要求|due|due date|deadline|limit|time limit"
        "|complete by|by when|target date|end date"
    ),
    Field.STATUS: ("状态|完成情况|办理状态|推进状态|是否完成|是否办结|完成状态|status|state|done"),
    Field.PROGRESS: (
        "进度|完成进度|进度%|完成率|完成比例|完成百分比|形象进度|progress|progress %"
        "|% complete|percent|percentage|completion"
    ),
    Field.REPORT: (
        "进展情况|工作进展|进展|落实情况|推进情况|目前进展|办理情况|最新进展|report"
        "|progress report|latest report|update|latest update|what was done"
        "|progress notes"
    ),
    Field.NEXT: (
        "下一步|下步打算|下一步工作|下步计划|下一步计划|下步措施|next step|next steps|next"
    ),
    Field.PROBLEM: (
        "存在问题|存在的问题|主要问题|存在困难|困难问题|问题及困难|问题和困难|困难和问题|需协调事项"
        "|需协调解决的问题|需要协调解决的问题|制约因素|problem|problems|difficulties|issues"
        "|obstacles|challenges|blockers"
    ),
    Field.PROOF: "佐证材料|证明材料|佐证|附件|evidence|proof|attachment|attachments",
    Field.KEEP: (
        "备注|说明|责任人|联系人|联系电话|分管领导|牵头领导|责任领导|文件依据|任务来源"
        "|来源|remark|remarks|note|notes|contact|comment|comments|leader|source|basis"
    ),
}
_FIELDS = {word: field for field, words in _WORDS.items() for word in words.split("|")}
STOREYS = " / "
"""Between the words of a head that stands on several rows."""
_SIGNS = re.compile(r"[\s:：*、,，/（）()\[\]【】]+")
_BRACKET = re.compile(r"[（(][^（）()]*[)）]")


def plain(head: str) -> str:
    """A head as it is compared: no signs, one width, small letters."""
    folded = fold_width(head).lower().strip()
    gap = " " if folded.isascii() else ""
    return _SIGNS.sub(gap, folded).strip()


def field_of(head: str) -> Field | None:
    """What a column under ``head`` holds; None when no known word stands there.

    Of a head on several rows the lowest that is known decides: under "units" stands "lead".
    """
    if STOREYS in head:
        found = (field_of(part) for part in reversed(head.split(STOREYS)))
        return next((field for field in found if field), None)
    for words in (plain(head), plain(_BRACKET.sub("", head))):
        if words in _FIELDS:
            return _FIELDS[words]
    words = plain(_BRACKET.sub("", head))
    if not words or len(words) > 24:
        return None
    held = [word for word in _FIELDS if _holds(words, word)]
    return _FIELDS[max(held, key=lambda word: (len(word), words.endswith(word)))] if held else None


def _holds(words: str, word: str) -> bool:
    if word.isascii():
        return len(word) > 2 and f" {word} " in f" {words} "
    return len(word) > 1 and word in words


def columns_of(heads: tuple[str, ...]) -> dict[int, Field]:
    """What each column holds, by its head; of two that say the same single thing, the first.

    Without a column for the task, the one that says its words, its kind or its problem is taken
    for it.
    """
    found: dict[int, Field] = {}
    for column, head in enumerate(heads):
        field = field_of(head)
        if field and (field in SEVERAL or field not in found.values()):
            found[column] = field
        elif field:
            found[column] = Field.KEEP
    if Field.TASK not in found.values():
        for stand_in in (Field.WORDS, Field.SECTION, Field.PROBLEM):
            column = next((at for at, field in found.items() if field is stand_in), -1)
            if column >= 0:
                found[column] = Field.TASK
                break
    return found
