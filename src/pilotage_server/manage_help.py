"""What ``pilotage manage --help`` says: the commands of a site by what they are for."""

from pilotage.base import Language

GROUPS: tuple[tuple[tuple[str, str], tuple[tuple[str, str, str], ...]], ...] = (
    (
        ("Accounts", "账号"),
        (
            ("addaccount", "add an account for a post", "为岗位建立账号"),
            ("changepassword", "give an account a new password", "为账号重设密码"),
        ),
    ),
    (
        ("The record", "操作记录"),
        (
            ("audit verify", "find any change, removal or reordering", "查找改动、删除或调换"),
            ("audit head", "print the head, to be written down", "输出末条标记，供留存"),
            ("audit begin", "begin the record of an older site", "为旧站点建立操作记录"),
        ),
    ),
    (
        ("Keeping it safe", "备份与核对"),
        (
            ("backup", "copy database, files and key into a folder", "备份数据库、文件和密钥"),
            ("evidence check", "find evidence without its file", "查找缺少文件的佐证"),
            ("evidence sweep", "remove files that no entry names", "清理无人引用的文件"),
        ),
    ),
    (
        ("What is made again from what is kept", "按原始数据重新生成"),
        (
            (
                "refold",
                "the present state of the tasks, from their entries",
                "按记录重新生成任务现状",
            ),
            ("reindex", "the search index and the text of evidence", "重建搜索索引和佐证文字"),
        ),
    ),
    (
        ("Running", "运行"),
        (
            ("migrate", "bring the database up to date", "升级数据库结构"),
            ("work", "compile uploaded documents, one worker", "启动一个文件编译进程"),
            ("watch", "tell people what is due, until stopped", "启动提醒进程，按时通知各单位"),
        ),
    ),
)
_MORE = {
    "en": "“pilotage manage COMMAND --help” tells more of one; "
    "“pilotage manage --help --all” lists Django’s own commands too.",
    "zh": "“pilotage manage 命令 --help”可查看单个命令的说明；"
    "“pilotage manage --help --all”同时列出Django自带的命令。",
}
OF_A_SITE = {name.split()[0] for _, rows in GROUPS for name, *_ in rows} - {"migrate"}
"""Commands on a site that is there already; where none is, they make nothing."""
ASKED = ({"--help"}, {"-h"}, {"help"}, set[str]())
"""The arguments that ask for this page: nothing, or only for help."""


def manage_help(language: Language) -> str:
    """The page, in that language."""
    chinese = language == "zh"
    lines = ["用法：pilotage manage 命令" if chinese else "Usage: pilotage manage COMMAND"]
    for title, commands in GROUPS:
        lines += ["", title[chinese]]
        lines += [f"  {name:<16}{zh if chinese else en}" for name, en, zh in commands]
    return "\n".join([*lines, "", _MORE[language]])
