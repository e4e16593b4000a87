"""Laws of comparing, for any two plans: drawn from one pool of sentences so that they have ties."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotage.base import Span
from pilotage.compile import compile_document
from pilotage.plan import (
    Aspect,
    Difference,
    Edit,
    Plan,
    Relation,
    Succession,
    Task,
    diff,
    diff_to_json,
)
from pilotage.plan.diff_words import pieces_of, words_of
from pilotage.unit import Register, example_register

ZH_NUMBERS = "一二三四五六七八九十"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
POOLS: dict[str, dict[str, list[str]]] = {
    "en": {
        "heading": ["Open new routes", "Build a port", "Train staff", "Cut customs time", "Open"],
        "sentence": [
            "Open three routes to Japan by the end of 2021.",
            "Open two new routes to South Korea.",
            "Build a cold store beside the port.",
            "Train the staff of every port in cold storage.",
            "Publish the time that each step takes.",
            "Publish the time that each step takes and cut it by 10 %.",
            "Hold a fair every year with sister cities.",
        ],
        "unit": ["Municipal Bureau of Commerce", "Dalian Customs", "Liaoning Port Group"],
        "section": ["Key tasks", "Further tasks", "Tasks of ports"],
    },
    "zh": {
        "heading": ["开通新航线", "建设港口", "培训人员", "压缩通关时间", "开放"],
        "sentence": [
            "2021年底前开通对日航线3条。",
            "开通对韩新航线2条。",
            "在港口旁建设冷库。",
            "培训各港口冷链人员。",
            "公布各环节所需时间。",
            "公布各环节所需时间并压缩10%。",
            "每年与友好城市举办交易会。",
        ],
        "unit": ["市商务局", "大连海关", "辽港集团"],
        "section": ["重点任务", "其他任务", "港口任务"],
    },
}
Draft = list[tuple[str, list[tuple[str, list[str], list[str]]]]]


@cache
def register() -> Register:
    return example_register()


def drafts(language: str) -> st.SearchStrategy[Draft]:
    """Sections with their tasks: a heading, sentences, units."""
    pool = POOLS[language]
    task = st.tuples(
        st.sampled_from(pool["heading"]),
        st.lists(st.sampled_from(pool["sentence"]), min_size=1, max_size=3),
        st.lists(st.sampled_from(pool["unit"]), min_size=1, max_size=3, unique=True),
    )
    section = st.tuples(st.sampled_from(pool["section"]), st.lists(task, min_size=1, max_size=4))
    return st.lists(section, min_size=1, max_size=3, unique_by=lambda pair: pair[0])


def written(language: str, draft: Draft, *, first: int = 1, gap: str = "\n\n") -> str:
    """The draft as a document whose numbers begin with ``first``."""
    lines = ["Plan for Ports" if language == "en" else "港口实施方案"]
    for at, (section, tasks) in enumerate(draft, first - 1):
        zh = language == "zh"
        lines.append(f"## {ZH_NUMBERS[at]}、{section}" if zh else f"## {ROMAN[at]}. {section}")
        for place, (heading, sentences, units) in enumerate(tasks, first - 1):
            if zh:
                lines.append(f"### （{ZH_NUMBERS[place]}）{heading}")
                lines.append(f"{''.join(sentences)}（责任单位：{'、'.join(units)}）")
            else:
                lines.append(f"### {place + 1}. {heading}")
                lines.append(f"{' '.join(sentences)} (Responsible units: {', '.join(units)})")
    return gap.join(lines) + "\n"


def plan_of(text: str) -> Plan:
    return compile_document(text.encode(), "plan.md", register=register())


pairs = st.sampled_from(["en", "zh"]).flatmap(
    lambda language: st.tuples(drafts(language), drafts(language)).map(
        lambda both: tuple(plan_of(written(language, draft)) for draft in both)
    )
)


@settings(max_examples=40, deadline=None)
@given(pairs)
def test_a_plan_does_not_differ_from_itself(both: tuple[Plan, Plan]) -> None:
    found = diff(both[0], both[0])
    assert found.empty
    assert all(one.relation is Relation.MATCHED for one in found.successions)


@pytest.mark.parametrize("language", ["en", "zh"])
@settings(max_examples=30, deadline=None)
@given(
    data=st.data(), first=st.integers(2, 4), gap=st.sampled_from(["\n\n", "\n\n\n \n\n", " \n\n"])
)
def test_new_numbers_and_white_space_are_renumbering_only(
    language: str, data: Any, first: int, gap: str
) -> None:
    draft = data.draw(drafts(language))
    old = plan_of(written(language, draft))
    new = plan_of(written(language, draft, first=first, gap=gap))
    found = diff(old, new)
    assert [one.old[0].heading for one in found.successions] == [t.heading for t in old.tasks]
    assert all(one.renumbered for one in found.successions)
    assert {change.aspect for change in found.sections} == {Aspect.NUMBER}
    assert not found.front
    assert not found.outside


@settings(max_examples=40, deadline=None)
@given(pairs)
def test_white_space_alone_is_no_difference(both: tuple[Plan, Plan]) -> None:
    spaced = plan_of(both[0].text.replace("\n", "\n\n") + "\n\n")
    if [t.text.split() for t in spaced.tasks] == [t.text.split() for t in both[0].tasks]:
        assert not [one for one in diff(both[0], spaced).successions if not one.unchanged]


@settings(max_examples=80, deadline=None)
@given(pairs)
def test_every_task_is_accounted_for_once(both: tuple[Plan, Plan]) -> None:
    found = diff(*both)
    old = [task.id for one in found.successions for task in one.old]
    new = [task.id for one in found.successions for task in one.new]
    assert sorted(old) == sorted(task.id for task in both[0].tasks)
    assert sorted(new) == sorted(task.id for task in both[1].tasks)
    for one in found.successions:
        assert relation_of(one) is one.relation
        assert {link.old for link in one.links} <= {task.id for task in one.old}
        assert {link.new for link in one.links} <= {task.id for task in one.new}
        assert len(one.links) == max(len(one.old) + len(one.new) - 1, 0) * bool(one.old and one.new)


def relation_of(one: Succession) -> Relation:
    match len(one.old), len(one.new):
        case 0, 1:
            return Relation.ADDED
        case 1, 0:
            return Relation.REMOVED
        case 1, 1:
            return Relation.MATCHED
        case 1, _:
            return Relation.SPLIT
        case _, 1:
            return Relation.MERGED
    raise AssertionError((one.old, one.new))


MIRRORED = {
    Relation.ADDED: Relation.REMOVED,
    Relation.REMOVED: Relation.ADDED,
    Relation.SPLIT: Relation.MERGED,
    Relation.MERGED: Relation.SPLIT,
    Relation.MATCHED: Relation.MATCHED,
}


def told(one: Succession, *, mirrored: bool) -> tuple[Any, ...]:
    """A succession without the order in which things are told; sides exchanged if asked."""
    side = -1 if mirrored else 1
    relation = MIRRORED[one.relation] if mirrored else one.relation
    ids = tuple(tuple(task.id for task in tasks) for tasks in (one.old, one.new))
    links = (((link.old, link.new)[::side], link.ground, link.strength) for link in one.links)
    changes = ((change.aspect, (change.old, change.new)[::side]) for change in one.changes)
    edits = ((edit.old, edit.new)[::side] for edit in one.edits)
    parts = (sorted(map(repr, part)) for part in (links, changes, edits))
    return relation, ids[::side], one.strength, *parts


@settings(max_examples=80, deadline=None)
@given(pairs)
def test_the_other_way_round_is_the_mirror_image(both: tuple[Plan, Plan]) -> None:
    there, back = diff(*both), diff(*both[::-1])
    assert sorted(repr(told(one, mirrored=False)) for one in there.successions) == sorted(
        repr(told(one, mirrored=True)) for one in back.successions
    )
    assert [(edit.old, edit.new) for edit in there.outside] == [
        (edit.new, edit.old) for edit in back.outside
    ]
    assert there.empty == back.empty


@settings(max_examples=40, deadline=None)
@given(pairs)
def test_what_is_not_edited_is_the_same_on_both_sides(both: tuple[Plan, Plan]) -> None:
    for one in diff(*both).successions:
        if one.old and one.new:
            old = kept(both[0], one.old, [span for edit in one.edits for span in edit.old])
            assert old == kept(both[1], one.new, [s for edit in one.edits for s in edit.new])
            assert (Aspect.WORDS in one.aspects) == bool(one.untold)


def kept(plan: Plan, tasks: tuple[Task, ...], spans: list[Span]) -> list[str]:
    pieces = [span for task in tasks for span in pieces_of(plan.text, task, plan.language)]
    return [
        word.key
        for word in words_of(plan.text, pieces)
        if not any(span.covers(word.span) for span in spans)
    ]


@settings(max_examples=20, deadline=None)
@given(pairs)
def test_the_same_plans_give_the_same_json(both: tuple[Plan, Plan]) -> None:
    first: Difference = diff(*both)
    assert diff_to_json(first) == diff_to_json(diff(*both))
    assert all(isinstance(edit, Edit) for edit in first.outside)
