"""Programmes, plans, rulings and waivers in the record."""

from django.urls import reverse

from pilotage.base import Language
from pilotage_server.audit.kinds import Facts, Kind

from .models import PlanRow, ProgrammeRow, RulingRow, UpperRow, WaiverRow


def _programme_facts(row: ProgrammeRow) -> Facts:
    return {"zh": row.name_zh, "en": row.name_en}


def _programme_said(facts: Facts, language: Language) -> str:
    name = facts.get(language, "")
    return f"“{name}”" if language == "zh" else f"programme “{name}”"


def _plan_facts(row: PlanRow) -> Facts:
    return {"title": row.title, "edition": row.edition}


def _plan_said(facts: Facts, language: Language) -> str:
    title, edition = facts.get("title", ""), facts.get("edition", "")
    if language == "zh":
        return f"《{title}》第{edition}版"
    return f"plan “{title}”, edition {edition}"


def _plan_url(key: int, _facts: Facts) -> str:
    return reverse("plans:review", args=[key])


def _ruling_facts(row: RulingRow) -> Facts:
    return {"task": row.task, "question": row.question}


def _ruling_said(facts: Facts, language: Language) -> str:
    question, task = facts.get("question", ""), facts.get("task", "")
    if question == "link":
        return f"承接关系{task}" if language == "zh" else f"link {task}"
    asked = {"units": ("责任单位", "units"), "limit": ("时限", "limit")}
    zh, en = asked.get(question, (question, question))
    return f"{zh}（任务标识{task}）" if language == "zh" else f"{en} of the task {task}"


def _waiver_facts(row: WaiverRow) -> Facts:
    return {"code": row.code, "task": row.task}


def _waiver_said(facts: Facts, language: Language) -> str:
    code, task = str(facts.get("code", "")), facts.get("task", "")
    if not task:
        return code
    return f"{code}（任务标识{task}）" if language == "zh" else f"{code} of the task {task}"


def _upper_facts(row: UpperRow) -> Facts:
    return {"title": row.plan.title, "zh": row.programme.name_zh, "en": row.programme.name_en}


def _upper_said(facts: Facts, language: Language) -> str:
    title, programme = facts.get("title", ""), facts.get(language, "")
    return f"“{programme}”之上的《{title}》" if language == "zh" else f"“{title}” above {programme}"


KINDS = (
    Kind(name="programme", model=ProgrammeRow, said=_programme_said, facts=_programme_facts),
    Kind(
        name="plan",
        model=PlanRow,
        said=_plan_said,
        facts=_plan_facts,
        url=_plan_url,
        apart=frozenset({"version"}),  # rises with each ruling, which has a row of its own
        chunk=8,  # a row carries the whole plan, megabytes of it
    ),
    Kind(name="ruling", model=RulingRow, said=_ruling_said, facts=_ruling_facts),
    Kind(
        name="upper",
        model=UpperRow,
        said=_upper_said,
        facts=_upper_facts,
        beside=("plan", "programme"),
    ),
    Kind(name="waiver", model=WaiverRow, said=_waiver_said, facts=_waiver_facts),
)
