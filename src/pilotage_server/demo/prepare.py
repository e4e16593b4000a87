"""From the example document to an issued plan, through the acts of the site."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pilotage.base import Language, PilotageError
from pilotage.compile import compile_document
from pilotage.plan import Plan, Role, Task, TaskKind
from pilotage.ruling import Question
from pilotage_server import clock
from pilotage_server.documents import worker
from pilotage_server.documents.actions import receive
from pilotage_server.documents.models import JobState
from pilotage_server.ledgers.actions import issue
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans import findings, store
from pilotage_server.plans.actions import rule, waive
from pilotage_server.plans.models import PlanRow, ProgrammeRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.names import full_name, register

from .sample import Programme

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")
Answer = tuple[str, Question, Mapping[str, object]]


def example(language: Language) -> Path:
    """The Word file of the example plan; PilotageError when the installation lacks it."""
    for folder in _PLACES:
        path = folder / f"plan.{language}.docx"
        if path.exists():
            return path
    raise PilotageError(
        f"The example plan.{language}.docx is not in this installation.",
        "Install Pilotage again, or run the demo from a checkout.",
        zh=(
            f"安装中缺少示例方案plan.{language}.docx。",
            "请重新安装引航，或从源代码目录运行演示。",
        ),
    )


def upload(sample: Programme, language: Language, by: MembershipRow) -> PlanRow:
    """Upload the example plan into a new programme and compile it as any document is."""
    with clock.standing_at(sample.uploaded):
        ProgrammeRow.objects.create(
            code=sample.code, name_zh=sample.zh, name_en=sample.en, created_at=clock.now()
        )
        data = example(language).read_bytes()
        document = receive(example(language).name, [data], by.user, programme=sample.code)
        while worker.work_once():
            continue
    document.job.refresh_from_db()
    if document.job.state != JobState.DONE:
        raise PilotageError(*document.job.told("en"), zh=document.job.told("zh"))
    return PlanRow.objects.get(document=document)


def rule_all(row: PlanRow, sample: Programme, language: Language, by: MembershipRow) -> None:
    """Confirm the unit listed first as lead everywhere, name owners, and enter the limits."""
    answers = [
        answer
        for code, task in coded(store.compiled_plan(row)).items()
        for answer in _answers(code, task, sample, language)
    ]
    with clock.standing_at(sample.ruled):
        rule(row, answers, by, version=row.version)


def _answers(code: str, task: Task, sample: Programme, language: Language) -> list[Answer]:
    written = [(duty.unit, duty.name) for duty in task.units]
    units = written or [(one, full_name(one, language)) for one in sample.owners.get(code, ())]
    limit = sample.limits.get(code)
    found: list[Answer] = []
    if units:
        found.append((task.id, Question.UNITS, {"units": _roles(units)}))
    if limit:
        found.append((task.id, Question.LIMIT, {"date": limit.isoformat(), "kind": "by"}))
    return found


def _roles(units: list[tuple[str | None, str]]) -> list[dict[str, str | None]]:
    roles = [Role.LEAD, *[Role.SUPPORT] * (len(units) - 1)]
    return [
        {"unit": unit, "name": name, "role": role.value}
        for (unit, name), role in zip(units, roles, strict=True)
    ]


def waive_rest(row: PlanRow, sample: Programme, by: MembershipRow) -> None:
    """Waive, with the sample's reasons, what still stands in the way of issuing."""
    codes = {task.id: code for code, task in coded(store.compiled_plan(row)).items()}
    with clock.standing_at(sample.waived):
        for finding in findings.gate_of(row).blocking:
            reason = sample.waivers.get(codes.get(finding.task, ""), "")
            waive(row, finding, reason, by, version=row.version)


def issue_plan(
    row: PlanRow, sample: Programme, language: Language, by: MembershipRow
) -> list[MatterRow]:
    """Issue the plan, its tasks titled in the other language by the other edition."""
    other: Language = "en" if language == "zh" else "zh"
    path = example(other)
    twin = compile_document(path.read_bytes(), path.name, register=register())
    titles = {_key(code): task.heading for code, task in coded(twin).items()}
    with clock.standing_at(sample.issued):
        steps = {_key(code): found for code, found in sample.milestones.items()}
        return issue(row, by, titles=titles, slip=sample.slip, milestones=steps)


def coded(plan: Plan) -> dict[str, Task]:
    """The tasks by what people call them: "1" and on, safeguards "S1" and on."""
    counts: Counter[TaskKind] = Counter()
    found = {}
    for task in plan.tasks:
        counts[task.kind] += 1
        safeguard = task.kind is TaskKind.SAFEGUARD
        found[f"{'S' if safeguard else ''}{counts[task.kind]}"] = task
    return found


def _key(code: str) -> tuple[TaskKind, int]:
    kind = TaskKind.SAFEGUARD if code.startswith("S") else TaskKind.TASK
    return kind, int(code.removeprefix("S"))
