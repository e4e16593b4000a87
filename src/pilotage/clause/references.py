"""Other documents cited in the text; the document's own title and short forms left out."""

import re

from pilotage.base import Span, wording
from pilotage.document import Document
from pilotage.outline import Outline

from .model import Reference
from .references_italics import find_in_italics
from .references_named import find_named
from .references_notes import find_in_notes
from .references_once import one_name_each, outermost
from .references_own import OwnNames
from .references_set_off import find_set_off

_ZH_TITLE = re.compile(r"《(?P<title>[^《》\n]{2,90}(?:《[^《》\n]{2,80}》[^《》\n]{0,40})?)》")
_ZH_NUMBER = re.compile(
    r"\s*[（(](?P<number>[\u4e00-\u9fff]{1,12}[〔\[［（(](?:19|20)\d{2}[〕\]］）)]\s*(?:第)?\d{1,4}\s*号)"
    r"(?:[）)]|(?=[，,；;]))"
)
_ZH_ISSUED = re.compile(  # what the notice issues
    r"(?:[（(][^（）()]{2,40}[）)])?\s*(?:现?印发|已经?[^，。]{2,20}(?:同意|通过))"
)
_ZH_SHORT = re.compile(r"(?:以下简称|下称|简称为?)[“\"]?$")
_ZH_PAPER = re.compile(r"(?:[时日晚早周]报|周刊|杂志)$")  # read and quoted, but nothing to follow
_NOTES = ("footnote", "endnote")
_EN_ISSUED = re.compile(r"[”’\"',]*\s+(?:is|are)\s+hereby\b")


def find_references(outline: Outline, spans: list[Span]) -> tuple[Reference, ...]:
    """The documents cited within ``spans`` or in a footnote that the reader set aside, each once,
    in order of first citation."""
    text, english = outline.document.text, outline.document.language == "en"
    own = OwnNames(outline)
    found: dict[str, Reference] = {}
    finder = _en if english else _zh
    notes = {a.span for a in outline.document.asides if a.reason in _NOTES}
    for span in sorted([*spans, *notes]):
        for reference in finder(outline.document, span, note=span in notes):
            if reference.number in (None, outline.front.number) and reference.title in own:
                continue
            key = wording(reference.title)
            known = found.get(key)
            if known is None or (reference.number and not known.number):
                found[key] = reference
    ordered = sorted(found.values(), key=lambda r: r.span)
    return tuple(one_name_each(ordered, text) if english else ordered)


def _zh(document: Document, span: Span, *, note: bool) -> list[Reference]:
    del note  # 《》 tells a title anywhere
    text = document.text
    if "《" not in text[span.start : span.end]:
        return []
    found = []
    for match in _ZH_TITLE.finditer(text, span.start, span.end):
        if _ZH_SHORT.search(text, max(0, match.start() - 8), match.start()):
            continue
        if _ZH_ISSUED.match(text, match.end(), span.end) or _ZH_PAPER.search(match["title"]):
            continue
        number = _ZH_NUMBER.match(text, match.end(), span.end)
        end = number.end() if number else match.end()
        found.append(
            Reference(
                title=f"《{match['title']}》",
                number=number["number"] if number else None,
                span=Span(match.start(), end),
            )
        )
    return found


def _en(document: Document, span: Span, *, note: bool) -> list[Reference]:
    text = document.text
    found = outermost(
        [
            *find_set_off(text, span),
            *find_in_italics(document, span, note=note),
            *find_in_notes(text, span, note=note),
            *find_named(text, span),
        ]
    )
    return [r for r in found if not _EN_ISSUED.match(text, r.span.end, span.end)]
