"""A compiled document becomes the draft of a plan in its programme."""

from django.db import transaction
from django.db.models import Max

from pilotage.plan import Plan, TaskKind
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import DocumentRow
from pilotage_server.plans import store
from pilotage_server.plans.models import PlanRow, ProgrammeRow

from .found_programme import found_numbered


@transaction.atomic
def take_up(
    document: DocumentRow,
    plan: Plan,
    programme: ProgrammeRow | None = None,
    *,
    written: str | None = None,
) -> PlanRow:
    """The draft made of ``plan``: a new edition when its programme has a plan of that title.

    ``written`` is what ``store.written`` gives, where the caller had it before the transaction.
    """
    title = (plan.title or document.name)[:300]
    home = programme or _programme_of(document, plan, title)
    last = PlanRow.objects.filter(programme=home, title=title).aggregate(n=Max("edition"))["n"]
    row = PlanRow.objects.create(
        programme=home,
        document=document,
        edition=(last or 0) + 1,
        language=plan.language,
        title=title,
        compiled=written or store.written(plan),
        tasks=sum(1 for _task in plan.of_kind(TaskKind.TASK)),
        safeguards=sum(1 for _task in plan.of_kind(TaskKind.SAFEGUARD)),
        created_at=clock.now(),
    )
    record(What.TAKEN_UP, row)
    return row


def _programme_of(document: DocumentRow, plan: Plan, title: str) -> ProgrammeRow:
    """The programme the upload named, else one that has a plan of that title, else a new one."""
    found = ProgrammeRow.objects.filter(code=document.programme).first()
    if found:
        return found
    same = ProgrammeRow.objects.filter(plans__title=title, plans__language=plan.language)
    return same.order_by("pk").first() or found_numbered(title)
