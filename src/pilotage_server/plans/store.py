"""From rows to plans: the compiled plan with what persons ruled, and what was found in it."""

import json
from dataclasses import replace
from functools import lru_cache

from django.contrib.auth.models import User

from pilotage.plan import Plan, apply_rulings, from_json, to_json
from pilotage.ruling import Question, Ruling, RulingBook
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.programmes import Programme

from .models import PlanRow, ProgrammeRow, RulingRow

LEAD_ONLY = "lead_only"
"""In an answer to UNITS: only the lead was asked about."""


@lru_cache(maxsize=32)
def parsed(text: str) -> Plan:
    """The plan in that JSON."""
    return from_json(text)


def written(plan: Plan) -> str:
    """The JSON of ``plan`` as a row keeps it, which ``parsed`` has at hand from then on."""
    text = json.dumps(to_json(plan), ensure_ascii=False)
    parsed(text)
    return text


@lru_cache(maxsize=32)
def named_plan(name: str, text: str) -> Plan:
    """The plan in the JSON ``text``, its source called ``name``."""
    plan = parsed(text)
    return replace(plan, source=replace(plan.source, name=name))


def compiled_plan(row: PlanRow) -> Plan:
    """The plan as the text alone gives it."""
    return parsed(row.compiled)


def plan_of(row: PlanRow) -> Plan:
    """The plan in force: what was adopted, else what was compiled with the rulings replayed."""
    if row.is_adopted:
        return parsed(row.adopted)
    plan, _lapsed = apply_rulings(compiled_plan(row), book(row))
    return plan


def book(row: PlanRow) -> RulingBook:
    """The rulings of the programme, the newest for each task and question."""
    return RulingBook(
        [
            Ruling(
                task=ruling.task,
                question=Question(ruling.question),
                answer=ruling.answer,
                by=signature(ruling.by, row.language),
                at=ruling.at.isoformat(),
            )
            for ruling in latest_rulings(row)
            if ruling.answer
        ]
    )


def latest_rulings(row: PlanRow) -> list[RulingRow]:
    """The newest ruling for each task and question; an empty answer means it was withdrawn.

    Those on links are no part of a plan (``chain.py``).
    """
    rows = (
        RulingRow.objects.filter(programme=row.programme_id)
        .exclude(question=Question.LINK.value)
        .select_related("by__membership")
        .order_by("pk")
    )
    return list({(ruling.task, ruling.question): ruling for ruling in rows}.values())


def answered(row: PlanRow) -> dict[tuple[str, Question], RulingRow]:
    """The rulings in force by task and question."""
    return {(r.task, Question(r.question)): r for r in latest_rulings(row) if r.answer}


def programmes() -> list[Programme]:
    """Every programme, the newest first, as the accounts know them."""
    rows = ProgrammeRow.objects.order_by("-created_at", "-pk")
    return [Programme(key=r.pk, code=r.code, zh=r.name_zh, en=r.name_en) for r in rows]


def signature(user: User, language: str) -> str:
    """Who ruled or waived, as the record names them: the post, never the person."""
    member: MembershipRow | None = getattr(user, "membership", None)
    return member.post(language) if member else user.get_username()


def free_title(programme: ProgrammeRow | None, title: str) -> str:
    """``title``, with a number behind it where the programme has a plan of that title."""
    known = set(PlanRow.objects.filter(programme=programme).values_list("title", flat=True))
    number, free = 1, title[:290]
    while programme and free in known:
        number += 1
        free = f"{title[:290]} ({number})"
    return free
