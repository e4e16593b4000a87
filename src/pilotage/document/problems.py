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
PICTURE_PAGES = Kind(
    code="D104",
    name="picture-page",
    severity=Severity.WARNING,
    en="Pages that are only a picture hold no text that can be read: {pages}.",
    zh="以下页只是图片，没有可读文字：第{pages}页。",
    hint_en="Give the typed document, or install tesseract with Chinese to have pictures read.",
    hint_zh="请提供可编辑的文件，或安装tesseract及其中文包以识别图片。",
)
RECOGNISED = Kind(
    code="D105",
    name="recognised-page",
    severity=Severity.WARNING,
    en="Pages that are only a picture were read by recognition, which errs: {pages}.",
    zh="以下页只是图片，文字由识别得出，可能有误：第{pages}页。",
    hint_en="Compare names and figures with the original.",
    hint_zh="请与原件核对名称和数字。",
)


EMPTY = Kind.refusing(
    "D001",
    "empty-file",
    ("The file is empty.", "文件是空的。"),
    ("Give a file that holds the document.", "请提供有内容的文件。"),
)
TOO_LARGE = Kind.refusing(
    "D002",
    "too-large",
    (
        "The file has {size} MB; at most {limit} MB are read.",
        "文件有{size} MB，最多可读{limit} MB。",
    ),
    ("Split the document, or take its pictures out.", "请拆分文件，或去掉其中的图片。"),
)
NO_TEXT = Kind.refusing(
    "D003",
    "no-text",
    ("The file holds no text.", "文件中没有文字。"),
    ("If it is a scan, give the typed document instead.", "如果是扫描件，请提供可编辑的文件。"),
)
NOT_TEXT = Kind.refusing(
    "D004",
    "not-text",
    (
        "This file holds no text: its bytes are those of a program, a picture or an archive.",
        "此文件不是文本：其内容是程序、图片或压缩包。",
    ),
    (
        "Give the document itself, as .docx, .pdf, .ofd, .html, .xlsx, .csv, .md or .txt.",
        "请提供文件原件（.docx、.pdf、.ofd、.html、.xlsx、.csv、.md或.txt）。",
    ),
)
FOREIGN = Kind.refusing(
    "D005",
    "foreign-format",
    ("This is {what}, which is not read.", "这是{what_zh}，无法读取。"),
    (
        "Give the document as .docx, .pdf, .ofd, .html, .xlsx, .csv, .md or .txt.",
        "请另存为.docx、.pdf、.ofd、.html、.xlsx、.csv、.md或.txt后再提供。",
    ),
)
ENCRYPTED = Kind.refusing(
    "D006",
    "encrypted",
    ("This file is encrypted.", "此文件已加密。"),
    ("Save it without a password.", "请取消密码后另存。"),
)
DAMAGED = Kind.refusing(
    "D007",
    "damaged",
    (
        "This file is damaged or was cut short: its contents cannot be unpacked.",
        "此文件已损坏或不完整，无法解开。",
    ),
    (
        "Open it in the program it was written in, save it again, and give the new file.",
        "请用原来的软件打开后另存，再提供新文件。",
    ),
)
NOT_WORD = Kind.refusing(
    "D008",
    "no-word-file",
    (
        "This archive holds no document: it is no .docx, .xlsx or .ofd file.",
        "此压缩包中没有文档：不是.docx、.xlsx或.ofd文件。",
    ),
    ("Give the document itself, not an archive of it.", "请提供文件原件，不要打包。"),
)
BOMB = Kind.refusing(
    "D009",
    "unpacks-too-large",
    (
        "This file unpacks to an enormous size and was not opened.",
        "此文件解开后体积异常，未予打开。",
    ),
    (
        "Save the document again from the program it was written in.",
        "请用原来的软件重新保存后再提供。",
    ),
)
BAD_PAGE = Kind.refusing(
    "D010",
    "bad-page",
    ("This web page holds nothing that can be read.", "此网页没有可读内容。"),
    ("Save the page again from the browser.", "请在浏览器中重新保存该网页。"),
)
TOO_MANY_PAGES = Kind.refusing(
    "D011",
    "too-many-pages",
    (
        "The file has {pages} pages; at most {limit} are read.",
        "文件有{pages}页，最多可读{limit}页。",
    ),
    ("Split the document.", "请拆分文件。"),
)
NO_OFFICE = Kind.refusing(
    "D012",
    "needs-libreoffice",
    (
        "This is {what}, which only LibreOffice opens, and LibreOffice is not on this machine.",
        "这是{what_zh}，须用LibreOffice打开，而本机没有安装LibreOffice。",
    ),
    (
        "Save it as .docx, or have LibreOffice installed.",
        "请另存为.docx，或安装LibreOffice。",
    ),
)
NOT_CONVERTED = Kind.refusing(
    "D013",
    "not-converted",
    (
        "This is {what}, and LibreOffice could not open it.",
        "这是{what_zh}，LibreOffice未能打开。",
    ),
    (
        "Open it in Word or WPS, save it as .docx, and give that file.",
        "请用Word或WPS打开后另存为.docx，再提供该文件。",
    ),
)
TOO_WIDE = Kind.refusing(
    "D014",
    "sheet-too-large",
    (
        "A sheet of this workbook reaches over {cells} cells; at most {limit} are read.",
        "工作簿中有一张表占{cells}个单元格，最多可读{limit}个。",
    ),
    (
        "Delete the empty rows and columns beyond the table, and save the workbook again.",
        "请删除表格以外的空行空列后重新保存。",
    ),
)
NOT_A_TABLE = Kind.refusing(
    "D015",
    "not-a-table",
    ("This file is no workbook and holds no table.", "此文件不是表格文件，其中没有表格。"),
    ("Give the ledger as .xlsx, .xls or .csv.", "请提供.xlsx、.xls或.csv格式的台账。"),
)
MACROS = Kind(
    code="D106",
    name="macros-not-run",
    severity=Severity.NOTE,
    en="The macros of this workbook were not read and are not run.",
    zh="工作簿中的宏未读取，也不运行。",
)
OLD_WORKBOOK = Kind(
    code="D107",
    name="formulas-as-values",
    severity=Severity.NOTE,
    en="This is a workbook of the old kind (.xls): where a cell holds a formula, its value was "
    "read, and which cells these are cannot be told. Save it as .xlsx to see them named.",
    zh="这是旧格式工作簿（.xls）：含公式的单元格只读取了数值，且无法逐一指明。"
    "如需逐格列出，请另存为.xlsx后导入。",
)
