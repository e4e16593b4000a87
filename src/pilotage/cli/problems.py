"""Everything that a command itself can complain of."""

from pilotage.base import Kind, Severity


def _refusal(code: str, name: str, sentences: tuple[str, str], hints: tuple[str, str]) -> Kind:
    """(English, Chinese) of the sentence and of the remedy."""
    return Kind(
        code=code,
        name=name,
        severity=Severity.ERROR,
        en=sentences[0],
        zh=sentences[1],
        hint_en=hints[0],
        hint_zh=hints[1],
    )


NO_SITE = _refusal(
    "K001",
    "no-site",
    ("The site is not installed ({reason}).", "网站部分未安装（{reason}）。"),
    (
        "Install it: pip install 'pilotage[server]'.",
        "请安装：pip install 'pilotage[server]'。",
    ),
)
NOT_PRINTABLE = _refusal(
    "K002",
    "not-printable",
    ("A workbook cannot be printed.", "工作簿无法在终端显示。"),
    ("Name a file or a folder: -o tasks.xlsx.", "请指定文件或文件夹：-o tasks.xlsx。"),
)
IS_A_FOLDER = _refusal(
    "K003",
    "is-a-folder",
    ("This is a folder.", "这是一个文件夹。"),
    ("Name the files in it.", "请指定其中的文件。"),
)
CANNOT_OPEN = _refusal(
    "K004",
    "cannot-open",
    ("The file cannot be opened: {reason}.", "文件无法打开：{reason}。"),
    ("Check its name.", "请检查文件名。"),
)
CANNOT_WRITE = _refusal(
    "K005",
    "cannot-write",
    ("{place} cannot be written: {reason}.", "无法写入{place}：{reason}。"),
    ("Choose another place.", "请换一个位置。"),
)
STOPPED = _refusal(
    "K006",
    "stopped",
    ("The work was stopped.", "工作已中止。"),
    (
        "Nothing that was finished is lost: the same command goes on from there.",
        "已完成的部分不会丢失：重新运行同一命令即可继续。",
    ),
)
