"""English: plans written in English and translations of Chinese ones."""

import re

from .model import Pack

_FORMS = (
    (
        "chapter",
        r"(?:Chapter|CHAPTER|Part|PART|Section|SECTION)[ \t]+(?:[IVXLC]+|\d{1,3})\b[.:]?",
        7,
    ),
    ("article", r"(?:Article|ARTICLE)[ \t]+(?:[IVXLC]+|\d{1,3})\b[.:]?", 9),
    (
        "action",
        r"(?:Action|ACTION|Commitment|Milestone|Measure|Goal|Strategy|Priority|Theme|Pillar)"
        r"[ \t]+\d{1,3}[.:](?!\d)",
        10,
    ),
    ("roman", r"(?:[IVX]{1,5})\.(?=[ \t\n]+\S)", 10),
    (
        "decimal",
        r"(?:(?:Action|ACTION|Commitment|Milestone|Measure|Goal|Strategy)[ \t]+)?"
        r"\d{1,2}\.\d{1,2}[.:]?(?=[ \t]+\S)",
        12,
    ),
    ("arabic", r"\d{1,3}\.(?=[ \t]*\n?[ \t]*[^\d\s])", 12),
    ("arabic_half", r"\d{1,2}\)(?=[ \t]+\S)", 13),
    ("arabic_bracketed", r"\(\d{1,2}\)(?=[ \t]+\S)", 13),
    ("letter_bracketed", r"\([a-z]\)(?=[ \t]+\S)", 14),
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TYPES = "Plan|Opinions?|Notice|Measures|Programme|Program|Strategy|Guidelines|Regulations?"
"|Provisions|Roadmap"

EN = Pack(
    code="en",
    marker=re.compile(
        r"[\s\u200b\ufeff]*(?:" + "|".join(f"(?P<{name}>{form})" for name, form, _ in _FORMS) + ")"
    ),
    ranks={name: rank for name, _, rank in _FORMS},
    inline_marker=None,
    section_aside=re.compile(
        r"(?i)efforts to date|achievements to date|progress to date|accomplishments"
        r"|lessons learned|general requirements|overall requirements|guiding (?:ideology"
        r"|thought|principles)"
        r"|(?:working|basic|core) principles|^\W*principles$|overall (?:goals?|objectives?)"
        r"|main (?:goals?|objectives?)"
        r"|^\W*(?:(?:[IVX]+|\d+)\.\s*)?(?:introduction|background|objectives|goals|purpose"
        r"|scope|definitions|conclusion|executive summary"
        r"|vision|acknowledge?ments|glossary|references|footnotes|endnotes|notes|annex(?:es)?"
        r"|appendix|table of contents|contents|preface"
        r"|foreword)\W*$"
    ),
    section_safeguard=re.compile(
        r"(?i)safeguard|guarantee measures|organi[sz]ational (?:guarantee|support|measures)"
        r"|implementation support|supporting measures|organi[sz]ation and implementation"
    ),
    sentence_end=re.compile(
        r"[.;!?](?<![ .][A-Z][.;!?])(?<!No[.;!?])(?<!U\.S[.;!?])(?<!e\.g[.;!?])(?<!i\.e[.;!?])"
        r"(?<!etc[.;!?])(?:['”’\"])?(?=[\s]|$)"
    ),
    heading_end=re.compile(r"\.(?<!No\.)(?<!U\.S\.)(?<![ .][A-Z]\.)(?=\s|$)|:(?=\s)|\n"),
    heading_length=120,
    title_word=re.compile(rf"(?i)\b(?:{_TYPES})\b"),
    addressee=re.compile(
        r"^\s*(?:To\b|The people's governments?|All (?:districts|departments|units"
        r"|agencies)).{2,400}:\s*$"
    ),
    cover=re.compile(
        r"(?i)\bis hereby (?:issued|printed|distributed)|with the (?:consent|approval) of"
        r"|please (?:earnestly )?implement"
        r"|hereby notified"
    ),
    signature_date=re.compile(
        r"(?i)^\s*(?:(?:adopted|approved|endorsed|issued|published|released|signed|dated)"
        r"(?:\s+by:?\s+(?:the\s+)?(?P<by>[^.;:,\d]{3,80}?))?(?:\s+on|,)?:?\s+|date(?:\s+of\s+\w+)?:\s*)?"
        rf"(?:(?P<month>{_MONTHS})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})"
        rf"|(?P<d2>\d{{1,2}})\s+(?P<month2>{_MONTHS})\s+(?P<y2>\d{{4}}))\.?\s*$"
    ),
    number=re.compile(
        r"[A-Z][a-z]+(?: [A-Z][a-z]+){1,5} ?[\[〔(](?:19|20)\d{2}[\]〕)] ?No\. ?\d{1,4}"
        r"|\bM-\d{2}-\d{2}\b|COM\(\d{4}\) \d+ final"
    ),
    issuer=re.compile(
        r"^\s*(?P<issuer>[A-Z][^.;:]{4,90}\b(?:Government|Office|Commission|Committee|Council|Department|Ministry|Bureau"
        r"|Administration|Agency)(?: of [A-Z][\w ]+)?)\s*$"
    ),
    imprint=re.compile(
        r"^\s*(?:Printed"
        r"|Issued) by (?P<issuer>[A-Z][^,]{4,80}),? on "
        r"(?P<month>[A-Z][a-z]+)\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})\s*$"
    ),
    closing=re.compile(
        r"^\s*(?:Attachments?:|Annex(?:es)?:|Appendix|cc:|\(This document is|Contact(?:s"
        r"| person)?:)"
    ),
    columns=(
        ("number", re.compile(r"(?i)^(?:no\.?|#|number|item no\.?|s/n)$")),
        ("lead", re.compile(r"(?i)\blead\b")),
        ("support", re.compile(r"(?i)support(?:ing)? |co-?operating|partner|in coordination")),
        (
            "responsible",
            re.compile(
                r"(?i)responsib|required or|\bowner\b|accountable|implementing (?:agency|unit)"
            ),
        ),
        (
            "limit",
            re.compile(
                r"(?i)target date|deadline|due|time ?(?:line|frame|limit)|\blimit\b|completion date"
                r"|by when|^date$"
            ),
        ),
        ("target", re.compile(r"(?i)^targets?$|indicator")),
        (
            "task",
            re.compile(
                r"(?i)milestone|action|task|activity|commitment|measure(?!ment)|deliverable|^item$|what"
            ),
        ),
    ),
    brief=re.compile(
        r"(?i)\b(?:meeting|session|seminar|conference|symposium)\b.{0,60}\b(?:emphasi[sz]ed|requires?"
        r"|stressed|pointed out|conveyed|studied|was held|convened)\b"
        r"|\b(?:pointed out|stressed|emphasi[sz]ed|agreed) that\b|\bstressed to\b"
        r"|\btook the chair\b"
        r"|\bpresided over\b|\bat the meeting\b|\bconvened a\b"
    ),
)
