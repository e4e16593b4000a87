"""The ledger's rows: matters, their units, their entries, the evidence.

An entry is inserted and never touched again: the manager and the model refuse it here, and
triggers refuse it in the database (migration 0002). A matter's other columns are the present
state, kept in step by the acts so that lists need no fold; they hold no colour, since a light is
a judgement of a day and is computed when a page is shown.
"""

from django.conf import settings
from django.db import models

from pilotage.ledger import Act, Step
from pilotage.plan import Role, TaskKind
from pilotage_server.audit.append_only import AppendOnly


def _choices(values: type[Act] | type[Step] | type[Role] | type[TaskKind]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


SUBTASK = "subtask"
"""The kind of a matter that is a part of another; its ``number`` is "4.2", or "S3.1"."""


class MatterRow(models.Model):
    """A task of an adopted plan under supervision.

    The first columns are copied from the plan, which never changes once adopted, so that a list
    need not read the whole document. A new edition that carries the matter over writes them anew;
    ``plan`` is then that edition. What it merged or cancelled stays with the edition before.
    """

    plan = models.ForeignKey("plans.PlanRow", models.PROTECT, related_name="matters")
    task_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=[*_choices(TaskKind), (SUBTASK, SUBTASK)])
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    section = models.CharField(max_length=500, blank=True)
    heading_zh = models.CharField(max_length=500, blank=True)
    heading_en = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    limit_words = models.CharField(max_length=500, blank=True)
    limit_entered_by = models.CharField(max_length=150, blank=True)

    step = models.CharField(max_length=16, choices=_choices(Step))
    limit = models.DateField(null=True)
    original_limit = models.DateField(null=True)
    ongoing = models.BooleanField(default=False)
    dispatched_on = models.DateField(null=True)
    claimed = models.PositiveSmallIntegerField(null=True)
    claimed_on = models.DateField(null=True)
    verified = models.PositiveSmallIntegerField(null=True)
    verified_on = models.DateField(null=True)
    course = models.JSONField(default=dict)
    extension_until = models.DateField(null=True)
    suspended_since = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    last_entry_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    registered_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "task_id"], name="one_matter_a_task"),
            models.UniqueConstraint(fields=["plan", "kind", "ordinal"], name="one_matter_a_number"),
        ]
        ordering = ["-kind", "ordinal"]

    def __str__(self) -> str:
        return f"{self.code('en')} {self.heading('en')}"

    def code(self, language: str) -> str:
        """The number people say: "4" for a task, "S3" or "保3" for a safeguard, "4.2" of a part."""
        if self.kind == SUBTASK:
            return self.number.replace("S", "保") if language == "zh" else self.number
        if self.kind == TaskKind.SAFEGUARD:
            return f"{'保' if language == 'zh' else 'S'}{self.ordinal}"
        return str(self.ordinal)

    @property
    def place(self) -> tuple[bool, tuple[int, ...]]:
        """Where it stands among the matters of its plan: "4" before "4.2" before "5"."""
        code = self.code("en")
        return code.startswith("S"), tuple(int(one) for one in code.lstrip("S").split("."))

    @property
    def is_part(self) -> bool:
        """Whether it is a sub-task."""
        return bool(self.kind == SUBTASK)

    def body(self) -> list[str]:
        """The words of the task by paragraph, without the line that only repeats its heading."""
        found = [line.strip() for line in self.text.splitlines() if line.strip()]
        own = self.heading_zh if self.plan.language == "zh" else self.heading_en
        repeats = len(found) > 1 and own and found[0].endswith(own)
        return found[1:] if repeats else found

    def heading(self, language: str) -> str:
        """The heading in ``language``, or as the plan has it when there is no translation."""
        first, second = (
            (self.heading_zh, self.heading_en)
            if language == "zh"
            else (self.heading_en, self.heading_zh)
        )
        return first or second


class SubtaskRow(models.Model):
    """That ``matter`` is a part of ``above``, ``depth`` levels beneath it (1: of the task itself).

    A sub-task has one row for each task above it, so that what lies beneath a task is one query at
    any depth. ``weight`` is what it counts among its siblings; 1 where nobody said.
    """

    matter = models.ForeignKey(MatterRow, models.CASCADE, related_name="above_rows")
    above = models.ForeignKey(MatterRow, models.PROTECT, related_name="below_rows")
    depth = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "depth"], name="one_task_above_a_depth")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} under {self.above_id}"


class MatterUnitRow(models.Model):
    """A unit in a role at a matter, with what it has done so far."""

    matter = models.ForeignKey(MatterRow, models.CASCADE, related_name="units")
    position = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=80, blank=True, db_index=True)
    name = models.CharField(max_length=300)
    role = models.CharField(max_length=16, choices=_choices(Role))
    signed_on = models.DateField(null=True)
    claimed = models.PositiveSmallIntegerField(null=True)
    reported_on = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "position"], name="one_unit_a_position")
        ]

    def __str__(self) -> str:
        return self.name


class EntryRow(AppendOnly):
    """One act on one matter: what, when, by whom, for which unit."""

    matter = models.ForeignKey(MatterRow, models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    act = models.CharField(max_length=20, choices=_choices(Act))
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    post_zh = models.CharField(max_length=150, blank=True)
    post_en = models.CharField(max_length=150, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    payload = models.JSONField(default=dict)
    token = models.CharField(max_length=64, null=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "sequence"], name="one_entry_a_sequence"),
            models.UniqueConstraint(fields=["matter", "token"], name="one_entry_a_token"),
        ]
        indexes = [models.Index(fields=["at"], name="entries_by_moment")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act}"

    def post(self, language: str) -> str:
        """The post of who acted, as it was named then."""
        return (self.post_zh if language == "zh" else self.post_en) or self.by


class EvidenceRow(AppendOnly):
    """A file that stands for a report. The bytes are kept once, under their digest."""

    entry = models.ForeignKey(EntryRow, models.PROTECT, related_name="proofs")
    matter = models.ForeignKey(MatterRow, models.PROTECT, related_name="proofs")
    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    dated = models.DateField(null=True)
    unit = models.CharField(max_length=80, blank=True)
    claim = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["entry", "id"]

    def __str__(self) -> str:
        return self.name


class ApprovalRow(AppendOnly):
    """Whether the tasks of a programme are approved before dispatch; the newest row holds."""

    programme = models.ForeignKey("plans.ProgrammeRow", models.PROTECT, related_name="+")
    asked = models.BooleanField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.programme}: {self.asked}"


class SampleRow(AppendOnly):
    """Matters drawn to be checked on the spot.

    ``among`` are those that could be drawn, each a key with its unit; ``drawn`` the keys that were,
    by ``share`` percent of each unit and ``seed``.
    """

    programme = models.ForeignKey("plans.ProgrammeRow", models.PROTECT, related_name="+")
    seed = models.CharField(max_length=40)
    share = models.PositiveSmallIntegerField()
    among = models.JSONField()
    drawn = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.programme}, {self.seed}"


class ViewRow(models.Model):
    """A filter of the list of tasks under a name: its address, whose it is, whether all see it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name
