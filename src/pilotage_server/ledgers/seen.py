"""Which entries and files an account sees, as conditions for a query.

The same as ``rights.sees_entry`` and ``proofs.sees_proof`` say of one row; a test holds the two
together. A search or a count asks here, so that what is not seen is not counted either.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pilotage.ledger import Act
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.tree import beneath

from .models import EntryRow, EvidenceRow, MatterUnitRow
from .rights import lead_unit, led_by, offices, visible

_CHECKS = (Act.VERIFY.value, Act.RETURN.value)


def seen_entries(member: MembershipRow) -> QuerySet[EntryRow]:
    """The entries that ``member`` reads, of all matters that it sees."""
    rows: QuerySet[EntryRow] = EntryRow.objects.filter(matter__in=visible(member).values("pk"))
    return rows.annotate(lead_unit=lead_unit("matter_id"), above_unit=_above("matter_id")).filter(
        _reads(member, "")
    )


def seen_proofs(member: MembershipRow) -> QuerySet[EvidenceRow]:
    """The files that ``member`` may open."""
    rows: QuerySet[EvidenceRow] = EvidenceRow.objects.filter(
        matter__in=visible(member).values("pk")
    )
    rows = rows.annotate(lead_unit=lead_unit("matter_id"), above_unit=_above("matter_id"))
    open_ = _reads(member, "entry__") & ~_closed_volumes(member)
    if not member.is_leader:
        return rows.filter(open_)
    accepted = Q(judged=Act.VERIFY.value, dated__isnull=False)
    return rows.annotate(judged=_judged()).filter(open_ | accepted)


def _reads(member: MembershipRow, entry: str) -> Q:
    """What ``sees_entry`` says; ``entry`` leads from the row to its entry."""
    other = ~Q(**{f"{entry}act": Act.REPORT.value})
    if member.is_leader:
        return other | Q(**{f"{entry}unit__in": offices(member)})
    if not member.is_liaison:
        return Q()
    covered = beneath(member.root)
    whole = Q(lead_unit__in=covered) | Q(above_unit__in=covered)
    return other | Q(**{f"{entry}unit__in": covered}) | whole


def _closed_volumes(member: MembershipRow) -> Q:
    """The volumes of matters of which ``member`` does not read every report."""
    if not member.is_leader and not member.is_liaison:
        return Q(pk__in=())
    reports = EntryRow.objects.filter(matter=OuterRef("matter_id"), act=Act.REPORT.value)
    ours = offices(member) if member.is_leader else beneath(member.root)
    closed = Q(Exists(reports.exclude(unit__in=ours)), entry__act=Act.ARCHIVE.value)
    if member.is_leader:
        return closed
    return closed & ~Q(lead_unit__in=ours) & ~Q(above_unit__in=ours)


def _above(matter: str) -> Subquery:
    """The unit that leads the task above a sub-task (``rights.above_of``)."""
    return Subquery(
        led_by(
            MatterUnitRow.objects.filter(
                matter__below_rows__matter=OuterRef(matter), matter__below_rows__depth=1
            )
        )
    )


def _judged() -> Subquery:
    """The check that followed the report a file came with: verified, returned, or none yet."""
    after = EntryRow.objects.filter(
        matter=OuterRef("matter_id"),
        sequence__gt=OuterRef("entry__sequence"),
        act__in=_CHECKS,
    )
    return Subquery(after.order_by("sequence").values("act")[:1])
