"""What new editions made of a matter: what it went into, what came into it, what it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import MatterState, Step
from pilotage_server.units.models import MembershipRow

from .models import MatterRow
from .rights import visible


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
    found = []
    into = [matter.merged_into] if matter.merged_into else []
    origin = [matter.split_from] if matter.split_from else []
    if state.step is Step.CANCELLED:
        words = _("Cancelled by authority of %(authority)s. Nothing is asked of it any more.")
        found.append(ByEdition(words=words % {"authority": state.authority}, tasks=[]))
    for words, rows in (
        (_("Merged into a task that goes on:"), into),
        (_("Split off from another task:"), origin),
        (_("Merged into this task, each with its own history:"), matter.merged.all()),
        (_("Split off from this task:"), matter.parts.all()),
    ):
        tasks = _kin(member, rows, language)
        if tasks:
            found.append(ByEdition(words=words, tasks=tasks))
    return found


def _kin(member: MembershipRow, rows: Iterable[MatterRow], language: Language) -> list[Kin]:
    listed = list(rows)
    if not listed:
        return []
    seen = set(
        visible(member).filter(pk__in=[row.pk for row in listed]).values_list("pk", flat=True)
    )
    return [
        Kin(
            key=row.pk if row.pk in seen else None,
            code=row.code(language),
            heading=row.heading(language),
        )
        for row in listed
    ]
