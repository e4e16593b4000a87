"""The example plan and its made-up second edition, and small plans that differ in one thing."""

from functools import cache
from pathlib import Path

import pytest

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage.plan import Aspect, Difference, Plan, Relation, Role, Succession, Value, diff
from pilotage.unit import Register, example_register

EXAMPLES = Path(__file__).parents[2] / "examples"
OLD = ["plan.zh.md", "plan.zh.docx", "plan.en.md", "plan.en.docx"]


@cache
def register() -> Register:
    return example_register()


@cache
def example(name: str) -> Plan:
    return compile_document((EXAMPLES / name).read_bytes(), name, register=register())


@cache
def editions(name: str) -> Difference:
    return diff(example(name), example(f"plan-2.{name.split('.')[1]}.md"))


def ordinals(one: Succession) -> tuple[list[str], list[str]]:
    """Its tasks by place: 3 is the third task, S1 the first safeguard."""
    sides = [
        [("S" if task.kind == "safeguard" else "") + str(task.ordinal) for task in tasks]
        for tasks in (one.old, one.new)
    ]
    return sides[0], sides[1]


@pytest.mark.parametrize("name", OLD)
def test_the_second_edition_is_matched_task_by_task(name: str) -> None:
    assert [ordinals(one) for one in editions(name).successions] == [
        ([], ["1"]),
        (["1"], ["2"]),
        (["2"], ["3", "4"]),
        (["3"], ["5"]),
        (["4"], ["6"]),
        (["5"], ["7"]),
        (["6"], ["8"]),
        (["7", "8"], ["9"]),
        (["9"], ["10"]),
        (["12"], ["11"]),
        (["10"], ["12"]),
        (["11"], []),
        *(([f"S{n}"], [f"S{n}"]) for n in range(1, 6)),
    ]


@pytest.mark.parametrize("name", OLD)
def test_each_change_is_found_and_no_other(name: str) -> None:
    found = {
        "/".join(map("+".join, ordinals(one))): one.aspects - {Aspect.NUMBER, Aspect.WORDS}
        for one in editions(name).successions
    }
    target = {Aspect.TARGET} if ".zh" in name else set()
    assert {place: aspects for place, aspects in found.items() if aspects} == {
        "1/2": {Aspect.LIMIT},
        "4/6": {Aspect.UNIT},
        "6/8": {Aspect.LIMIT, *target},
        "9/10": {Aspect.ROLE},
        "12/11": {Aspect.LIMIT},
        "10/12": {Aspect.SECTION},
    }
    assert [one.moved for one in editions(name).successions].count(True) == 1


@pytest.mark.parametrize("name", OLD)
def test_a_renumbered_section_moves_no_task(name: str) -> None:
    assert [change.aspect for change in editions(name).sections] == [Aspect.NUMBER]
    safeguards = editions(name).successions[-5:]
    assert all(one.unchanged for one in safeguards)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_format_of_the_file_is_no_difference(language: str) -> None:
    assert diff(example(f"plan.{language}.md"), example(f"plan.{language}.docx")).empty


def zh(*items: str, section: str = "一、重点任务") -> Plan:
    lines = [f"（{'一二三四五六'[at]}）{item}" for at, item in enumerate(items)]
    text = "\n".join(("大连市港口方案", section, *lines)) + "\n"
    return compile_document(text.encode(), "plan.txt", register=register())


ROUTES = "开通航线。2021年底前开通对日航线3条。（责任单位：市商务局、大连海关）"
STORE = "建设冷库。在港口旁建设冷库并投入使用。（责任单位：辽港集团）"
STAFF = "培训人员。每年组织港口冷链人员培训。（责任单位：市教育局）"


def only(old: Plan, new: Plan) -> Succession:
    changed = [one for one in diff(old, new).successions if not one.unchanged]
    assert len(changed) == 1
    return changed[0]


def told(one: Succession) -> list[tuple[Aspect, str | None, str | None]]:
    return [(change.aspect, text(change.old), text(change.new)) for change in one.changes]


def text(value: Value | None) -> str | None:
    return value.text if value else None


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("2021年底前", "2022年6月底前", (Aspect.LIMIT, "2021年底前", "2022年6月底前")),
        ("、大连海关", "", (Aspect.UNIT, "大连海关", None)),
        ("市商务局、大连海关", "大连海关、市商务局", (Aspect.ROLE, "市商务局", "大连海关")),
        ("对日航线", "对韩航线", (Aspect.WORDS, "日", "韩")),
        ("市商务局", "大连市商务局", (Aspect.UNIT_NAME, "市商务局", "大连市商务局")),
    ],
)
def test_one_change_is_told_as_what_it_is(
    before: str, after: str, change: tuple[Aspect, str | None, str | None]
) -> None:
    new = ROUTES.replace(before, after)
    assert told(only(zh(ROUTES, STORE), zh(new, STORE))) == [change]


def test_a_lead_named_where_none_was_told_is_a_change_of_roles() -> None:
    new = ROUTES.replace("责任单位：市商务局、", "牵头单位：市商务局；配合单位：")
    one = only(zh(ROUTES, STORE), zh(new, STORE))
    roles = [(c.old.role, c.new.role) for c in one.changes if c.old and c.new]
    assert roles == [(Role.RESPONSIBLE, Role.LEAD), (Role.RESPONSIBLE, Role.SUPPORT)]


def test_a_changed_target_is_told_with_both_figures() -> None:
    one = only(
        zh(STAFF.replace("人员培训", "人员培训，通关时间压缩10%以上")),
        zh(STAFF.replace("人员培训", "人员培训，通关时间压缩20%以上")),
    )
    assert [(a, o and o[-5:], n and n[-5:]) for a, o, n in told(one)] == [
        (Aspect.TARGET, "10%以上", "20%以上")
    ]


def test_of_two_that_changed_places_both_are_said_to_have_moved() -> None:
    found = diff(zh(ROUTES, STORE, STAFF), zh(STORE, ROUTES, STAFF)).successions
    assert [(Aspect.ORDER in one.aspects, one.moved) for one in found] == [
        (True, True),
        (True, True),
        (False, False),
    ]


def test_one_put_last_moved_and_the_others_were_renumbered() -> None:
    found = diff(zh(ROUTES, STORE, STAFF), zh(STORE, STAFF, ROUTES)).successions
    assert [one.renumbered for one in found] == [True, True, False]
    assert found[-1].aspects == {Aspect.NUMBER, Aspect.ORDER}


def test_a_renamed_section_moves_no_task() -> None:
    old = zh(ROUTES, STORE)
    found = diff(old, zh(ROUTES, STORE, section="一、主要工作"))
    assert [(c.old and c.old.text, c.new and c.new.text) for c in found.sections] == [
        ("一、重点任务", "一、主要工作")
    ]
    assert all(one.unchanged for one in found.successions)


def test_words_outside_the_tasks_count() -> None:
    found = diff(zh(ROUTES), zh(ROUTES, section="一、重点任务\n本方案自印发之日起施行。"))
    assert not found.empty
    assert [span.quote(found.new.text) for edit in found.outside for span in edit.new] == [
        "本方案自印发之日起施行"
    ]


def test_a_task_like_none_says_which_was_nearest() -> None:
    found = diff(zh(ROUTES, STORE), zh(ROUTES))
    gone = next(one for one in found.successions if one.relation is Relation.REMOVED)
    assert gone.old[0].heading == "建设冷库"
    assert gone.strength > 0.6


def test_one_edition_without_tasks() -> None:
    empty = compile_document("港口情况".encode(), "note.txt", register=register())
    assert [one.relation for one in diff(empty, zh(ROUTES)).successions] == [Relation.ADDED]
    assert [one.relation for one in diff(zh(ROUTES), empty).successions] == [Relation.REMOVED]
    assert diff(empty, empty).empty


def test_two_languages_are_refused_in_both() -> None:
    with pytest.raises(PilotageError) as refused:
        diff(example("plan.zh.md"), example("plan.en.md"))
    assert "different languages" in refused.value.told("en")[0]
    assert "语言不同" in refused.value.told("zh")[0]
