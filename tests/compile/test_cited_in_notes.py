"""Documents cited in footnotes that the reader of a Word file sets aside."""

import pytest

from pilotage.compile import compile_document
from tests.document.made import paragraph, word

SLANTED = (
    "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>Digital Quays: Building Ports Together</w:t></w:r></w:p>"
)


def cited(body: list[str], notes: list[str]) -> list[str]:
    footnotes = "".join(f"<w:footnote>{note}</w:footnote>" for note in notes)
    data = word("".join(map(paragraph, body)), footnotes=footnotes)
    return [reference.title for reference in compile_document(data, "plan.docx").references]


@pytest.mark.parametrize(
    ("body", "notes", "titles"),
    [
        (
            ["Harbour City Action Plan", "1. Light the quays. The Port Office will light them."],
            [
                paragraph("Northern Harbour Agency: Quay Noise Outlook 2021, October 2021"),
                SLANTED,
                paragraph("See the answers of the Port Office, which were given in May 2021."),
            ],
            ["Quay Noise Outlook 2021", "Digital Quays: Building Ports Together"],
        ),
        (
            ["示例市港口工作方案", "一、主要任务", "（一）照明。做好照明。（市商务局负责）"],
            [paragraph("见《示例省港口照明条例》。")],
            ["《示例省港口照明条例》"],
        ),
    ],
)
def test_footnotes_cite(body: list[str], notes: list[str], titles: list[str]) -> None:
    assert cited(body, notes) == titles
