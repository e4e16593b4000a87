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


def _refusal(code: str, name: str, sentences: tuple[str, str], hints: tuple[str, str]) -> Kind:
    """A file that cannot be read at all: (English, Chinese) of the sentence and of the remedy."""
    return Kind(
        code=code,
        name=name,
        severity=Severity.ERROR,
        en=sentences[0],
        zh=sentences[1],
        hint_en=hints[0],
        hint_zh=hints[1],
    )


EMPTY = _refusal(
    "D001",
    "empty-file",
    ("The file is empty.", "文件是空的。"),
    ("Give a file that holds the document.", "请提供有内容的文件。"),
)
TOO_LARGE = _refusal(
    "D002",
    "too-large",
    (
        "The file has {size} MB; at most {limit} MB are read.",
        "文件有{size} MB，最多可读{limit} MB。",
    ),
    ("Split the document, or take its pictures out.", "请拆分文件，或去掉其中的图片。"),
)
NO_TEXT = _refusal(
    "D003",
    "no-text",
    ("The file holds no text.", "文件中没有文字。"),
    ("If it is a scan, give the typed document instead.", "如果是扫描件，请提供可编辑的文件。"),
)
NOT_TEXT = _refusal(
    "D004",
    "not-text",
    (
        "This file holds no text: its bytes are those of a program, a picture or an archive.",
        "此文件不是文本：其内容是程序、图片或压缩包。",
    ),
    (
        "Give the document itself, as .docx, .html, .md or .txt.",
        "请提供文件原件（.docx、.html、.md或.txt）。",
    ),
)
FOREIGN = _refusal(
    "D005",
    "foreign-format",
    ("This is {what}, which is not read.", "这是{what_zh}，无法读取。"),
    (
        "Give the document as .docx, .html, .md or .txt.",
        "请另存为.docx、.html、.md或.txt后再提供。",
    ),
)
ENCRYPTED = _refusal(
    "D006",
    "encrypted",
    ("This Word file is encrypted.", "此Word文件已加密。"),
    ("Save it without a password.", "请取消密码后另存。"),
)
DAMAGED = _refusal(
    "D007",
    "damaged",
    (
        "This Word file is damaged or was cut short: its contents cannot be unpacked.",
        "此Word文件已损坏或不完整，无法解开。",
    ),
    (
        "Open it in Word or WPS, save it again, and give the new file.",
        "请用Word或WPS打开后另存，再提供新文件。",
    ),
)
NOT_WORD = _refusal(
    "D008",
    "no-word-file",
    (
        "This archive is no Word file: it holds no word/document.xml.",
        "此压缩包不是Word文件：其中没有word/document.xml。",
    ),
    ("Give the document itself, as .docx.", "请提供.docx文件原件。"),
)
BOMB = _refusal(
    "D009",
    "unpacks-too-large",
    (
        "This Word file unpacks to an enormous size and was not opened.",
        "此Word文件解开后体积异常，未予打开。",
    ),
    ("Save the document again from Word or WPS.", "请用Word或WPS重新保存后再提供。"),
)
BAD_PAGE = _refusal(
    "D010",
    "bad-page",
    ("This web page holds nothing that can be read.", "此网页没有可读内容。"),
    ("Save the page again from the browser.", "请在浏览器中重新保存该网页。"),
)
