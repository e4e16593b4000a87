"""Everything that a command itself can complain of."""

from pilotage.base import Kind

NO_SITE = Kind.refusing(
    "K001",
    "no-site",
    ("The site is not installed ({reason}).", "网站部分未安装（{reason}）。"),
    (
        "Install it, in a clone: make setup; from a wheel: pip install 'WHEEL[server]', with the "
        "wheel's file for WHEEL.",
        "请安装。在源码目录中运行make setup；使用安装包的：pip install '安装包文件[server]'。",
    ),
)
NOT_PRINTABLE = Kind.refusing(
    "K002",
    "not-printable",
    ("A workbook cannot be printed.", "工作簿无法在终端显示。"),
    ("Name a file or a folder: -o tasks.xlsx.", "请指定文件或文件夹：-o tasks.xlsx。"),
)
IS_A_FOLDER = Kind.refusing(
    "K003",
    "is-a-folder",
    ("This is a folder.", "这是一个文件夹。"),
    ("Name the files in it.", "请指定其中的文件。"),
)
NO_SUCH_FILE = Kind.refusing(
    "K007",
    "no-such-file",
    ("There is no such file.", "没有这个文件。"),
    ("Check its name.", "请检查文件名。"),
)
NEEDS_A_FOLDER = Kind.refusing(
    "K008",
    "needs-a-folder",
    (
        "Several files do not go into the one file {place}.",
        "多个文件不能写入同一个文件{place}。",
    ),
    ("Name a folder: -o tables.", "请指定文件夹：-o tables。"),
)
CANNOT_OPEN = Kind.refusing(
    "K004",
    "cannot-open",
    ("The file cannot be opened: {reason}.", "文件无法打开：{reason}。"),
    ("Check its name.", "请检查文件名。"),
)
CANNOT_WRITE = Kind.refusing(
    "K005",
    "cannot-write",
    ("{place} cannot be written: {reason}.", "无法写入{place}：{reason}。"),
    ("Choose another place.", "请换一个位置。"),
)
NOT_JSON = Kind.refusing(
    "K009",
    "not-json",
    ("{place} is not JSON: {reason}.", "{place}不是JSON：{reason}。"),
    (
        "Write a name and a value for each fact, both in double quotes unless the value is a "
        "number.",
        "每项事实写明名称和值，除数字外均用双引号。",
    ),
)
STOPPED = Kind.refusing(
    "K006",
    "stopped",
    ("The work was stopped.", "工作已中止。"),
    (
        "Nothing that was finished is lost: the same command goes on from there.",
        "已完成的部分不会丢失：重新运行同一命令即可继续。",
    ),
)
PROJECT_UNREADABLE = Kind.refusing(
    "K021",
    "project-unreadable",
    ("The project file {file} cannot be read: {reason}.", "无法读取项目文件{file}：{reason}。"),
    ("Correct it; it is written in TOML.", "请修正该文件（TOML 格式）。"),
)
PROJECT_KEY = Kind.refusing(
    "K022",
    "project-key",
    (
        "The project file {file} says “{key}”, which is not understood.",
        "项目文件{file}中的“{key}”无法识别。",
    ),
    (
        "It may hold select and ignore, each a list of codes or names, and waivers, each with "
        "file, code, mark and reason.",
        "可以包含 select、ignore（规则代码或名称的列表）和 waivers（每条含 "
        "file、code、mark、reason）。",
    ),
)
NO_REASON = Kind.refusing(
    "K023",
    "no-reason",
    ("A waiver needs a reason.", "豁免必须写明理由。"),
    ("Say in a sentence why the finding may stand.", "请用一句话说明为何可以保留。"),
)
COMMENTS_NEED_A_FILE = Kind.refusing(
    "K024",
    "comments-need-a-file",
    ("A Word file cannot be printed.", "Word 文件无法在终端显示。"),
    (
        "Name another file or a folder: -o checked.docx.",
        "请指定另一个文件或文件夹：-o checked.docx。",
    ),
)
WOULD_OVERWRITE = Kind.refusing(
    "K025",
    "would-overwrite",
    ("{place} is the document itself.", "{place}就是要读的文件本身。"),
    ("Choose another name, so that it stays as it is.", "请换一个文件名，以保留原文件。"),
)
