"""Markdown as offices use it: headings, bold headings, lists, tables; the marks are not text."""

import re

from .builder import ITALIC, UPRIGHT, TextBuilder
from .plain import hard_wrapped

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_BOLD_LINE = re.compile(r"^\s*\*\*(.+?)\*\*\s*$")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FIELD = re.compile(
    r"^\s*(?:[-*]\s+)?\*\*(?:发布日期|发布机构|原文链接|检索时间|检索关键词|来源|文档类型|文件名称|文件编号|分类|更新时间)\*\*\s*[:：]"
)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)")
_FOOTNOTE = re.compile(r"\[\^[\w-]+\]")
_SLANTS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])|<(?:em|i)>")
_STANDS = re.compile(r"(?<=[^\s*])\*(?![\w*])|</(?:em|i)>")
"""Where italics begin and where they end, perhaps on another line."""
_MARKS = re.compile(
    r"\*\*+|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|`|</?(?:s|b|i|u|br|strong|em|p|sup)\s*/?>"
)
_BREAK = re.compile(r"\s{0,20}<br\s{0,9}/?>\s*")
_LONGEST_MARK = 2000
"""Longer lines are no headings and no rules, whatever marks they hold."""
_STRUCK = re.compile(r"<s>.*?</s>\s*")


def read_markdown(text: str) -> TextBuilder:
    """The blocks of ``text``, its marks taken off."""
    builder = TextBuilder()
    lines = _without_front_matter(text.split("\n"), builder)
    wrapped = hard_wrapped(lines)
    table = 0
    pending: list[str] = []
    in_table = False
    for line in lines:
        is_row = line.lstrip().startswith("|")
        if is_row and not in_table:
            table += 1
        in_table = is_row
        if len(line) > _LONGEST_MARK and not is_row:
            line = line.strip()  # noqa: PLW2901
        short = len(line) <= _LONGEST_MARK
        starts = is_row or not line.strip() or (short and _starts_block(line))
        if pending and (starts or not wrapped or re.match(r"\s*(?:[-*+•]|\d+[.)])\s", line)):
            builder.paragraph("\n".join(pending))
            pending.clear()
        _line(line, builder, table, pending)
    if pending:
        builder.paragraph("\n".join(pending))
    return builder


def _starts_block(line: str) -> bool:
    return bool(_HEADING.match(line) or _BOLD_LINE.match(line))


def _without_front_matter(lines: list[str], builder: TextBuilder) -> list[str]:
    if lines and lines[0].strip() == "---":
        for end in range(1, min(len(lines), 40)):
            if lines[end].strip() == "---":
                builder.aside("\n".join(lines[1:end]), "file-header")
                return lines[end + 1 :]
    return lines


def _line(line: str, builder: TextBuilder, table: int, pending: list[str]) -> None:
    bare = line.strip()
    short = 0 < len(bare) <= _LONGEST_MARK
    if short and (_TABLE_RULE.match(bare) or _RULE.match(bare)):
        return
    if short and _FIELD.match(bare):
        builder.aside(clean(line), "file-header")
    elif bare.startswith("|"):
        cells = bare.strip("|").split("|")
        builder.row([clean(cell) for cell in cells], table)
    elif short and (match := _HEADING.match(line.rstrip())):
        builder.heading(clean(match[2]), len(match[1]))
    elif short and (match := _BOLD_LINE.match(bare)):
        builder.paragraph(clean(match[1]))
    elif bare:
        pending.append(clean(line))


def clean(line: str) -> str:
    """``line`` without emphasis, links' addresses, footnote marks and struck-out words."""
    if "[" in line:
        line = _FOOTNOTE.sub("", _LINK.sub(r"\1", line))
    if "<br" in line:
        line = _BREAK.sub(" ", line)
    if "<s>" in line:
        line = _STRUCK.sub("", line)
    if "*" in line or "<em>" in line or "<i>" in line or "</" in line:
        line = _STANDS.sub(UPRIGHT, _SLANTS.sub(ITALIC, line))
    return _MARKS.sub("", line) if any(c in line for c in "*_`<") else line
