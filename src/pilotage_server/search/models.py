"""Rows of what can be found, and of the files of evidence whose text is still to be read.

A passage is a copy: what it says stands in a plan, a ledger or a file, and ``pilotage manage
reindex`` makes all passages again. The words of each kind of passage have an index of their own
(``IndexRow``), a table that belongs to the database: SQLite's FTS5, PostgreSQL's GIN.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.plans.models import PlanRow

from .engine import TokensField


class PassageKind(models.TextChoices):
    """What can be found, in the order in which it is shown."""

    TASK = "task", _("Tasks")
    CLAUSE = "clause", _("Clauses of documents")
    ENTRY = "entry", _("Reports and other entries")
    PROOF = "proof", _("Evidence")


class PassageRow(models.Model):
    """A stretch of text that is found as a whole, and where it belongs."""

    kind = models.CharField(max_length=6, choices=PassageKind.choices)
    plan = models.ForeignKey(PlanRow, models.CASCADE, related_name="+")
    matter = models.ForeignKey(
        MatterRow, models.CASCADE, null=True, related_name="+", db_index=False
    )
    entry = models.ForeignKey(EntryRow, models.CASCADE, null=True, related_name="+", db_index=False)
    proof = models.ForeignKey(
        EvidenceRow, models.CASCADE, null=True, related_name="+", db_index=False
    )
    task = models.CharField(max_length=80, blank=True)
    """Of a clause: the id of the task of the plan that it stands in; empty outside of tasks."""
    ordinal = models.PositiveIntegerField(default=0)
    """Of a clause: which task of the plan that is, from 1; 0 outside of tasks."""
    heading = models.CharField(max_length=200, blank=True)
    """Of a clause: number and heading of that task, as printed."""
    place = models.PositiveIntegerField(default=0)
    """Which stretch of its plan, task, entry or file it is; 0 of a file is its name."""
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        indexes = [
            models.Index(
                fields=[name],
                name=f"search_of_{name}",
                condition=models.Q((f"{name}__isnull", False)),
            )
            for name in ("matter", "entry", "proof")
        ]  # most passages are clauses, which have none of the three

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class IndexRow(models.Model):
    """The words of one passage. Never written through the model; see ``engine``."""

    rowid = models.OneToOneField(
        PassageRow,
        models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        related_name="+",
        db_constraint=False,
    )
    tokens = TokensField()

    objects: models.Manager["IndexRow"] = models.Manager()

    class Meta:
        abstract = True
        managed = False


class TaskIndexRow(IndexRow):
    class Meta(IndexRow.Meta):
        db_table = "search_task_index"


class ClauseIndexRow(IndexRow):
    class Meta(IndexRow.Meta):
        db_table = "search_clause_index"


class EntryIndexRow(IndexRow):
    class Meta(IndexRow.Meta):
        db_table = "search_entry_index"


class ProofIndexRow(IndexRow):
    class Meta(IndexRow.Meta):
        db_table = "search_proof_index"


INDEXES: dict[str, type[IndexRow]] = {
    PassageKind.TASK: TaskIndexRow,
    PassageKind.CLAUSE: ClauseIndexRow,
    PassageKind.ENTRY: EntryIndexRow,
    PassageKind.PROOF: ProofIndexRow,
}


class ReadingState(models.TextChoices):
    """Where the reading of a file stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being read")
    DONE = "done", _("read")
    FAILED = "failed", _("not read")


class ReadingRow(models.Model):
    """A file of evidence to be read for its text, claimed by a worker with a conditional update."""

    proof = models.OneToOneField(EvidenceRow, models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=8, choices=ReadingState.choices, default=ReadingState.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.proof_id}: {self.state}"
