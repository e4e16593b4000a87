"""Words in italics: their places are kept, and the canonical text is the same as without them."""

import pytest

from pilotage.document import read_document

from .made import paragraph, word

WORDS = "The memorandum, Quay Data Strategy - A Framework for Berths, is kept."
TITLE = "Quay Data Strategy - A Framework for Berths"
_SLANTED = WORDS.replace(TITLE, f"@{TITLE}#")


def _run(text: str, setting: str = "") -> str:
    return f'<w:r><w:rPr>{setting}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _word(slanted: str) -> bytes:
    before, title, after = slanted.replace("#", "@").split("@")
    half = len(title) // 2
    runs = [_run(before), _run(title[:half], "<w:i/>"), _run(title[half:], "<w:i/>"), _run(after)]
    upright = _run("and upright", '<w:i w:val="0"/>')
    return word(f"<w:p>{''.join(runs)}</w:p><w:p>{upright}</w:p>" + paragraph("End."))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", f"# Plan\n\n{_SLANTED.replace('@', '*').replace('#', '*')}\n".encode()),
        ("b.md", f"# Plan\n\n{_SLANTED.replace('@', '<em>').replace('#', '</em>')}\n".encode()),
        (
            "a.html",
            f"<html><body><p>{_SLANTED.replace('@', '<i> ').replace('#', ' </i>')}</p>"
            "<p><i> </i></p><p>End.</p></body></html>".encode(),
        ),
        ("a.docx", _word(_SLANTED)),
    ],
)
def test_italics_are_kept_beside_the_text(name: str, data: bytes) -> None:
    document, _ = read_document(data, name)
    assert [span.quote(document.text) for span in document.italics] == [TITLE]
    assert "".join(WORDS.split()) in "".join(document.text.split())
    assert all(block.span.quote(document.text).strip() for block in document.blocks)
    assert not {"\ufdd0", "\ufdd1", "*", "<"} & set(document.text)


def test_italics_run_on_over_a_line_and_open_ones_are_none() -> None:
    text = "# Plan\n\n- see *Quay\n- Data* and *open\n\n2 * 3 * 4 = 24\n"
    document, _ = read_document(text.encode(), "a.md")
    assert document.italics == ()
    assert "2 * 3 * 4 = 24" in document.text
