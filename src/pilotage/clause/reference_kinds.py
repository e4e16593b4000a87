"""The words by which English names of documents are known, and the words that are none of them."""

import re

ACTS = frozenset({"Act", "Directive"})
"""Kinds so much of a name's own that they count wherever they stand, headings too."""
SINGLE = frozenset(
    {"Agreement", "Convention", "Declaration", "Protocol", "Treaty", "Charter", "Accord"}
    | {"Covenant", "Compact"}
)
LAWS = frozenset({"Law", "Code", "Ordinance", "Rule", "Rules", "Regulation", "Regulations", "Bill"})
BOUND = ACTS | LAWS | SINGLE
"""Kinds that a name holds once: "the Labelling Regulation and Design Regulation" are two."""
OPENING = frozenset(
    {"Catalogue", "Communication", "Guidance", "Measures", "Memorandum", "Opinions", "Outline"}
    | {"Principles", "Provisions", "Recommendation", "Statement", "Constitution"}
)
"""Kinds that open a name ("Memorandum on …") and never close one."""
POLICIES = frozenset(
    {"Agenda", "Deal", "Framework", "Guidelines", "Handbook", "Manual", "Pact", "Plan", "Playbook"}
    | {"Playbooks", "Policy", "Report", "Roadmap", "Standard", "Strategy", "Masterplan"}
    | {"Blueprint"}
)
LOOSE = frozenset({"Study", "Assessment", "Criteria", "Commitment", "Pledge", "Toolkit", "Guide"})
"""Kinds that are often none: only a name of three words or more makes a document of them."""
KINDS = BOUND | OPENING | POLICIES | LOOSE
ONE_WORD_DO = SINGLE | {"Ordinance", "Plan", "Report", "Law", "Bill", "Masterplan"}
"""Kinds that make a name with a single word of their own: the Paris Agreement."""
OWNED = frozenset({"Strategy", "Framework", "Roadmap", "Agenda", "Blueprint"})
"""Kinds that do so behind their owner: Norfolk's Resilience Strategy."""

_RESTS = sorted({kind[1:] for kind in KINDS}, key=lambda rest: (-len(rest), rest))
KIND = re.compile(
    rf"[{''.join(sorted({kind[0] for kind in KINDS}))}](?:{'|'.join(map(re.escape, _RESTS))})\b"
)
"""Any initial with any rest: a set of letters is looked for five times as fast as the words, and
what is no kind, or only the end of a word, is told at the few places found."""

NO_PART = frozenset(
    {"The", "This", "That", "These", "Those", "A", "An", "Its", "Our", "Their", "All", "Each"}
    | {"Every", "Both", "Any", "In", "Under", "By", "Through", "With", "For", "On", "At", "From"}
    | {"As", "And", "Of", "To", "Not", "Since", "When", "While", "Section", "Title", "Chapter"}
    | {"Article", "Part", "Annex", "Appendix", "See", "Per", "Also", "Led", "Reference"}
    | {"Implement", "Implementing", "Modernize", "Modernise", "Improve", "Identify", "Continue"}
    | {"Required", "Support", "Strengthen", "Amend", "Amending", "Enforce", "Develop", "Promote"}
    | {"Publish", "Launch", "Adopt", "Update", "Review", "Revise", "Issue", "Release", "Create"}
    | {"Establish", "Follow", "Apply", "Expand", "Complete", "Prepare", "Draft", "Congress"}
    | {"Agency", "Administration", "Executive"}
)
"""Words that are written large before a name, as a sentence or a heading opens, and are no part of
it."""
OFFICES = frozenset(
    {"Office", "Council", "Committee", "Subcommittee", "Department", "Ministry", "Bureau", "Board"}
    | {"Institute", "Center", "Centre", "Agency", "Initiative", "Secretary", "Director"}
)
"""Words that make the name that of a body: the Office of Science and Technology Policy."""
GENERIC = frozenset(
    {"Action", "Annual", "Quarterly", "Monthly", "Interim", "Final", "Draft", "First", "Second"}
    | {"Third", "Fourth", "New", "Joint", "General", "Comprehensive", "Summary", "Strategic"}
    | {"Master", "Implementation", "Work", "Working", "Status", "Progress", "Operating", "Budget"}
    | {"Operational", "Financial", "Management", "Development", "Business", "Project", "Program"}
    | {"Programme", "Plan", "Report", "Policy", "National", "Federal", "State", "Local", "City"}
    | {"Regional", "Municipal", "County", "Public", "Private", "International", "Government"}
    | {"U.S.", "Administrative", "Civil", "Criminal", "Common", "Executive", "Building"}
    | {"Learning", "Open", "Source", "Zip", "Postal", "Multi-Year", "Five-Year", "Long-Term"}
    | {"Enterprise", "Capacity"}
)
"""Words that tell no document from another: "the Annual Report", "the 2020 Action Plan"."""
