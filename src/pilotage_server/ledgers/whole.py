"""How far a task with sub-tasks, a unit or a programme is, with the working, for one reader."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Step, step_label
from pilotage.supervision import Branch, Rollup, Share, led_by, rollup
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.plans.programme_tree import line_above, parents
from pilotage_server.units import names
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.tree import beneath, indented

from .listing import lead_of, unit_name
from .models import MatterRow, SubtaskRow
from .rights import sees_claims, visible
from .tree import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One row of the working: a matter that counts, and with what."""

    matter: MatterRow
    share: Share
    language: Language

    @property
    def code(self) -> str:
        return self.matter.code(self.language)

    @property
    def heading(self) -> str:
        return self.matter.heading(self.language)

    @property
    def unit(self) -> str:
        lead = lead_of(self.matter.units.all())
        return unit_name(lead, self.language) if lead else "–"

    @property
    def state(self) -> str:
        return step_label(Step(self.matter.step), self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A figure on two tracks and how it came about. ``depth`` indents it under what it is part of.

    ``of`` is the id of the programme or of the unit; empty for a task.
    """

    name: str
    rollup: Rollup
    parts: Sequence[Part]
    language: Language
    claims: bool
    of: str = ""
    depth: int = 0

    @property
    def claimed(self) -> int | None:
        return self.rollup.claimed if self.claims else None

    @property
    def verified(self) -> int | None:
        return self.rollup.verified

    @property
    def sums(self) -> str:
        """The sums, as a reader would do them again."""
        return self.rollup.sentence(self.language, claims=self.claims)

    @property
    def weights(self) -> str:
        """What the parts count."""
        if self.rollup.even:
            return _("All parts count the same.")
        return _("Each part counts by its weight; the weights are those of the slips.")


def branches(matters: Iterable[MatterRow]) -> list[Branch]:
    """The trees that ``matters`` make up, by the number of their tops; one query.

    What has ended without being done is left out. A sub-task stands for itself where its task is
    not among ``matters``.
    """
    rows = {one.pk: one for one in matters if not Step(one.step).is_ended}
    places = SubtaskRow.objects.filter(matter__in=list(rows), depth=1)
    above = {row.matter_id: row for row in places}
    below: dict[int, list[MatterRow]] = defaultdict(list)
    tops = []
    for one in sorted(rows.values(), key=lambda row: (row.plan_id, row.place)):
        place = above.get(one.pk)
        if place and place.above_id in rows:
            below[place.above_id].append(one)
        else:
            tops.append(one)

    def branch(one: MatterRow) -> Branch:
        lead = lead_of(one.units.all())
        place = above.get(one.pk)
        return Branch(
            key=one.pk,
            claimed=one.claimed,
            verified=one.verified,
            weight=place.weight if place else 1,
            lead=lead.unit if lead else None,
            parts=tuple(branch(part) for part in below[one.pk]),
        )

    return [branch(one) for one in tops]


def whole(
    name: str,
    parts: Iterable[Branch],
    matters: Mapping[int, MatterRow],
    member: MembershipRow,
    language: Language,
    *,
    evenly: bool = True,
    of: str = "",
    depth: int = 0,
) -> Whole:
    """The figure of what ``parts`` make up; ``matters`` holds them by key."""
    found = rollup(parts, evenly=evenly)
    return Whole(
        name=name,
        rollup=found,
        parts=[
            Part(matter=matters[share.key], share=share, language=language)
            for share in found.shares
        ],
        language=language,
        claims=sees_claims(member),
        of=of,
        depth=depth,
    )


def of_task(member: MembershipRow, matter: MatterRow, language: Language) -> Whole | None:
    """The sub-tasks of ``matter`` with its figure; None when it has none the reader may see.

    A reader who sees only some of them is shown these, and no figure.
    """
    direct = {row.matter_id for row in parts_of(matter)}
    if not direct:
        return None
    keys = SubtaskRow.objects.filter(above=matter).values("matter_id")
    seen = list(visible(member).filter(pk__in=keys).prefetch_related("units"))
    rows = {row.pk: row for row in seen}
    tops = [one for one in branches(seen) if one.key in direct]
    ended = [row for row in seen if row.pk in direct and Step(row.step).is_ended]
    found = whole("", tops, rows, member, language, evenly=False)
    parts = [*found.parts, *(_left_out(row, language) for row in ended)]
    parts.sort(key=lambda one: one.matter.place)
    if not parts:
        return None
    complete = direct <= set(rows)
    return Whole(
        name="",
        rollup=found.rollup if complete else Rollup(shares=()),
        parts=parts,
        language=language,
        claims=found.claims,
    )


def _left_out(row: MatterRow, language: Language) -> Part:
    """A sub-task that has ended: shown, and counted as nothing."""
    share = Share(key=row.pk, weight=0, claimed=row.claimed, verified=row.verified)
    return Part(matter=row, share=share, language=language)


def of_programmes(
    member: MembershipRow, matters: Sequence[MatterRow], language: Language
) -> list[Whole]:
    """Every programme with its tasks and those of the programmes under it, for those who see all
    of it; each before those under it. A post of one programme knows of no other.
    """
    if member.root:
        return []
    rows = {row.pk: row for row in matters}
    known: dict[int, ProgrammeRow] = {}
    counted: dict[int, list[Branch]] = defaultdict(list)
    above = {} if member.programme else parents()
    for one in branches(matters):
        own = rows[one.key].plan.programme
        for programme in (own, *line_above(own.pk, above)):
            known[programme.pk] = programme
            counted[programme.pk].append(one)
    return [
        whole(
            programme.name(language),
            counted[programme.pk],
            rows,
            member,
            language,
            of=f"p{programme.pk}",
            depth=depth,
        )
        for programme, depth in _in_order(known, above)
    ]


def _in_order(
    known: Mapping[int, ProgrammeRow], above: Mapping[int, ProgrammeRow], under: int = 0
) -> Iterator[tuple[ProgrammeRow, int]]:
    """The programmes of ``known`` from the top of their tree down, each with its depth."""
    for key, programme in known.items():
        if (above[key].pk if key in above else 0) == under:
            yield programme, sum(1 for _one in line_above(key, above))
            yield from _in_order(known, above, key)


def of_units(
    member: MembershipRow, matters: Sequence[MatterRow], language: Language
) -> list[Whole]:
    """Every unit that leads a task, or stands above one that does, in the order of the tree."""
    rows = {row.pk: row for row in matters}
    tops = branches(matters)
    covered = beneath(member.root)
    counted = {unit: list(led_by(tops, beneath(unit))) for unit, _depth in indented(language)}
    found: list[Whole] = []
    for unit, _depth in indented(language):
        parts = counted[unit]
        if not parts or (covered and unit not in covered) or _adds_nothing(unit, counted):
            continue
        depth = sum(unit in beneath(one.of) for one in found)
        name = names.full_name(unit, language)
        found.append(whole(name, parts, rows, member, language, of=unit, depth=depth))
    return found


def _adds_nothing(unit: str, counted: Mapping[str, list[Branch]]) -> bool:
    """Whether one unit beneath leads all that is counted for ``unit``."""
    return any(counted[one] == counted[unit] for one in beneath(unit) if one != unit)
