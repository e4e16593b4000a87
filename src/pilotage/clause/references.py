"""Other documents cited in the text; the document's own title and short forms left out."""

import re

from pilotage.base import Span, wording
from pilotage.outline import Outline

from .model import Reference

_ZH_TITLE = re.compile(r"《(?P<title>[^《》\n]{2,90}(?:《[^《》\n]{2,80}》[^《》\n]{0,40})?)》")
_ZH_NUMBER = re.compile(
    r"\s*[（(](?P<number>[\u4e00-\u9fff]{1,12}[〔\[［（(](?:19|20)\d{2}[〕\]］）)]\s*(?:第)?\d{1,4}\s*号)[）)]"
)
_ZH_DEFINED = re.compile(r"(?:以下简称|下称)[“\"]?《(?P<title>[^《》\n]{2,30})》")
_ZH_ISSUED = re.compile(r"\s*(?:现?印发|已经?[^，。]{2,20}(?:同意|通过))")  # what the notice issues
_ZH_SHORT = re.compile(r"(?:以下简称|下称|简称为?)[“\"]?$")
_KINDS = (
    "Opinions?|Notice|Plan|Measures|Guidelines?|Strategy|Directive|Act|Regulations?|Provisions|Outline|Programme|Program|Agreement"
    "|Convention|Catalogue|List|Code|Law|Order|Memorandum|Framework|Decision|Rules"
)
_EN_NUMBERED = re.compile(
    rf"(?P<title>(?:{_KINDS})\s+(?:of|on|for)\s+[A-Z](?:[^()'‘’“”\n]|['’]s\b){{10,250}}?)\s*"
    r"\((?P<number>[A-Z][A-Za-z]+(?: [A-Z][a-z]+)* ?[\[〔](?:19|20)\d{2}[\]〕] ?No\. ?\d+)\)"
)
_EN_QUOTED = re.compile(
    rf"(?P<q>['‘\"“])(?P<title>(?=(?:[^'‘’\"“”\n]|['’]s\b)*\b(?:{_KINDS})\b)[A-Z](?:[^'‘’\"“”\n]|['’]s\b){{11,220}})(?:['’\"”])"
)
_CAPS = r"(?:U\.S\.|(?:e-)?[A-Z][\w’'&-]*)"
_SMALL = r"(?:of|for|on|and|the|in|to|a|an)"
_VERBS = re.compile(
    r"^(?:.*\b(?:the|The)\s+|(?:Implement|Modernize|Modernise|Improve|Identify|Continue|Required|Support|Strengthen|Under"
    r"|Amend|Enforce|Develop|Promote|Publish|Launch|Adopt|Congress|Agency|Administration)\s+)+"
)
_PART_OF_ACT = r"(?:of|for|on|and)"
_EN_TITLED = re.compile(
    rf"(?:Executive\s+Order\s+(?:No\.\s*)?\d{{4,6}},?|\b(?:entitled|titled)|\breport,)\s+(?:on\s+)?"
    rf"(?P<title>{_CAPS}(?:\s+(?:{_SMALL}|{_CAPS})){{2,14}})(?=[,.;\[\s])"
)
_EN_NAMED = re.compile(
    rf"(?P<title>{_CAPS}(?:\s+(?:(?:{_PART_OF_ACT}|the)\s+){{0,2}}{_CAPS}){{0,8}}?\s+"
    rf"(?:Act|Directive)\b(?:\s+(?:of|for\s+Fiscal\s+Year)\s+(?:19|20)\d{{2}}|\s+on(?:\s+{_CAPS}){{1,6}})?)(?!\s+(?:[Aa]genc|[A-Z][a-z]+\s+[A-Z]))"
)
_LAST_WORDS = (
    "Strategy",
    "Policy",
    "Regulation",
    "Manual",
    "Guidelines",
    "Playbook",
    "Declaration",
)
_FIRST_WORDS = (
    "Memorandum",
    "Strategy",
    "Agenda",
    "Declaration",
    "Principles",
    "Guidelines",
    "Guidance",
)
_EN_KIND_LAST = re.compile(
    rf"(?P<title>(?:{_CAPS}\s+){{2,6}}(?:{'|'.join(_LAST_WORDS)}))\b"
    r"(?!\s+(?:Act|Directive|Office|Council|Committee|Board|Institute|Group|Team|Initiative|[A-Z][a-z]+))"
)
_EN_KIND_FIRST = re.compile(
    rf"(?P<title>(?:(?:20\d\d|Joint|National|Presidential)\s+)?(?:{'|'.join(_FIRST_WORDS)})\s+"
    rf"(?:on|for|of)\s+{_CAPS}(?:\s+(?:{_SMALL}\s+){{0,2}}{_CAPS}){{1,10}})"
)

_SAME_ENDING = 4
"""Words after the first that two names of one document must share."""
_EN_PATTERNS = (
    (_EN_NUMBERED, ("No",)),
    (_EN_QUOTED, ("'", "‘", '"', "“")),
    (_EN_TITLED, ("Executive", "titled", "report,")),
    (_EN_NAMED, ("Act", "Directive")),
    (_EN_KIND_LAST, _LAST_WORDS),
    (_EN_KIND_FIRST, _FIRST_WORDS),
)
"""Each with the words of which one must be there: looking for them first costs next to nothing."""


def find_references(outline: Outline, spans: list[Span]) -> tuple[Reference, ...]:
    """The documents cited within ``spans``, each once, in order of first citation."""
    own = _own_names(outline)
    found: dict[str, Reference] = {}
    finder = _zh if outline.document.language == "zh" else _en
    for span in spans:
        for reference in finder(outline.document.text, span):
            key = wording(reference.title)
            ours = key in own or any(key in name and len(key) > 0.6 * len(name) for name in own)
            if ours and reference.number in (None, outline.front.number):
                continue
            known = found.get(key)
            if known is None or (reference.number and not known.number):
                found[key] = reference
    ordered = sorted(found.values(), key=lambda r: r.span)
    return tuple(_one_name_each(ordered) if outline.document.language == "en" else ordered)


def _one_name_each(ordered: list[Reference]) -> list[Reference]:
    """Of several names of one document the fuller one (… Act of 2018); of names that differ in
    their first word only (Presidential / Policy Directive on …) the one cited first."""
    keys = [wording(reference.title) for reference in ordered]
    everything = "\n".join(keys)
    endings: set[tuple[str, ...]] = set()
    kept = []
    for key, reference in zip(keys, ordered, strict=True):
        ending = tuple(reference.title.casefold().split()[1:])
        fuller = everything.count(key) > 1
        if not fuller and not (len(ending) >= _SAME_ENDING and ending in endings):
            kept.append(reference)
        endings.add(ending)
    return kept


def _own_names(outline: Outline) -> set[str]:
    """The wording of the plan's own title, whole and as cited in a notice about it."""
    title = outline.front.title or ""
    names = {wording(title)} if title else set()
    names |= {wording(match["title"]) for match in _ZH_TITLE.finditer(title)}
    names |= {wording(m["title"]) for m in _ZH_DEFINED.finditer(outline.document.text)}
    return names


def _zh(text: str, span: Span) -> list[Reference]:
    if "《" not in text[span.start : span.end]:
        return []
    found = []
    for match in _ZH_TITLE.finditer(text, span.start, span.end):
        if _ZH_SHORT.search(text, max(0, match.start() - 8), match.start()):
            continue
        if _ZH_ISSUED.match(text, match.end(), span.end):
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


def _en(text: str, span: Span) -> list[Reference]:
    found: list[Reference] = []
    words = span.quote(text)
    for pattern, needed in _EN_PATTERNS:
        if not any(word in words for word in needed):
            continue
        for match in pattern.finditer(text, span.start, span.end):
            number = match["number"] if "number" in pattern.groupindex else None
            title = " ".join(match["title"].split())
            if pattern in (_EN_NAMED, _EN_KIND_LAST):
                title = _VERBS.sub("", title)
                least = 2 if pattern is _EN_NAMED else 3
                if len(title.split()) < least or "Not" in title.split():
                    continue
            at = Span(match.start("title"), match.end())
            found.append(Reference(title=title, number=number, span=at))
    return found
