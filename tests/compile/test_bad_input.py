"""Every input can be bad: it gets one clear sentence, in both languages, and the batch goes on."""

import contextlib
import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pilotage.base import PilotageError
from pilotage.cli import main
from pilotage.compile import compile_document
from pilotage.document import MAX_BYTES

EXAMPLES = Path(__file__).parents[2] / "examples"
WORD = (EXAMPLES / "plan.zh.docx").read_bytes()
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def word(body: str) -> bytes:
    return archive(
        {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()}
    )


def damaged_in_the_middle() -> bytes:
    data = bytearray(WORD)
    with zipfile.ZipFile(io.BytesIO(WORD)) as whole:
        at = whole.getinfo("word/document.xml").header_offset + 200
    data[at : at + 400] = bytes(400)
    return bytes(data)


BAD = {
    "empty.txt": (b"", "D001"),
    "blank.docx": (b"\n \t\r\n", "D001"),
    "cut.docx": (WORD[: len(WORD) // 2], "D007"),
    "scrambled.docx": (damaged_in_the_middle(), "D007"),
    "no-word.docx": (archive({"readme.txt": b"hello"}), "D008"),
    "broken-xml.docx": (archive({"word/document.xml": b"<w:document><w:body>"}), "D007"),
    "bomb.docx": (archive({"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}), "D009"),
    "entities.docx": (
        archive({"word/document.xml": b'<!DOCTYPE a [<!ENTITY x "' + b"y" * 9 + b'">]><a>&x;</a>'}),
        "D003",
    ),
    "picture.docx": (b"\x89PNG\r\n\x1a\n" + bytes(100), "D005"),
    "scan.pdf": (b"%PDF-1.7\n", "D007"),
    "secret.docx": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "D006"),
    "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "D005"),
    "noise.txt": (bytes(range(256)) * 400, "D004"),
    "page.html": (b"<html><body><script>1</script></body></html>", "D003"),
    "wordless.docx": (word("<w:p/>"), "D003"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str) -> None:
    data, code = BAD[name]
    with pytest.raises(PilotageError) as caught:
        compile_document(data, name)
    from pilotage.document import problems

    kind = next(k for k in vars(problems).values() if getattr(k, "code", "") == code)
    what, remedy = caught.value.told("en")
    assert what.split(" ")[0] == kind.en.split(" ")[0]
    assert kind.hint_en == remedy
    what_zh, remedy_zh = caught.value.told("zh")
    assert what_zh.endswith("。")
    assert remedy_zh == kind.hint_zh


def test_a_huge_text_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(PilotageError, match=r"has 50 MB; at most 20 MB"):
        compile_document(b"a line of text\n" * (50 * 1024 * 1024 // 15), "huge.txt")


def test_the_largest_text_compiles_in_bounded_time_and_memory() -> None:
    text = (
        "  1. Widen the yard. We will add land. (Responsible units: Dalian Customs)\n\n" * 13_000
    )[:1_000_000]
    began = time.monotonic()
    tracemalloc.start()
    try:
        plan = compile_document(f"I. Key Tasks\n\n{text}".encode(), "large.txt")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(plan.tasks) > 12_000
    assert time.monotonic() - began < 60
    assert peak < 200 * len(text)
    assert len(text) < MAX_BYTES


def test_a_few_broken_bytes_are_shown_and_told() -> None:
    good = "一、重点任务\n\n（一）开通航线。开通两条航线。（大连海关负责）\n" * 20
    data = good.encode()
    broken = data[:400] + b"\xff\xfe" + data[400:]
    plan = compile_document(broken, "broken.txt")
    assert "D101" in [p.code for p in plan.problems]
    assert plan.tasks


def test_a_text_cut_inside_a_character_says_so() -> None:
    data = "一、重点任务\n\n（一）开通航线。开通两条航线。（大连海关负责）".encode()
    assert "D102" in [p.code for p in compile_document(data[:-1], "cut.txt").problems]
    gb = "一、重点任务\n\n（一）开通航线。开通两条航线。（大连海关负责）".encode("gb18030")
    assert "D102" in [p.code for p in compile_document(gb[:-1], "cut.txt").problems]


def test_markup_nested_without_end_neither_hangs_nor_crashes() -> None:
    deep = b"<div>" * 50_000 + "（一）开通航线。".encode() + b"</div>" * 50_000
    began = time.monotonic()
    with contextlib.suppress(PilotageError):
        compile_document(b"<html><body>" + deep + b"</body></html>", "deep.html")
    assert time.monotonic() - began < 20
    tables = "<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000
    with contextlib.suppress(PilotageError):
        compile_document(word(tables), "deep.docx")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_bad_file_in_a_batch_is_told_and_the_rest_go_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(WORD[:1000])
    good = EXAMPLES / "plan.en.md"
    out = tmp_path / "out"
    result = run(
        "compile", str(bad), str(good), "--format", "json", "-o", str(out), "--language", "en"
    )
    assert result.exit_code == 2
    assert [path.name for path in out.iterdir()] == ["plan.en.json"]
    assert str(bad) in result.stderr
    assert "Traceback" not in result.output + result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("compile", "no-such-file.txt"),
        ("compile", "."),
        ("compile", str(EXAMPLES / "plan.en.md"), "--units", "no-such-register.yaml"),
        ("compile", str(EXAMPLES / "plan.en.md"), "--format", "xlsx"),
        (
            "compile",
            str(EXAMPLES / "plan.en.md"),
            "--format",
            "json",
            "-o",
            "/no/such/folder/x.json",
        ),
        ("lint", str(EXAMPLES / "plan.en.md"), "--select", "L999"),
        ("compile",),
        ("compile", str(EXAMPLES / "plan.en.md"), "--format", "pdf"),
    ],
)
def test_unusable_arguments_exit_2_without_a_traceback(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_compile_prints_a_table_and_lint_exits_1_on_findings() -> None:
    table = run("compile", str(EXAMPLES / "plan.en.md"), "--language", "en")
    assert table.exit_code == 0
    assert "S5" in table.output
    lint = run("lint", str(EXAMPLES / "draft.en.md"), "--language", "en")
    assert lint.exit_code == 1
    assert "L101" in lint.output


def test_a_document_is_not_written_over(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_bytes((EXAMPLES / "plan.en.md").read_bytes())
    for target in (plan, tmp_path):
        result = run("compile", str(plan), "-o", str(target), "--language", "en")
        assert result.exit_code == 2
        assert "is the document itself" in result.stderr
    assert plan.read_bytes() == (EXAMPLES / "plan.en.md").read_bytes()


def test_several_workbooks_need_a_folder(tmp_path: Path) -> None:
    files = (str(EXAMPLES / "plan.en.md"), str(EXAMPLES / "plan.zh.md"))
    result = run("compile", *files, "--format", "xlsx", "-o", str(tmp_path / "x.xlsx"))
    assert result.exit_code == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_errors_speak_the_language_asked_for() -> None:
    result = run("compile", "no-such-file.txt", "--language", "zh")
    assert "没有这个文件。请检查文件名。" in result.stderr
