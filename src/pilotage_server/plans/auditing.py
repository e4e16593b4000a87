"""Programmes, plans, rulings and waivers in the record."""

from django.urls import reverse

from pilotage.base import Language
from pilotage.ledger import code_of
from pilotage.ruling import Question
from pilotage_server.audit.kinds import Facts, Kind

from .models import PlanRow, ProgrammePlaceRow, ProgrammeRow, RulingRow, UpperRow, WaiverRow
from .store import compiled_plan


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


_NAMED = 40
"""Characters of an item that tell it apart in a line of the record."""


def named_tasks(row: PlanRow) -> dict[str, Facts]:
    """By the id of each task of ``row`` what it is called in the record: number and first words."""
    return {
        task.id: {
            "zh": code_of(task, "zh"),
            "en": code_of(task, "en"),
            "heading": _first_words(task.heading),
        }
        for task in compiled_plan(row).tasks
    }


def _task_said(facts: Facts, language: Language) -> str:
    """ "task 4 “Build the berth”"; of a row that was written without its name, its id."""
    code, heading = facts.get(language, ""), facts.get("heading", "")
    if not code:
        task = facts.get("task", "")
        return f"任务标识{task}" if language == "zh" else f"the task {task}"
    if language == "zh":
        return f"任务{code}“{heading}”"
    return f"task {code} “{heading}”"


def _ruling_facts(row: RulingRow) -> Facts:
    items = _items_of(row) if row.question == Question.LINK else {}
    return {"task": row.task, "question": row.question, **items}


def _items_of(row: RulingRow) -> Facts:
    """The first words of the two items of a link; taking a ruling back says them no more, so they
    are those of the ruling before it.
    """
    answer = row.answer
    if not answer.get("upper"):
        same = RulingRow.objects.filter(
            programme=row.programme_id, question=row.question, task=row.task
        )
        before = (one.answer for one in same.order_by("-pk") if one.answer.get("upper"))
        answer = next(before, {})
    return {side: _first_words(str(answer.get(side, ""))) for side in ("upper", "lower")}


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _NAMED else line[: _NAMED - 1].rstrip() + "…"


def _ruling_said(facts: Facts, language: Language) -> str:
    question, task = facts.get("question", ""), facts.get("task", "")
    if question == "link" and facts.get("upper"):
        upper, lower = facts["upper"], facts.get("lower", "")
        if language == "zh":
            return f"承接关系：“{lower}”承接“{upper}”"
        return f"link: “{lower}” answers “{upper}”"
    if question == "link":
        return f"承接关系{task}" if language == "zh" else f"link {task}"
    asked = {
        "units": ("责任单位", "units"),
        "limit": ("时限", "limit"),
        "targets": ("目标", "targets"),
    }
    zh, en = asked.get(question, (question, question))
    named = _task_said(facts, language)
    return f"{zh}（{named}）" if language == "zh" else f"{en} of {named}"


def _waiver_facts(row: WaiverRow) -> Facts:
    return {"code": row.code, "task": row.task}


def _waiver_said(facts: Facts, language: Language) -> str:
    code = str(facts.get("code", ""))
    if not facts.get("task"):
        return code
    named = _task_said(facts, language)
    return f"{code}（{named}）" if language == "zh" else f"{code} of {named}"


def _upper_facts(row: UpperRow) -> Facts:
    return {"title": row.plan.title, "zh": row.programme.name_zh, "en": row.programme.name_en}


def _upper_said(facts: Facts, language: Language) -> str:
    title, programme = facts.get("title", ""), facts.get(language, "")
    return f"“{programme}”之上的《{title}》" if language == "zh" else f"“{title}” above {programme}"


def _place_facts(row: ProgrammePlaceRow) -> Facts:
    above, own = row.above, row.programme
    return {
        "zh": own.name_zh,
        "en": own.name_en,
        "above_zh": above.name_zh,
        "above_en": above.name_en,
    }


def _place_said(facts: Facts, language: Language) -> str:
    programme, above = facts.get(language, ""), facts.get(f"above_{language}", "")
    if language == "zh":
        return f"“{programme}”归入“{above}”"
    return f"programme “{programme}” under “{above}”"


KINDS = (
    Kind(name="programme", model=ProgrammeRow, said=_programme_said, facts=_programme_facts),
    Kind(
        name="place",
        model=ProgrammePlaceRow,
        said=_place_said,
        facts=_place_facts,
        beside=("programme", "above"),
    ),
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
