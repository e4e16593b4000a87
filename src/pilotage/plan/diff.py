"""Two editions of a plan, compared."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from pilotage.base import Language, PilotageError, Span, wording

from .diff_cells import cell_changes, front_changes, place_changes
from .diff_match import Group, Side, features, match
from .diff_model import Aspect, Change, Difference, Edit, Relation, Succession, Value, untold
from .diff_sections import Section, heading_of, in_order, renamed, section_changes, section_of
from .diff_words import Word, edits_between, pieces_of, unmarked, words_of
from .model import Plan, Task


def diff(old: Plan, new: Plan) -> Difference:
    """What became of every task of ``old`` in ``new``, and what else differs.

    Deterministic, and the same the other way round with the sides exchanged. Layout, case and
    punctuation are no difference. PilotageError when the two are in different languages.
    """
    if old.tasks and new.tasks and old.language != new.language:
        raise PilotageError(
            "The two documents are in different languages, so their words cannot be compared.",
            "Compare editions in one language.",
            zh=("两份文件语言不同，无法逐字比较。", "请比较同一语言的两个版本。"),
        )
    return _Comparison(old, new).difference()


class _Comparison:
    def __init__(self, old: Plan, new: Plan) -> None:
        self.old, self.new, self.language = old, new, new.language
        self.groups = match(_sides(old), _sides(new))
        self.pairs = [
            (old.tasks[g.old[0]], new.tasks[g.new[0]])
            for g in sorted(self.groups, key=lambda g: g.new)
            if len(g.old) == len(g.new) == 1
        ]
        section = partial(section_of, language=self.language)
        self.sections = [(section(a), section(b)) for a, b in self.pairs]
        self.names = renamed(self.pairs, self.language)
        self.still = self._still()

    def difference(self) -> Difference:
        """Successions in the order of the new text; what is gone after its old neighbour."""
        changes = section_changes(self.pairs, self.names, self.language)
        return Difference(
            old=self.old,
            new=self.new,
            successions=tuple(map(self._succession, self._in_order())),
            front=tuple(front_changes(self.old, self.new)),
            sections=tuple(changes),
            outside=tuple(_outside(self.old, self.new, self.language)),
        )

    def _in_order(self) -> list[Group]:
        keys: dict[int, tuple[int, int, int]] = {}
        neighbour = -1
        for group in sorted(self.groups, key=lambda g: min(g.old, default=-1)):
            if group.new:
                keys[id(group)] = (min(group.new), 0, 0)
                neighbour = min(group.new) if group.old else neighbour
            else:
                keys[id(group)] = (neighbour, 1, group.old[0])
        return sorted(self.groups, key=lambda g: keys[id(g)])

    def _still(self) -> set[str]:
        """Old ids of the pairs that kept their order among those of their section."""
        rows: defaultdict[tuple[Section, Section], list[tuple[Task, Task]]] = defaultdict(list)
        for pair, sections in zip(self.pairs, self.sections, strict=True):
            rows[sections].append(pair)
        return {
            a.id
            for row in rows.values()
            for (a, _), kept in zip(row, in_order([a.span.start for a, _ in row]), strict=True)
            if kept
        }

    def _succession(self, group: Group) -> Succession:
        old = tuple(self.old.tasks[i] for i in sorted(group.old))
        new = tuple(self.new.tasks[j] for j in sorted(group.new))
        relation = _relation(len(old), len(new))
        if not (old and new):
            nearest = group.links[0] if group.links else None
            return Succession(relation=relation, old=old, new=new, nearest=nearest)
        changes = [*cell_changes(old, new)]
        if relation is Relation.MATCHED:
            changes = [*self._moves(old[0], new[0]), *changes]
        edits = self._edits(old, new)
        if rest := untold(edits, changes):
            changes.append(_words(rest, self.old.text, self.new.text))
        return Succession(
            relation=relation,
            old=old,
            new=new,
            links=tuple(group.links),
            changes=tuple(changes),
            edits=tuple(edits),
        )

    def _moves(self, old: Task, new: Task) -> Iterator[Change]:
        a, b = section_of(old, self.language), section_of(new, self.language)
        stayed = a == b or self.names.get(a) == b
        return place_changes(old, new, stayed, not stayed or old.id in self.still)

    def _edits(self, old: Sequence[Task], new: Sequence[Task]) -> list[Edit]:
        sides = [
            [_pieces(plan, task) for task in tasks]
            for plan, tasks in ((self.old, old), (self.new, new))
        ]
        a, b = ([*chain.from_iterable(side)] for side in sides)
        if wording(_joined(self.old, a)) == wording(_joined(self.new, b)):
            return []
        return edits_between(_words_in(self.old, a), _words_in(self.new, b), self.language)


def _relation(old: int, new: int) -> Relation:
    if not old:
        return Relation.ADDED
    if not new:
        return Relation.REMOVED
    if old == new:
        return Relation.MATCHED
    return Relation.SPLIT if new > 1 else Relation.MERGED


def _sides(plan: Plan) -> list[Side]:
    return [_side(plan, task, place) for place, task in enumerate(plan.tasks)]


def _side(plan: Plan, task: Task, place: int) -> Side:
    pieces = _pieces(plan, task)
    measures = [
        span
        for measure in task.measures
        if (span := unmarked(plan.text, measure.span, plan.language)) != Span(0, 0)
    ]
    sentences = [[w.key for w in words_of(plan.text, [span])] for span in measures or pieces]
    counted = tuple(features(keys) for keys in sentences)
    return Side(
        task=task,
        place=place,
        section=section_of(task, plan.language),
        wording=wording(_joined(plan, pieces)),
        heading=features([w.key for w in words_of(task.heading, [Span(0, len(task.heading))])]),
        body=sum(counted, features(())),
        sentences=counted,
        above=heading_of(task, plan.language),
    )


def _pieces(plan: Plan, task: Task) -> list[Span]:
    return pieces_of(plan.text, task, plan.language)


def _joined(plan: Plan, spans: Sequence[Span]) -> str:
    return " ".join(span.quote(plan.text) for span in spans)


def _words_in(plan: Plan, spans: Sequence[Span]) -> list[list[Word]]:
    return [words_of(plan.text, [span]) for span in spans]


def _words(edits: Sequence[Edit], old: str, new: str) -> Change:
    """The words that went and came, as one change."""
    return Change(
        aspect=Aspect.WORDS,
        old=_quoted([span for edit in edits for span in edit.old], old),
        new=_quoted([span for edit in edits for span in edit.new], new),
    )


def _quoted(spans: Sequence[Span], text: str) -> Value | None:
    if not spans:
        return None
    return Value(text=" … ".join(span.quote(text) for span in spans), span=spans[0])


def _outside(old: Plan, new: Plan, language: Language) -> list[Edit]:
    """Lines that are in no task, where they differ; a line's printed number does not count."""
    return edits_between(_lines(old, language), _lines(new, language), language)


def _lines(plan: Plan, language: Language) -> list[list[Word]]:
    found: list[list[Word]] = []
    at = 0
    for task in (*plan.tasks, None):
        end = task.span.start if task else len(plan.text)
        for line in plan.text[at:end].splitlines(keepends=True):
            span = unmarked(plan.text, Span(at, at + len(line)), language)
            at += len(line)
            found.append(words_of(plan.text, [span]))
        at = task.span.end if task else end
    return [line for line in found if line]
