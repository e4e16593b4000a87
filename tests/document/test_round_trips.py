"""The example plan in every format that is read gives the same tasks, units and limits."""

import functools
import html
import shutil
import subprocess
from pathlib import Path

import pytest

from pilotage.compile import compile_document
from pilotage.plan import Plan
from pilotage.report import plan_xlsx
from tests.document.made import laid_out, ofd, pdf

EXAMPLES = Path(__file__).parents[2] / "examples"
LANGUAGES = ("zh", "en")


def source(language: str) -> str:
    return (EXAMPLES / f"plan.{language}.md").read_text(encoding="utf-8")


def unmarked(language: str) -> str:
    """The plan as plain text: no marks, a paragraph a line."""
    return "\n".join(line.lstrip("# ") for line in source(language).splitlines() if line.strip())


def web_page(language: str) -> str:
    """The plan on a page of a government's site."""
    lines = filter(None, source(language).splitlines())
    body = "\n".join(f"<p>{html.escape(line.lstrip('# '))}</p>" for line in lines)
    return (
        "<html><head><title>Plans</title></head><body>"
        '<div class="topnav"><a href="/">首页</a><a href="/a">公开</a><a href="/b">服务</a></div>'
        '<div class="crumbs">您当前的位置：<a href="/">首页</a> &gt; 文件</div>'
        f'<div class="article">{body}<p>【打印】【关闭】</p></div>'
        "<footer>版权所有</footer></body></html>"
    )


@functools.cache
def expected(language: str) -> Plan:
    return compile_document((EXAMPLES / f"plan.{language}.docx").read_bytes(), "plan.docx")


def tasks(plan: Plan) -> list[tuple[object, ...]]:
    """What was read of each task."""
    return [
        (
            task.kind,
            task.number,
            task.heading,
            [(duty.name, duty.unit, duty.role) for duty in task.units],
            task.limit and (task.limit.date, task.limit.kind, task.limit.text),
        )
        for task in plan.tasks
    ]


MADE = {
    "plan.md": lambda language: source(language).encode(),
    "plan.txt": lambda language: unmarked(language).encode(),
    "gb18030.txt": lambda language: unmarked(language).encode("gb18030"),
    "utf16.txt": lambda language: unmarked(language).encode("utf-16"),
    "plan.html": lambda language: web_page(language).encode(),
    "plan.pdf": lambda language: pdf(laid_out(source(language))),
    "plan.ofd": lambda language: ofd(laid_out(source(language))),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MADE)
def test_every_format_reads_alike(name: str, language: str) -> None:
    read = compile_document(MADE[name](language), name)
    assert tasks(read) == tasks(expected(language))
    assert (read.issuer, read.issued) == (expected(language).issuer, expected(language).issued)
    assert read.coverage.unread == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_workbook_reads_back(language: str) -> None:
    """The decomposition table that we write is one that we read."""
    plan = expected(language)
    workbook = plan_xlsx(plan, "zh" if language == "zh" else "en")
    read = compile_document(workbook, "plan.xlsx")
    assert [t.heading for t in read.tasks] == [t.heading for t in plan.tasks]
    assert [[d.unit for d in t.units] for t in read.tasks] == [
        [d.unit for d in t.units] for t in plan.tasks
    ]
    assert [t.limit and t.limit.date for t in read.tasks] == [
        t.limit and t.limit.date for t in plan.tasks
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("suffix", ["pdf", "doc", "rtf", "odt"])
def test_what_libreoffice_makes_of_it_reads_alike(suffix: str, tmp_path: Path) -> None:
    program = shutil.which("soffice") or ""
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(tmp_path),
            str(EXAMPLES / "plan.zh.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read = compile_document((tmp_path / f"plan.zh.{suffix}").read_bytes(), f"plan.{suffix}")
    assert tasks(read) == tasks(expected("zh"))
