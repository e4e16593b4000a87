"""Old and foreign formats, opened by LibreOffice where it is on the machine.

Every call has a profile of its own that forbids macros and links, no network where the system can
take it away, and a time limit.
"""

import functools
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .problems import NO_OFFICE, NOT_CONVERTED

_SECONDS = 90
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
  <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
 <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
  <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
 <item oor:path="/org.openoffice.Office.Writer/Content/Update">
  <prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A format that LibreOffice opens: its name, its usual suffix, and what it is turned into."""

    what: str
    what_zh: str
    suffix: str
    target: str


OLD_WORD = Foreign(
    what="an old Word or WPS file",
    what_zh="旧版Word或WPS文件",
    suffix="doc",
    target="docx",
)
RTF = Foreign(what="an RTF file", what_zh="RTF文件", suffix="rtf", target="docx")
OPEN_TEXT = Foreign(
    what="an OpenDocument text", what_zh="OpenDocument文本", suffix="odt", target="docx"
)
OPEN_SHEET = Foreign(
    what="an OpenDocument workbook", what_zh="OpenDocument表格", suffix="ods", target="xlsx"
)
BINARY_SHEET = Foreign(
    what="a binary workbook (.xlsb)", what_zh="二进制工作簿（.xlsb）", suffix="xlsb", target="xlsx"
)
XML_SHEET = Foreign(
    what="an Excel file in XML", what_zh="XML格式的Excel文件", suffix="xml", target="xlsx"
)
WORD_XML = Foreign(
    what="a Word file in XML", what_zh="XML格式的Word文件", suffix="xml", target="docx"
)


def convert(data: bytes, foreign: Foreign) -> bytes:
    """The file as .docx or .xlsx; PilotageError when LibreOffice is not here or cannot open it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise NO_OFFICE.refusal(what=foreign.what, what_zh=foreign.what_zh)
    with tempfile.TemporaryDirectory(prefix="pilotage-", ignore_cleanup_errors=True) as folder:
        made = _converted(program, Path(folder), data, foreign)
    if made is None:
        raise NOT_CONVERTED.refusal(what=foreign.what, what_zh=foreign.what_zh)
    return made


def _converted(program: str, folder: Path, data: bytes, foreign: Foreign) -> bytes | None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source = folder / f"file.{foreign.suffix}"
    source.write_bytes(data)
    out = folder / "out"
    _run(
        [
            *_without_network(),
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            _FILTERS[foreign.target],
            "--outdir",
            str(out),
            str(source),
        ],
        folder,
    )
    made = out / f"file.{foreign.target}"
    return made.read_bytes() if made.is_file() else None


def _run(command: list[str], folder: Path) -> None:
    """Run until done or out of time; then the whole group goes, LibreOffice starts children."""
    environment = {"HOME": str(folder), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 the program is LibreOffice, its arguments are ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@functools.cache
def _without_network() -> tuple[str, ...]:
    """What starts a program without network, where this system allows it."""
    unshare, nothing = shutil.which("unshare"), shutil.which("true")
    if unshare is None or nothing is None:
        return ()
    command = (unshare, "--net", "--map-root-user")
    tried = subprocess.run(  # noqa: S603 the program is unshare, its arguments are ours
        [*command, nothing], capture_output=True, check=False, timeout=10
    )
    return command if tried.returncode == 0 else ()
