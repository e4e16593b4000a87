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
from pilotage_server.plans.actions import found_programme, rule, waive
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.names import full_name, register

from .sample import Edition, Programme

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")
Answer = tuple[str, Question, Mapping[str, object]]


FIRST, SECOND = "plan.{}.docx", "plan-2.{}.md"
"""The files of the two editions, by language."""


def example(language: Language, edition: str = FIRST) -> Path:
    """The file of the example plan; PilotageError when the installation lacks it."""
    return example_file(edition.format(language))


def example_file(name: str) -> Path:
    """A file of the example folder; PilotageError when the installation lacks it."""
    for folder in _PLACES:
        path = folder / name
        if path.exists():
            return path
    raise PilotageError(
        f"The example {name} is not in this installation.",
        "Install Pilotage again, or run the demo from a checkout.",
        zh=(f"安装中缺少示例文件{name}。", "请重新安装引航，或从源代码目录运行演示。"),
    )


def upload(sample: Programme, language: Language, by: MembershipRow) -> PlanRow:
    """Upload the example plan into a new programme and compile it as any document is."""
    with clock.standing_at(sample.first.uploaded):
        found_programme(sample.code, sample.zh, sample.en)
        return read_in(example(language).name, sample.code, by)


def upload_second(sample: Programme, language: Language, by: MembershipRow) -> PlanRow:
    """Upload the second edition, rule it and waive the rest: a draft that can be applied."""
    with clock.standing_at(sample.second.uploaded):
        row = read_in(example(language, SECOND).name, sample.code, by)
    rule_all(row, sample.second, language, by)
    waive_rest(row, sample.second, by)
    return row


def read_in(name: str, programme: str, by: MembershipRow) -> PlanRow:
    """Upload a file of the example folder into that programme and have it compiled."""
    document = receive(name, [example_file(name).read_bytes()], by.user, programme=programme)
    while document.job.state in (JobState.WAITING, JobState.RUNNING) and worker.work_once():
        document.job.refresh_from_db()
    if document.job.state != JobState.DONE:
        raise PilotageError(*document.job.told("en"), zh=document.job.told("zh"))
    return PlanRow.objects.get(document=document)


def rule_all(row: PlanRow, sample: Edition, language: Language, by: MembershipRow) -> None:
    """Confirm the unit listed first as lead everywhere, name owners, and enter the limits."""
    answers = [
        answer
        for code, task in coded(store.compiled_plan(row)).items()
        for answer in _answers(code, task, sample, language)
    ]
    with clock.standing_at(sample.ruled):
        rule(row, answers, by, version=row.version)


def _answers(code: str, task: Task, sample: Edition, language: Language) -> list[Answer]:
    led = sorted(task.units, key=lambda duty: duty.role is not Role.LEAD)
    written = [(duty.unit, duty.name) for duty in led]
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


def waive_rest(row: PlanRow, sample: Edition, by: MembershipRow) -> None:
    """Waive, with the sample's reasons, what still stands in the way of issuing."""
    codes = {task.id: code for code, task in coded(store.compiled_plan(row)).items()}
    with clock.standing_at(sample.waived):
        for finding in findings.gate_of(row).blocking:
            rest = sample.waivers.get("rest", "")
            reason = sample.waivers.get(codes.get(finding.task, ""), rest)
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
        return issue(
            row, by, titles=titles, slip=sample.slip, milestones=steps, rhythm=sample.rhythm
        )


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
