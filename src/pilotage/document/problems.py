"""Everything that reading a file can complain of."""

from pilotage.base import Kind, Severity

BROKEN_CHARACTERS = Kind(
    code="D101",
    name="broken-characters",
    severity=Severity.WARNING,
    en="{count} characters could not be decoded as {encoding} and stand as “\ufffd”.",
    zh="有{count}个字符无法按{encoding}解码，以“\ufffd”代替。",
    hint_en="Save the file again from the program it was written in, as UTF-8.",
    hint_zh="请用原来的软件另存为UTF-8编码。",
)
CUT_SHORT = Kind(
    code="D102",
    name="cut-short",
    severity=Severity.WARNING,
    en="The file ends in the middle of a character: it may have been cut short.",
    zh="文件在一个字符中间结束，可能不完整。",
    hint_en="Compare the last lines with the original.",
    hint_zh="请与原件核对末尾几行。",
)
NO_TEXT_PART = Kind(
    code="D103",
    name="part-not-read",
    severity=Severity.WARNING,
    en="A part of the file holds no text that can be read: {part}.",
    zh="文件中有一部分没有可读文字：{part}。",
    hint_en="Type what matters of it into the document.",
    hint_zh="如有需要，请将其中内容录入文档。",
)
