"""Links between plans as one page that needs nothing else: no script, no other file.

The matrix is that of ui/UI.md (Chain): rows are upper items grouped by document, columns lower
ones; a full disc answers, a half disc in part, a dashed ring is a candidate and does not count.
Every sign leads to its reason and to the words of both items below.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from pilotage.base import Language, Span
from pilotage.trace import Link, Provision, Relation, Trace

from .trace import called, worth_a_look
from .trace_style import SIGNS, STYLE
from .trace_words import count, relation, said


def trace_html(trace: Trace, lang: Language = "en") -> str:
    """The whole page, in the reader's language."""
    page = _Page(trace, lang)
    title = escape(said("title", lang))
    return "".join(
        (
            f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n',
            '<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{SIGNS}\n",
            f'<main><h1>{title}</h1>\n<p class="sub">{escape(page.documents())}</p>\n',
            f'<p class="note">{escape(count(trace, lang))}</p>\n',
            *page.matrix(),
            *page.without(),
            *page.details(),
            "</main>\n</body>\n</html>\n",
        )
    )


class _Page:
    """The parts of the page; a provision is called by its place in the trace."""

    def __init__(self, trace: Trace, lang: Language) -> None:
        self.trace, self.lang = trace, lang
        self.row = {id(one): place for place, one in enumerate(trace.uppers, 1)}
        self.column = {id(one): place for place, one in enumerate(trace.lowers, 1)}
        self.uncompared = {id(one) for one in trace.uncompared}
        self.cells: dict[tuple[int, int], Link] = {}
        self.answers: dict[int, list[Link]] = defaultdict(list)
        for _, links in groupby(trace.links, key=lambda link: id(link.lower)):
            for link in worth_a_look([*links]):
                self.cells[self.row[id(link.upper)], self.column[id(link.lower)]] = link
                self.answers[self.row[id(link.upper)]].append(link)

    def documents(self) -> str:
        """Which documents stand above and below."""
        upper = ", ".join(dict.fromkeys(one.document for one in self.trace.uppers))
        lower = ", ".join(dict.fromkeys(one.document for one in self.trace.lowers))
        return said("both_documents", self.lang).format(upper=upper, lower=lower)

    def matrix(self) -> Iterator[str]:
        """The table of signs, with the count of answers at the end of rows and columns."""
        label = escape(said("coverage", self.lang))
        yield f'<h2>{label}</h2>\n<div class="scroll" tabindex="0" role="group" '
        yield f'aria-label="{label}"><table class="mx">\n<thead><tr>'
        yield f'<th scope="col">{escape(said("requirement", self.lang))}</th>'
        for place, lower in enumerate(self.trace.lowers, 1):
            name = escape(f"{lower.document}: {called(lower)}")
            yield f'<th scope="col"><a href="#b{place}" title="{name}">{place}</a></th>'
        yield f'<th scope="col" class="tot">{escape(said("links", self.lang))}</th></tr></thead>\n'
        for document, uppers in groupby(self.trace.uppers, key=lambda one: one.document):
            span = len(self.trace.lowers) + 2
            yield f'<tbody><tr class="docrow"><th colspan="{span}" scope="rowgroup">'
            yield f"{escape(document)}</th></tr>\n"
            yield from (part for upper in uppers for part in self._row(upper))
            yield "</tbody>\n"
        yield from self._totals()
        yield "</table></div>\n" + self._key()

    def _row(self, upper: Provision) -> Iterator[str]:
        row = self.row[id(upper)]
        total = sum(link.asserted for link in self.answers[row])
        kind = "" if total or id(upper) in self.uncompared else ' class="gap"'
        name = escape(called(upper))
        yield f'<tr{kind}><th scope="row"><a href="#a{row}">{name}</a></th>'
        for column in range(1, len(self.trace.lowers) + 1):
            link = self.cells.get((row, column))
            yield f"<td>{self._sign(link, row, column) if link else ''}</td>"
        told = f"<b>{escape(said('none', self.lang))}</b>" if kind else str(total or "–")
        yield f'<td class="tot">{told}</td></tr>\n'

    def _sign(self, link: Link, row: int, column: int) -> str:
        sign, word = _sign_of(link, self.lang)
        name = escape(f"{called(link.upper)} – {column}: {word}, {link.strength:.2f}")
        return (
            f'<a href="#k{row}-{column}" aria-label="{name}" title="{name}">'
            f'<svg aria-hidden="true"><use href="#{sign}"/></svg></a>'
        )

    def _totals(self) -> Iterator[str]:
        yield f'<tfoot><tr><th scope="row">{escape(said("links", self.lang))}</th>'
        answered = [link for link in self.cells.values() if link.asserted]
        for lower in self.trace.lowers:
            total = sum(link.lower is lower for link in answered)
            missing = not total and id(lower) not in self.uncompared
            yield '<td class="gapcol">0</td>' if missing else f"<td>{total or '–'}</td>"
        yield f'<td class="tot">{len(answered)}</td></tr></tfoot>'

    def _key(self) -> str:
        signs = (("c-f", "full"), ("c-h", "part"), ("c-q", "ring"))
        told = "".join(
            f'<span><svg aria-hidden="true"><use href="#{sign}"/></svg> '
            f"{escape(said(word, self.lang))}</span>"
            for sign, word in signs
        )
        return f'<p class="key">{told}</p>\n'

    def without(self) -> Iterator[str]:
        """What has nothing below, nothing above, nobody to answer for it."""
        lists = (
            ("uncovered", self.trace.uncovered),
            ("unmandated", self.trace.unmandated),
            ("unowned", self.trace.unowned),
            *([("uncompared", self.trace.uncompared)] if self.uncompared else []),
        )
        for key, provisions in lists:
            yield f'<section class="gaps"><h2>{escape(said(key, self.lang))} '
            yield f'<span class="dim">{len(provisions)}</span></h2>\n'
            yield f"<ol>{''.join(self._listed(one) for one in provisions)}</ol></section>\n"

    def _listed(self, one: Provision) -> str:
        row = self.row.get(id(one))
        place = f"a{row}" if row else f"b{self.column[id(one)]}"
        told = f"{one.document}: {called(one)}"
        return f'<li><a href="#{place}">{escape(told)}</a></li>'

    def details(self) -> Iterator[str]:
        """Every upper item with its words, and its links below it; then the lower items."""
        yield f"<h2>{escape(said('links', self.lang))}</h2>\n"
        for upper in self.trace.uppers:
            row = self.row[id(upper)]
            yield f'<section class="item" id="a{row}"><h3>{escape(called(upper))}</h3>'
            yield f'<p class="dim">{escape(upper.document)}</p>'
            yield from (self._answer(link, row) for link in self.answers[row])
            if not self.answers[row] and id(upper) not in self.uncompared:
                yield f'<p class="gap">{escape(said("none", self.lang))}</p>'
            yield "</section>\n"
        yield f"<h2>{escape(said('lower', self.lang))}</h2>\n<ol>"
        for place, lower in enumerate(self.trace.lowers, 1):
            told = f"{lower.document}: {called(lower)}"
            yield f'<li id="b{place}"><p><b>{escape(told)}</b></p><p class="doc">'
            yield f"{escape(lower.text)}</p></li>\n"
        yield "</ol>\n"

    def _answer(self, link: Link, row: int) -> str:
        sign, word = _sign_of(link, self.lang)
        column = self.column[id(link.lower)]
        above = _marked(link.upper, [one.upper for one in link.shared])
        below = _marked(link.lower, [one.lower for one in link.shared])
        return (
            f'<article id="k{row}-{column}"><h4>'
            f'<svg aria-hidden="true"><use href="#{sign}"/></svg> '
            f'{escape(word)} <span class="num">{link.strength:.2f}</span> '
            f'<a href="#b{column}">{column} {escape(called(link.lower))}</a></h4>'
            f"<p>{escape(link.reason(self.lang))}</p>"
            f'<div class="pair"><p class="doc">{above}</p>'
            f'<p class="doc">{below}</p></div></article>'
        )


def _sign_of(link: Link, lang: Language) -> tuple[str, str]:
    if not link.asserted:
        return "c-q", said("candidate", lang)
    part = link.relation is Relation.NARROWS
    return ("c-h" if part else "c-f"), relation(link.relation, lang)


def _marked(provision: Provision, spans: Sequence[Span]) -> str:
    """The provision's words with the shared ones marked."""
    start, told = provision.span.start, ""
    done = start
    for begin, end in sorted(spans):
        if begin < done:
            continue
        told += escape(provision.text[done - start : begin - start])
        told += f"<mark>{escape(provision.text[begin - start : end - start])}</mark>"
        done = end
    return told + escape(provision.text[done - start :])
