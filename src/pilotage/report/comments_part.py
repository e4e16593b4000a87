"""The parts of a Word file that change when comments are set in it."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from lxml import etree

from pilotage.base import Diagnostic, Language
from pilotage.plan import Plan

from .comments_anchor import Anchor, W, anchors, place_comments
from .problems import NOT_A_WORD_FILE
from .wording import word

_AUTHOR = "Pilotage"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DOCUMENT = "word/document.xml"
_COMMENTS = "word/comments.xml"
_DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
_CONTENT_TYPES = "[Content_Types].xml"
_UNREADABLE = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError, ValueError)


def with_comments(data: bytes, plan: Plan, findings: Sequence[Diagnostic], lang: Language) -> bytes:
    """``data`` with a comment for every finding (see ``comments.commented_docx``)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
        root = _parsed(parts[_DOCUMENT])
        changed = _commented(parts, root, plan, findings, lang)
    except _UNREADABLE as error:
        raise NOT_A_WORD_FILE.refusal() from error
    return _packed({**parts, **changed})


def _commented(
    parts: dict[str, bytes],
    root: etree._Element,
    plan: Plan,
    findings: Sequence[Diagnostic],
    lang: Language,
) -> dict[str, bytes]:
    """The parts that change."""
    comments = _parsed(parts[_COMMENTS]) if _COMMENTS in parts else _empty()
    first = 1 + max((int(c.get(f"{W}id", "0")) for c in comments.iter(f"{W}comment")), default=-1)
    found = anchors(root, plan.text, [finding.span for finding in findings])
    numbered: list[tuple[int, Anchor]] = []
    for finding, anchor in zip(findings, found, strict=True):
        if anchor:
            number = first + len(numbered)
            comments.append(_comment(number, finding, lang))
            numbered.append((number, anchor))
    place_comments(numbered)
    changed = {_DOCUMENT: _written(root), _COMMENTS: _written(comments)}
    if _COMMENTS not in parts:
        changed[_DOCUMENT_RELATIONS] = _related(parts.get(_DOCUMENT_RELATIONS))
        changed[_CONTENT_TYPES] = _typed(parts[_CONTENT_TYPES])
    return changed


def _comment(number: int, finding: Diagnostic, lang: Language) -> etree._Element:
    node = etree.Element(f"{W}comment")
    node.set(f"{W}id", str(number))
    node.set(f"{W}author", _AUTHOR)
    node.set(f"{W}initials", "P")
    kind = f"{finding.code} {finding.name} ({word(finding.severity.value, lang)})"
    for text in filter(None, (kind, finding.message(lang), finding.hint(lang))):
        paragraph = etree.SubElement(node, f"{W}p")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = _printable(text)
    return node


def _printable(text: str) -> str:
    """Without the control characters that XML does not hold."""
    return "".join(c if c >= " " else " " for c in text)


def _empty() -> etree._Element:
    return etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})


def _related(data: bytes | None) -> bytes:
    """The relations of the document, with one to its comments."""
    root = _parsed(data) if data else etree.Element(f"{{{_RELATIONS}}}Relationships")
    taken = {relation.get("Id") for relation in root}
    name = next(n for i in range(1, len(taken) + 2) if (n := f"rIdComments{i}") not in taken)
    attributes = {"Id": name, "Type": _KIND, "Target": "comments.xml"}
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
    return _written(root)


def _typed(data: bytes) -> bytes:
    """The content types, with that of the comments."""
    root = _parsed(data)
    attributes = {"PartName": f"/{_COMMENTS}", "ContentType": _COMMENTS_TYPE}
    etree.SubElement(root, f"{{{_TYPES}}}Override", attributes)
    return _written(root)


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
