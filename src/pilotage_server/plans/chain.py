"""The chain of directives: the documents above a plan, and which of its tasks answers what.

Found with ``pilotage.trace``. A tracing is kept for as long as the process lives, by the words of
the documents traced; rulings are laid over it at every reading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain as joined_up

from pilotage.plan import Plan, Reference
from pilotage.ruling import Question, Ruling, RulingBook
from pilotage.trace import (
    Basis,
    Link,
    Provision,
    Relation,
    Trace,
    apply_rulings,
    citations,
    provisions_of,
    trace,
)
from pilotage_server.units.language import reader_language

from . import store
from .marks import letters
from .models import Level, PlanRow, RulingRow, UpperRow
from .words import task_labels

Named = tuple[str, str]
"""A document as it is traced: the name it goes by here, and its compiled plan as JSON."""

Item = tuple[str, str]
"""An item by the name of its document and its mark."""

LEVELS = list(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """A document above: its row, its letter, its plan, and what it asks for."""

    row: UpperRow
    letter: str
    plan: Plan
    provisions: tuple[Provision, ...]

    @property
    def rank(self) -> int:
        """0 for the highest level."""
        return LEVELS.index(Level(self.row.level))

    def label(self, place: int) -> str:
        """What the provision at ``place`` (from 0) is called: B3."""
        return f"{self.letter}{place + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A plan, what stands above it, and the links between.

    ``coverage`` has the links of all documents above with the plan; ``between`` those of the
    documents above with one another, level by level; ``labels`` what each item is called, by its
    document and mark; ``through`` by which items of lower levels an item above reaches a task that
    it has no link with itself; ``lapsed`` are rulings on words that have changed; ``absent`` are
    documents the plan cites and that are not here.
    """

    plan: Plan
    above: tuple[Above, ...]
    coverage: Trace
    between: tuple[Trace, ...]
    labels: dict[Item, str]
    through: dict[Item, tuple[str, ...]]
    lapsed: tuple[Ruling, ...]
    absent: tuple[tuple[str, Reference], ...]

    @property
    def links(self) -> list[Link]:
        """Every link: those with the plan first."""
        return [*joined_up.from_iterable(one.links for one in (self.coverage, *self.between))]

    def label(self, provision: Provision) -> str:
        """What an item is called here: "B3" above, "4" or "S3" in the plan."""
        return self.labels[provision.document, provision.mark]

    @property
    def uncovered(self) -> list[Provision]:
        """Items above that no task answers, not even by way of a lower level."""
        return [one for one in self.coverage.uncovered if item_of(one) not in self.through]

    def link(self, mark: str) -> Link | None:
        """The link of that mark; one with the plan before one between the documents above."""
        return next((link for link in self.links if link.mark == mark), None)


def stated(found: Chain, upper: Provision, lower: Provision) -> Link:
    """The link of two items: as it was found, else one that rests on a person's word alone."""
    return found.link(f"{upper.mark}-{lower.mark}") or Link(
        upper=upper,
        lower=lower,
        relation=Relation.IMPLEMENTS,
        strength=0.0,
        basis=Basis.RULED,
        shared=(),
    )


def chain_of(row: PlanRow, uppers: Sequence[UpperRow]) -> Chain:
    """The chain that ends in ``row``, below ``uppers`` (those of ``uppers_of``)."""
    names = _names([*(upper.plan for upper in uppers), row])
    texts = [(name, one.compiled) for name, one in zip(names, _rows(uppers, row), strict=True)]
    book = link_book(row)
    between = tuple(apply_rulings(one, book)[0] for one in _between(uppers, texts))
    coverage, lapsed = apply_rulings(_traced(tuple(texts[:-1]), (texts[-1],)), book)
    above = tuple(
        _above(upper, place, text)
        for place, (upper, text) in enumerate(zip(uppers, texts[:-1], strict=True))
    )
    plan = store.plan_of(row)
    labels = _labels(above, coverage.lowers, plan)
    return Chain(
        plan=plan,
        above=above,
        coverage=coverage,
        between=between,
        labels=labels,
        through=_through(coverage, between, labels),
        lapsed=_lapsed(lapsed, above, row),
        absent=_absent(plan, above),
    )


def uppers_of(row: PlanRow) -> list[UpperRow]:
    """The documents above ``row``, from the highest level down; one query.

    For a document that itself stands above the programme these are the ones of higher levels.
    """
    rows = UpperRow.objects.filter(programme=row.programme_id).select_related("plan__document")
    found = sorted(rows, key=lambda upper: (LEVELS.index(Level(upper.level)), upper.pk))
    own = next((upper.level for upper in found if upper.plan_id == row.pk), None)
    if own is None:
        return [upper for upper in found if not _is_edition(upper.plan, row)]
    return [u for u in found if LEVELS.index(Level(u.level)) < LEVELS.index(Level(own))]


def _is_edition(one: PlanRow, other: PlanRow) -> bool:
    return (one.programme_id, one.title) == (other.programme_id, other.title)


def link_book(row: PlanRow) -> RulingBook:
    """The newest ruling on each link of the programme; those taken back are left out.

    Who ruled is named in the reader's language.
    """
    language = reader_language()
    return RulingBook(
        [
            Ruling(
                task=ruling.task,
                question=Question.LINK,
                answer=ruling.answer,
                by=store.signature(ruling.by, language),
                at=ruling.at.isoformat(),
            )
            for ruling in latest_link_rulings(row).values()
            if ruling.answer
        ]
    )


def latest_link_rulings(row: PlanRow) -> dict[str, RulingRow]:
    """The newest ruling on each link, by the mark of the link."""
    rows = RulingRow.objects.filter(programme=row.programme_id, question=Question.LINK.value)
    return {one.task: one for one in rows.select_related("by__membership").order_by("pk")}


def _lapsed(rulings: Iterable[Ruling], above: Iterable[Above], row: PlanRow) -> tuple[Ruling, ...]:
    """Those made on this plan, without the ones on links between documents above."""
    known = {provision.mark for one in above for provision in one.provisions}
    return tuple(
        ruling
        for ruling in rulings
        if ruling.answer.get("plan") == row.title and ruling.task.partition("-")[2] not in known
    )


def _rows(uppers: Iterable[UpperRow], row: PlanRow) -> list[PlanRow]:
    return [*(upper.plan for upper in uppers), row]


def _names(rows: Sequence[PlanRow]) -> list[str]:
    """Their titles; one that comes twice is told apart by its number."""
    titles = [row.title for row in rows]
    return [
        title if titles.count(title) == 1 else f"{title} ({row.pk})"
        for title, row in zip(titles, rows, strict=True)
    ]


def _above(upper: UpperRow, place: int, text: Named) -> Above:
    plan = store.named_plan(*text)
    return Above(
        row=upper, letter=letters(place).upper(), plan=plan, provisions=provisions_of(plan)
    )


def _between(uppers: Sequence[UpperRow], texts: Sequence[Named]) -> list[Trace]:
    """The links of each level with all levels above it."""
    levels = [upper.level for upper in uppers]
    found = []
    for level in LEVELS[1:]:
        below = tuple(text for text, its in zip(texts, levels, strict=False) if its == level)
        higher = LEVELS[: LEVELS.index(level)]
        over = tuple(text for text, its in zip(texts, levels, strict=False) if its in higher)
        if below and over:
            found.append(_traced(over, below))
    return found


@lru_cache(maxsize=32)
def _traced(uppers: tuple[Named, ...], lowers: tuple[Named, ...]) -> Trace:
    above = [store.named_plan(*one) for one in uppers]
    return trace(above, [store.named_plan(*one) for one in lowers])


def _through(
    coverage: Trace, between: Sequence[Trace], labels: dict[Item, str]
) -> dict[Item, tuple[str, ...]]:
    """Items above without a task of their own whose answer below has one: by what they reach it."""
    answered = {item_of(link.upper) for link in coverage.asserted}
    found: dict[Item, tuple[str, ...]] = {}
    for trace_below in reversed(between):
        for link in trace_below.asserted:
            upper, lower = item_of(link.upper), item_of(link.lower)
            if upper not in answered and (lower in answered or lower in found):
                found[upper] = tuple(sorted({*found.get(upper, ()), labels[lower]}))
    return found


def item_of(provision: Provision) -> Item:
    """An item as the chain knows it."""
    return provision.document, provision.mark


def _labels(above: Iterable[Above], lowers: Iterable[Provision], plan: Plan) -> dict[Item, str]:
    labels = {
        (provision.document, provision.mark): one.label(place)
        for one in above
        for place, provision in enumerate(one.provisions)
    }
    tasks = task_labels(plan)
    return labels | {
        (one.document, one.mark): tasks.get(one.mark, str(place))
        for place, one in enumerate(lowers, 1)
    }


def _absent(plan: Plan, above: Iterable[Above]) -> tuple[tuple[str, Reference], ...]:
    """Documents the plan cites whose text is not above it here, each under its bare title."""
    here = {
        span for spans in citations(plan, [one.plan for one in above]).values() for span in spans
    }
    missing = [one for one in plan.references if one.span not in here]
    return tuple({one.title.strip("《》“”"): one for one in missing}.items())
