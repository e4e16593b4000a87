"""A draft in Word comes back with comments at the very words, and is otherwise as it was."""

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage.lint import lint
from pilotage.report import commented_docx

SHARED = Path(__file__).parents[3] / "shared"
REAL = SHARED / "corpus" / "files" / "omb-appendix-a.docx"
LINES = (
    "东港口岸提升实施方案",
    "一、重点任务",
    "（一）建设智慧口岸。尽快实现单证电子化。（牵头单位：市商务局；配合单位：市商务局、大连海关）",
    "（二）优化航线布局。2021年6月31日前新开航线3条。（牵头单位：市交通运输局、大连海关）",
)


def draft() -> Any:
    """The draft as Word keeps it: words of one paragraph lie in several runs, some bold."""
    document = docx.Document()
    for line in LINES:
        paragraph = document.add_paragraph()
        for at in range(0, len(line), 7):
            paragraph.add_run(line[at : at + 7]).bold = at % 2 == 1
    return document


def saved(document: Any) -> bytes:
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def commented(data: bytes, **chosen: Any) -> Any:
    plan = compile_document(data, "draft.docx")
    return docx.Document(BytesIO(commented_docx(data, plan, lint(plan, **chosen), "zh")))


def words_under(document: Any) -> dict[int, str]:
    """What stands between the marks of each comment."""
    open_now: set[int] = set()
    said: dict[int, str] = {}
    for node in document.element.body.iter():
        name = node.tag.rpartition("}")[2]
        if name in ("commentRangeStart", "commentRangeEnd"):
            number = int(node.get(qn("w:id")))
            (open_now.add if name.endswith("Start") else open_now.discard)(number)
        elif name == "t":
            for number in open_now:
                said[number] = said.get(number, "") + (node.text or "")
    return said


def test_each_finding_is_a_comment_at_its_words() -> None:
    document = commented(saved(draft()), select=["L201", "L202", "L301", "L306"])
    under = words_under(document)
    told = {
        comment.text.split("\n")[0][:4]: under[comment.comment_id] for comment in document.comments
    }
    assert told == {"L301": "尽快", "L202": "市商务局", "L306": "2021年6月31日", "L201": "大连海关"}
    assert all(comment.author == "Pilotage" for comment in document.comments)
    assert "请写明日期" in next(c.text for c in document.comments if c.text.startswith("L301"))


def test_the_draft_itself_stays_as_it_was() -> None:
    before, data = draft(), saved(draft())
    after = commented(data)
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]

    def looks(document: Any) -> list[tuple[str, bool | None]]:
        runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
        return [(sign, run.bold) for run in runs for sign in run.text]

    assert looks(after) == looks(before)
    plan = compile_document(data, "draft.docx")
    again = compile_document(commented_docx(data, plan, lint(plan)), "draft.docx")
    assert [task.text for task in again.tasks] == [task.text for task in plan.tasks]


def test_comments_already_there_stay() -> None:
    document = draft()
    document.add_comment(document.paragraphs[0].runs[0], text="请核", author="处长", initials="C")
    after = commented(saved(document), select=["L301"])
    assert next(iter(after.comments)).text == "请核"
    assert len({comment.comment_id for comment in after.comments}) == 2


def test_a_number_that_word_prints_lends_the_words_beside_it() -> None:
    document = docx.Document()
    document.add_paragraph("Port Improvement Plan")
    document.add_paragraph("I. Key Tasks")
    for line in ("Open new routes.", "Train pilots."):
        document.add_paragraph(f"{line} (Responsible unit: Port Office)", style="List Number")
    after = commented(saved(document), select=["L101", "L103"])
    assert len(list(after.comments)) == len(words_under(after)) > 0


def test_what_is_no_word_file_is_refused() -> None:
    plan = compile_document("\n".join(LINES).encode(), "draft.txt")
    with pytest.raises(PilotageError, match="only into a Word file"):
        commented_docx("\n".join(LINES).encode(), plan, lint(plan))


@pytest.mark.skipif(not REAL.exists(), reason="the documents of ../shared are not on this machine")
def test_a_real_file_with_tables_and_links() -> None:
    data = REAL.read_bytes()
    plan = compile_document(data, REAL.name)
    findings = lint(plan)
    after = docx.Document(BytesIO(commented_docx(data, plan, findings)))
    assert len(list(after.comments)) == len(findings)
    before = docx.Document(BytesIO(data))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    under = words_under(after)
    for number, finding in enumerate(findings):
        assert finding.span
        quoted = "".join(finding.span.quote(plan.text).split())
        assert "".join(under[number].split()) in quoted


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    data = saved(draft())
    plan = compile_document(data, "draft.docx")
    (tmp_path / "checked.docx").write_bytes(commented_docx(data, plan, lint(plan), "zh"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "checked.docx")], check=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "checked.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == len(lint(plan))
    assert "实现单证电子化。" in re.sub(r"<[^>]+>", "", content)
