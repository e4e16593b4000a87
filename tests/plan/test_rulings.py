"""A person's rulings are kept, replayed on recompile, and lapse when the words change."""

from datetime import date

from pilotage.compile import compile_document
from pilotage.plan import Basis, LimitKind, Plan, Role, apply_rulings
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
