"""A person's rulings are kept, replayed on recompile, and lapse when the words change."""

from datetime import date

from pilotage.compile import compile_document
from pilotage.plan import (
    Aspect,
    Basis,
    LimitKind,
    Plan,
    Role,
    apply_rulings,
    diff,
    from_json,
    to_json,
)
from pilotage.ruling import Question, Ruling, RulingBook

TEXT = (
    "大连市方案\n\n一、重点任务\n\n（一）开通航线。开通两条航线。（责任单位：市交通局、市商务局）\n\n"
    "（二）办好展会。办好一个展会。（责任单位：市商务局）\n"
)


def plan_of(text: str = TEXT, book: RulingBook | None = None) -> Plan:
    return compile_document(text.encode(), "plan.txt", rulings=book or RulingBook())


def units(task: str, *answer: tuple[str | None, str, str], at: str = "2020-08-01") -> Ruling:
    listed = [{"unit": unit, "name": name, "role": role} for unit, name, role in answer]
    return Ruling(task=task, question=Question.UNITS, answer={"units": listed}, by="办公室", at=at)


def limit(task: str, day: str | None, kind: str = "by") -> Ruling:
    answer = {"date": day, "kind": kind}
    return Ruling(task=task, question=Question.LIMIT, answer=answer, by="办公室", at="2020-08-01")


def test_a_ruling_is_replayed_on_recompile_and_names_who_ruled() -> None:
    task = plan_of().tasks[0].id
    book = RulingBook(
        [
            units(
                task, ("dl-transport", "市交通局", "lead"), ("dl-commerce", "市商务局", "support")
            ),
            limit(task, "2020-12-31"),
        ]
    )
    ruled = plan_of(book=book).tasks[0]
    assert [(d.unit, d.role, d.basis, d.by) for d in ruled.units] == [
        ("dl-transport", Role.LEAD, Basis.RULED, "办公室"),
        ("dl-commerce", Role.SUPPORT, Basis.RULED, "办公室"),
    ]
    assert ruled.units[0].span is not None, "the words still stand in the text"
    assert ruled.limit is not None
    assert (ruled.limit.date, ruled.limit.by, ruled.limit.span) == (
        date(2020, 12, 31),
        "办公室",
        None,
    )


def test_layout_does_not_make_a_ruling_lapse_but_words_do() -> None:
    task = plan_of().tasks[0].id
    book = RulingBook([limit(task, "2020-12-31")])
    reflowed = plan_of(TEXT.replace("\n\n", "\n\n\n").replace("一、", " 一、"), book)
    assert reflowed.tasks[0].limit is not None
    reworded, lapsed = apply_rulings(plan_of(TEXT.replace("两条", "三条")), book)
    assert reworded.tasks[0].limit is None
    assert [ruling.task for ruling in lapsed] == [task]


def test_the_latest_of_two_rulings_holds_whatever_their_order() -> None:
    task = plan_of().tasks[0].id
    early = units(task, ("dl-commerce", "市商务局", "lead"), at="2020-08-01")
    late = units(task, ("dl-transport", "市交通局", "lead"), at="2020-08-02")
    for book in (RulingBook([early, late]), RulingBook([late, early])):
        assert plan_of(book=book).tasks[0].units[0].unit == "dl-transport"


def test_applying_twice_changes_nothing_and_an_ongoing_limit_has_no_date() -> None:
    task = plan_of().tasks[1].id
    book = RulingBook([limit(task, None, "ongoing")])
    once, _ = apply_rulings(plan_of(), book)
    twice, _ = apply_rulings(once, book)
    assert once == twice
    assert once.tasks[1].limit is not None
    assert (once.tasks[1].limit.kind, once.tasks[1].limit.date) == (LimitKind.ONGOING, None)


GOALS = (
    "大连市方案\n\n一、重点任务\n\n（一）开通航线。新开航线3条以上，吞吐量增长10%，设站\n点多处。"
    "（责任单位：市交通局）\n"
)


def targets(task: str, *answer: tuple[str, float | None, str | None, str | None]) -> Ruling:
    listed = [
        {"text": text, "quantity": n, "unit": unit, "comparison": sign, "by": None}
        for text, n, unit, sign in answer
    ]
    return Ruling(
        task=task, question=Question.TARGETS, answer={"targets": listed}, by="办公室", at="2020-08"
    )


def test_ruled_targets_take_the_place_of_those_read_and_point_at_their_words() -> None:
    plan = plan_of(GOALS)
    task = plan.tasks[0]
    assert [t.quantity for t in task.targets] == [3, 10]
    answer = (
        ("新开航线3条以上", 5.0, "条", ">="),
        ("吞吐量增长10%", 10.0, "%", "+"),
        ("设站点多处", None, None, None),
        ("建成泊位两个", 2.0, "个", "="),
    )
    ruled = plan_of(GOALS, RulingBook([targets(task.id, *answer)]))
    found = ruled.tasks[0].targets
    assert [t.span.quote(ruled.text) if t.span else None for t in found] == [
        "新开航线3条以上",
        "吞吐量增长10%",
        "设站\n点多处",
        None,
    ]
    assert [t.text for t in found if t.span] == [t.span.quote(ruled.text) for t in found if t.span]
    assert [(t.quantity, t.ruled_by) for t in found] == [
        (5, "办公室"),
        (10, "办公室"),
        (None, "办公室"),
        (2, "办公室"),
    ]
    assert from_json(to_json(ruled)) == ruled


def test_all_targets_are_struck_and_ruling_twice_changes_nothing() -> None:
    task = plan_of(GOALS).tasks[0]
    none = RulingBook([targets(task.id)])
    assert plan_of(GOALS, none).tasks[0].targets == ()
    same = [("新开航线", 1.0, "条", "="), ("航线", 2.0, "条", "="), ("航线", 3.0, "条", "=")]
    book = RulingBook([targets(task.id, *same)])
    once, _ = apply_rulings(plan_of(GOALS), book)
    twice, _ = apply_rulings(once, book)
    assert once == twice
    spans = [t.span for t in once.tasks[0].targets]
    assert len(set(spans)) == 3, "no stretch of text stands for two targets of the same words"


def test_a_figure_ruled_anew_on_the_same_words_is_told_by_the_comparison() -> None:
    plan = plan_of(GOALS)
    book = RulingBook(
        [
            targets(
                plan.tasks[0].id,
                ("新开航线3条以上", 5.0, "条", ">="),
                ("吞吐量增长10%", 10.0, "%", "+"),
            )
        ]
    )
    [change] = [one for s in diff(plan, plan_of(GOALS, book)).successions for one in s.changes]
    assert change.aspect is Aspect.TARGET
    assert change.old
    assert change.new
    assert (change.old.text, change.new.text) == (
        "新开航线3条以上 (≥ 3 条)",
        "新开航线3条以上 (≥ 5 条)",
    )
