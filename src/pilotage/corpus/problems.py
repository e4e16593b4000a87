"""Everything that building or reading a corpus can complain of."""

from pilotage.base import Kind, Severity

UNUSABLE = Kind(
    code="B101",
    name="unusable-file",
    severity=Severity.ERROR,
    en="{sentence}",
    zh="{sentence_zh}",
    hint_en="{remedy}",
    hint_zh="{remedy_zh}",
)
COMPILER_FAULT = Kind(
    code="B102",
    name="compiler-fault",
    severity=Severity.ERROR,
    en="The compiler failed on this file ({reason}): a fault of Pilotage, not of the file.",
    zh="编译此文件时程序出错（{reason}）：这是引航的缺陷，不是文件的问题。",
    hint_en="Report it with the file; the other files were compiled.",
    hint_zh="请连同文件反馈；其他文件已正常编译。",
)
NO_DAFT = Kind.refusing(
    "B001",
    "no-daft",
    ("A corpus is built with Daft, which is not installed.", "汇编语料需要Daft，尚未安装。"),
    (
        "Install it, in a clone: .tools/bin/uv pip install --python .venv -e '.[corpus]'; from a "
        "wheel: pip install 'WHEEL[corpus]', with the wheel's file for WHEEL.",
        "请安装。在源码目录中：.tools/bin/uv pip install --python .venv -e '.[corpus]'；"
        "使用安装包的：pip install '安装包文件[corpus]'。",
    ),
)
NO_RAY = Kind.refusing(
    "B002",
    "no-ray",
    ("Ray is not installed.", "Ray尚未安装。"),
    (
        "Install 'daft[ray]' and 'ray[client]' in the version of the cluster, in a clone with "
        ".tools/bin/uv pip install --python .venv, else with pip install.",
        "请安装与集群版本相同的'daft[ray]'和'ray[client]'。在源码目录中用"
        ".tools/bin/uv pip install --python .venv，其他情况用pip install。",
    ),
)
UNKNOWN_ENGINE = Kind.refusing(
    "B003",
    "unknown-engine",
    ("There is no engine “{engine}”.", "没有“{engine}”这种引擎。"),
    ("Write local, or ray://host:port.", "请写local，或者ray://主机:端口。"),
)
ENGINE_FAILED = Kind.refusing(
    "B004",
    "engine-failed",
    ("The engine stopped: {reason}.", "引擎中止：{reason}。"),
    (
        "Nothing that was finished is lost: mend the cause and give the same command again.",
        "已完成的部分不会丢失：排除原因后重新运行同一命令即可。",
    ),
)
NOTHING_THERE = Kind.refusing(
    "B005",
    "nothing-there",
    ("Nothing is found at {place}.", "在{place}没有找到文件。"),
    (
        "Name a file, a folder or a pattern such as 'plans/**/*.docx'.",
        "请写文件、文件夹或通配式，如'plans/**/*.docx'。",
    ),
)
SAME_NAME = Kind.refusing(
    "B006",
    "same-name",
    (
        "Two folders are both called {label}: {first} and {second}; their files could not be "
        "told apart.",
        "有两个文件夹都叫{label}：{first}和{second}，其中的文件无法区分。",
    ),
    ("Name the folder above them instead.", "请改写它们的上级文件夹。"),
)
NOT_A_CORPUS = Kind.refusing(
    "B007",
    "not-a-corpus",
    ("{place} holds no corpus.", "{place}中没有语料。"),
    (
        "Build one: pilotage corpus build DIR -o OUT.",
        "请先汇编：pilotage corpus build 目录 -o 输出。",
    ),
)
NOT_EMPTY = Kind.refusing(
    "B008",
    "not-empty",
    (
        "{place} is there already and holds no corpus, so nothing is written into it.",
        "{place}已存在且不是语料，不予写入。",
    ),
    ("Name an empty or a new folder.", "请指定空文件夹或新文件夹。"),
)
OTHER_FILES = Kind.refusing(
    "B009",
    "other-files",
    (
        "{place} holds the corpus of other files ({sources}).",
        "{place}中是其他文件的语料（{sources}）。",
    ),
    (
        "Name another folder, or name those files too.",
        "请指定另一个文件夹，或者把原来的文件也一并写上。",
    ),
)
CANNOT_KEEP = Kind.refusing(
    "B010",
    "cannot-write",
    ("{place} cannot be written: {reason}.", "无法写入{place}：{reason}。"),
    ("Choose another place.", "请换一个位置。"),
)
CANNOT_READ = Kind.refusing(
    "B011",
    "cannot-read",
    ("The file cannot be opened: {reason}.", "文件无法打开：{reason}。"),
    ("Check who may read it.", "请检查文件的读取权限。"),
)
UNFINISHED = Kind(
    code="B103",
    name="unfinished",
    severity=Severity.WARNING,
    en="This corpus is not finished: {done} of {total} parts are there.",
    zh="此语料尚未汇编完成：共{total}部分，已完成{done}部分。",
    hint_en="Give the same pilotage corpus build command again; it goes on where it stopped.",
    hint_zh="请重新运行同一pilotage corpus build命令，会接着往下做。",
)
