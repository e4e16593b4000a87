"""Matters near a matter: the task it is a part of, and what new editions made of it."""

from collections.abc import Container
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import MatterState, Step
from pilotage_server.units.models import MembershipRow

from .models import MatterRow
from .rights import visible
from .tree import parent_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Another matter, as a link where the reader may see it (``key`` is None where not)."""

    key: int | None
    code: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByEdition:
    """One sentence of what an edition did, and the matters it is about."""

    words: str
    tasks: list[Kin]


def by_editions(
    member: MembershipRow, matter: MatterRow, state: MatterState, language: Language
) -> list[ByEdition]:
    """What the page of ``matter`` says above its timeline; nothing of a task left as it was."""
    if not (state.edition or state.step.is_ended or matter.split_from_id):
        return []
    near = Q(merged_into=matter) | Q(split_from=matter)
    near |= Q(pk__in=[key for key in (matter.merged_into_id, matter.split_from_id) if key])
    kin = list(MatterRow.objects.filter(near).order_by("pk"))
    ours = visible(member).filter(pk__in=[row.pk for row in kin])
    seen = set(ours.values_list("pk", flat=True)) if kin else set()
    found = []
    if state.step is Step.CANCELLED:
        words = _("Cancelled by authority of %(authority)s. Nothing is asked of it any more.")
        found.append(ByEdition(words=words % {"authority": state.authority}, tasks=[]))
    for words, keys in (
        (_("Merged into a task that goes on:"), {matter.merged_into_id}),
        (_("Split off from another task:"), {matter.split_from_id}),
        (
            _("Merged into this task, each with its own history:"),
            {row.pk for row in kin if row.merged_into_id == matter.pk},
        ),
        (
            _("Split off from this task:"),
            {row.pk for row in kin if row.split_from_id == matter.pk},
        ),
    ):
        tasks = [_kin(row, seen, language) for row in kin if row.pk in keys]
        if tasks:
            found.append(ByEdition(words=words, tasks=tasks))
    return found


def above_kin(member: MembershipRow, matter: MatterRow, language: Language) -> Kin | None:
    """The task that ``matter`` is a part of; None for a task of a plan."""
    above = parent_of(matter)
    if above is None:
        return None
    seen = set(visible(member).filter(pk=above.pk).values_list("pk", flat=True))
    return _kin(above, seen, language)


def _kin(row: MatterRow, seen: Container[int], language: Language) -> Kin:
    return Kin(
        key=row.pk if row.pk in seen else None,
        code=row.code(language),
        heading=row.heading(language),
    )
