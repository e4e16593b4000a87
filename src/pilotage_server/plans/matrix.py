"""The matrix of coverage: items above in rows, tasks in columns, a sign where they are linked.

The cells are written as strings, not by the template: a matrix has hundreds, nearly all empty.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pilotage.report import worth_a_look
from pilotage.trace import Link, Provision, Relation
from pilotage_server.units.language import reader_language

from .chain import Above, Chain, Item, item_of
from .walk import words_of
from .words import link_word

MOST_CELLS = 12_000
"""A larger matrix is not drawn: the list of links says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A task at the head of the matrix."""

    key: str
    label: str
    words: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item above, its cells, how many tasks answer it, or by what lower item one does."""

    key: str
    label: str
    words: str
    cells: SafeString
    total: int
    through: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether no task answers it on any way."""
        return not (self.total or self.through)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A document above with its rows."""

    above: Above
    rows: tuple[Row, ...]
    later: bool

    @property
    def answered(self) -> int:
        """How many of its items a task answers, straight or by way of a lower level."""
        return sum(not row.open for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole matrix, or without its cells when it is ``too_large``."""

    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    too_large: bool


def matrix_of(chain: Chain, plan: int, *, candidates: bool) -> Matrix:
    """The matrix of ``chain``, its signs leading to the links of the plan numbered ``plan``.

    Candidates are in it, uncounted, when the reader sees them.
    """
    uppers, lowers = chain.coverage.uppers, chain.coverage.lowers
    too_large = len(uppers) * len(lowers) > MOST_CELLS
    cells = _Cells(chain, plan, candidates=candidates)
    blocks = tuple(
        Block(
            above=above,
            rows=tuple(
                _row(above.label(place), one, cells, empty=too_large)
                for place, one in enumerate(above.provisions)
            ),
            later=_is_later(above, chain),
        )
        for above in chain.above
    )
    return Matrix(
        columns=tuple(
            Column(
                key=f"t{place}",
                label=chain.label(one),
                words=words_of(one),
                total=cells.below[item_of(one)],
            )
            for place, one in enumerate(lowers, 1)
        ),
        blocks=blocks,
        too_large=too_large,
    )


def shown_links(links: Iterable[Link], *, candidates: bool) -> list[Link]:
    """The links a reader sees: those that count; with ``candidates`` also the best that do not,
    and those that a person refused."""
    by_lower: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        by_lower[id(link.lower)].append(link)
    found = []
    for here in by_lower.values():
        found += [link for link in worth_a_look(here) if link.asserted or candidates]
        found += [link for link in here if candidates and link.verdict and not link.asserted]
    return found


class _Cells:
    """The signs by row and column, and the counts at the ends of both."""

    def __init__(self, chain: Chain, plan: int, *, candidates: bool) -> None:
        self.chain, self.plan = chain, plan
        self.icons = static("icons.svg")
        self.places = {id(one): at for at, one in enumerate(chain.coverage.lowers)}
        self.by_row: dict[Item, dict[int, Link]] = defaultdict(dict)
        self.above: Counter[Item] = Counter()
        self.below: Counter[Item] = Counter()
        for link in shown_links(chain.coverage.links, candidates=candidates):
            upper = item_of(link.upper)
            if not link.verdict or link.asserted:
                self.by_row[upper][self.places[id(link.lower)]] = link
            self.above[upper] += link.asserted
            self.below[item_of(link.lower)] += link.asserted

    def of(self, provision: Provision) -> SafeString:
        """The cells of one row."""
        here: Mapping[int, Link] = self.by_row.get(item_of(provision), {})
        return mark_safe(  # noqa: S308 - escaped
            "".join(
                f"<td>{self._sign(here[at])}</td>" if at in here else "<td></td>"
                for at in range(len(self.places))
            )
        )

    def _sign(self, link: Link) -> SafeString:
        name = f"{self.chain.label(link.upper)} – {self.chain.label(link.lower)}: {link_word(link)}"
        return format_html(
            '<a href="{}" aria-label="{}" title="{}"><svg aria-hidden="true">'
            '<use href="{}#{}"/></svg></a>',
            reverse("plans:link", args=[self.plan, link.mark]),
            name,
            f"{name}. {link.reason(reader_language())}",
            self.icons,
            sign_of(link),
        )


def sign_of(link: Link) -> str:
    """The symbol of a link: full, in part, candidate."""
    if not link.asserted:
        return "c-q"
    return "c-h" if link.relation is Relation.NARROWS else "c-f"


def _row(label: str, one: Provision, cells: _Cells, *, empty: bool) -> Row:
    return Row(
        key=label,
        label=label,
        words=words_of(one),
        cells=SafeString() if empty else cells.of(one),
        total=cells.above[item_of(one)],
        through=cells.chain.through.get(item_of(one), ()),
    )


def _is_later(above: Above, chain: Chain) -> bool:
    """Whether the document came after the plan was dated."""
    issued, own = above.plan.issued, chain.plan.issued
    return bool(issued and own and issued > own)
