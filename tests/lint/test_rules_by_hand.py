"""The rules on plans built by hand: what each finds, where it points, what it lets pass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pilotage.base import Kind, PilotageError, Severity, Span
from pilotage.lint import RULES, lint
from pilotage.plan import LimitKind, Plan, TaskKind

Make = Callable[..., Any]


def codes(plan: Plan) -> list[str]:
    return [finding.code for finding in lint(plan)]


def words(plan: Plan, code: str) -> list[str]:
    found = [finding for finding in lint(plan) if finding.code == code]
    return [finding.span.quote(plan.text) if finding.span else "" for finding in found]


def test_a_whole_task_is_let_pass(plan: Make, task: Make, duty: Make) -> None:
    lead, support = duty("Port Office", "lead"), duty("Dalian Customs", "support")
    assert lint(plan(task("Open new routes", (lead, support)))) == []


class TestNoLimit:
    def test_points_at_the_heading(self, plan: Make, task: Make, duty: Make) -> None:
        found = plan(task("Open new routes", (duty("Port Office"),), limit=None))
        assert words(found, "L101") == ["Open new routes"]

    def test_ongoing_work_has_a_limit(self, plan: Make, task: Make, duty: Make) -> None:
        whole = task("Open new routes", (duty("Port Office"),))
        ongoing = replace(whole.limit, date=None, precision=None, kind=LimitKind.ONGOING)
        assert codes(plan(replace(whole, limit=ongoing))) == []

    def test_safeguards_need_none(self, plan: Make, task: Make) -> None:
        found = plan(task("Watch the risks", kind=TaskKind.SAFEGUARD, limit=None, targets=()))
        assert codes(found) == ["L104"]


class TestNoLead:
    def test_names_the_unit_presumed_to_lead(self, plan: Make, task: Make, duty: Make) -> None:
        found = plan(task("Open new routes", (duty("Port Office"), duty("Dalian Customs"))))
        assert words(found, "L102") == ["Port Office"]
        message = lint(found)[0].message("zh")
        assert "2个单位" in message
        assert "Port Office" in message

    def test_one_responsible_unit_leads(self, plan: Make, task: Make, duty: Make) -> None:
        units = (duty("Port Office"), duty("Dalian Customs", "support"))
        assert codes(plan(task("Open new routes", units))) == []

    def test_one_unit_under_two_names_is_one(self, plan: Make, task: Make, duty: Make) -> None:
        units = (duty("Port Office", unit="port"), duty("Office of Ports", unit="port"))
        assert codes(plan(task("Open new routes", units))) == ["L106"]

    def test_supporting_units_only(self, plan: Make, task: Make, duty: Make) -> None:
        found = plan(task("Open new routes", (duty("Port Office", "support"),)))
        assert codes(found) == ["L102"]
        assert "nobody answers" in lint(found)[0].message()

    def test_a_person_may_leave_roles_open(self, plan: Make, task: Make, duty: Make) -> None:
        units = tuple(
            duty(name, basis="ruled", by="the office") for name in ("Port Office", "Dalian Customs")
        )
        assert codes(plan(task("Open new routes", units))) == []


class TestNoUnit:
    def test_a_task_is_an_error(self, plan: Make, task: Make) -> None:
        findings = lint(plan(task("Open new routes")))
        assert [(f.code, f.severity) for f in findings] == [("L103", Severity.ERROR)]

    def test_a_safeguard_given_to_a_unit(self, plan: Make, task: Make, duty: Make) -> None:
        owner = duty("Port Office", basis="ruled", by="the office")
        assert codes(plan(task("Watch the risks", (owner,), kind=TaskKind.SAFEGUARD))) == []


class TestUnknownUnit:
    def test_each_name_is_told_once(self, plan: Make, task: Make, duty: Make) -> None:
        stranger = duty("Harbour Board", "lead", unit=None)
        found = plan(task("Open routes", (stranger,)), task("Train pilots", (stranger,)))
        assert words(found, "L105") == ["Harbour Board"]
        assert "in 2 of the tasks" in lint(found)[0].message()

    def test_candidates_are_named(self, plan: Make, task: Make, duty: Make) -> None:
        either = duty("Financial Bureau", "lead", unit=None, candidates=("finance", "banking"))
        assert "finance / banking" in lint(plan(task("Lend", (either,))))[0].message()

    def test_a_person_may_name_a_new_unit(self, plan: Make, task: Make, duty: Make) -> None:
        stranger = duty("Harbour Board", "lead", unit=None, basis="ruled", by="the office")
        assert codes(plan(task("Open routes", (stranger,)))) == []


class TestSpelling:
    def test_points_at_the_second_way(self, plan: Make, task: Make, duty: Make) -> None:
        one = duty("Municipal Bureau of Commerce", "lead", unit="commerce")
        other = duty("Municipal Commerce Bureau", "lead", unit="commerce")
        found = plan(*(task(f"Task {n}", (u,)) for n, u in enumerate((one, one, other))))
        assert words(found, "L106") == ["Municipal Commerce Bureau"]
        assert "“Municipal Bureau of Commerce” × 2" in lint(found)[0].message()

    def test_layout_is_no_spelling(self, plan: Make, task: Make, duty: Make) -> None:
        names = ("Port Office", "port  office", "Port\u3000Office")
        units = [duty(name, "lead", unit="port") for name in names]
        assert codes(plan(*(task(f"Task {n}", (u,)) for n, u in enumerate(units)))) == []


class TestLimitBeforeIssue:
    def test_the_day_before_fails_and_the_day_itself_passes(
        self, plan: Make, task: Make, duty: Make
    ) -> None:
        whole = task("Open routes", (duty("Port Office"),))
        assert codes(plan(whole, issued=date(2027, 12, 31))) == []
        assert codes(plan(whole, issued=date(2028, 1, 1))) == ["L107"]
        assert codes(plan(whole, issued=None)) == []

    def test_a_person_may_set_such_a_limit(self, plan: Make, task: Make, duty: Make) -> None:
        whole = task("Open routes", (duty("Port Office"),))
        ruled = replace(whole, limit=replace(whole.limit, by="the office"))
        assert codes(plan(ruled, issued=date(2028, 1, 1))) == []


class TestNumbering:
    def numbered(self, make: Make, duty: Make, *numbers: str, path: str = "I. Key Tasks") -> Any:
        units = (duty("Port Office"),)
        return [
            make(f"Task {path} {i}", units, number=n, path=(path,)) for i, n in enumerate(numbers)
        ]

    def test_repeated_is_told_once(self, plan: Make, task: Make, duty: Make) -> None:
        found = plan(*self.numbered(task, duty, "1.", "1.", "1.", "1."))
        assert words(found, "L108") == ["1."]
        assert "“1.” is printed 4 times" in lint(found)[0].message()

    def test_skipped(self, plan: Make, task: Make, duty: Make) -> None:
        found = plan(*self.numbered(task, duty, "1.", "2.", "4.", "5."))
        assert words(found, "L108") == ["4."]

    def test_backwards(self, plan: Make, task: Make, duty: Make) -> None:
        found = plan(*self.numbered(task, duty, "1.", "3.", "2."))
        assert len(words(found, "L108")) == 1

    def test_a_list_may_begin_anywhere(self, plan: Make, task: Make, duty: Make) -> None:
        assert codes(plan(*self.numbered(task, duty, "6.", "7.", "8."))) == []

    def test_a_number_printed_at_something_else_is_there(
        self, plan: Make, task: Make, duty: Make
    ) -> None:
        one, three = self.numbered(task, duty, "1.", "3.")
        one = replace(one, heading="Open routes\n2. This item names no unit\n")
        assert codes(plan(one, three)) == []

    def test_chinese_numbers_across_ten(self, plan: Make, task: Make, duty: Make) -> None:
        printed = ["（九）", "（十）", "（十一）", "（十三）"]
        found = plan(
            *self.numbered(task, duty, *printed, path="一、重点任务"),
            before="方案\n一、重点任务\n",
            language="zh",
        )
        assert words(found, "L108") == ["（十三）"]


def test_unread_text_is_passed_on(plan: Make, task: Make, duty: Make) -> None:
    unread = Kind(
        code="C104", name="unread-text", severity=Severity.WARNING, en="Unread.", zh="未读。"
    )
    other = Kind(code="D101", name="other", severity=Severity.WARNING, en="Other.", zh="其他。")
    problems = (unread.at(Span(0, 4)), other.at(Span(0, 4)))
    found = plan(task("Open routes", (duty("Port Office"),)), problems=problems)
    assert lint(found) == [problems[0]]


def test_findings_stand_in_the_order_of_the_text(plan: Make, task: Make, duty: Make) -> None:
    bare = {"limit": None, "targets": ()}
    findings = lint(plan(task("Open routes", **bare), task("Train pilots", **bare)))
    places = [finding.span.start for finding in findings if finding.span]
    assert places == sorted(places)
    assert [f.code for f in findings] == ["L101", "L103", "L110"] * 2


def test_rules_are_chosen_by_code_beginning_or_name(plan: Make, task: Make) -> None:
    found = plan(task("Open routes", limit=None, targets=()))
    assert [f.code for f in lint(found, select=["L101"])] == ["L101"]
    assert [f.code for f in lint(found, select=["L1"], ignore=["no-unit"])] == ["L101", "L110"]
    with pytest.raises(PilotageError, match="No rule is called “X9”"):
        lint(found, select=["X9"])


def test_codes_and_names_are_given_once() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_another_form_is_another_list(plan: Make, task: Make, duty: Make) -> None:
    units = (duty("Port Office"),)
    numbers = ("1)", "2)", "(1)", "(2)")
    tasks = [task(f"Task {n}", units, number=n) for n in numbers]
    assert codes(plan(*tasks)) == []


def test_a_list_may_begin_again_at_one(plan: Make, task: Make, duty: Make) -> None:
    units = (duty("Port Office"),)
    tasks = [task(f"Task {i}", units, number=n) for i, n in enumerate(("1.", "2.", "1.", "2."))]
    assert codes(plan(*tasks)) == []


def test_decimal_numbers_are_lists_by_chapter(plan: Make, task: Make, duty: Make) -> None:
    units = (duty("Port Office"),)
    passes = [task(f"Task {n}", units, number=n) for n in ("1.1", "1.2", "2.1", "2.2")]
    assert codes(plan(*passes)) == []
    fails = [task(f"Task {n}", units, number=n) for n in ("1.1", "1.2", "1.4")]
    assert words(plan(*fails), "L108") == ["1.4"]


def test_a_list_may_begin_again_with_an_item_that_is_no_task(
    plan: Make, task: Make, duty: Make
) -> None:
    units = (duty("Port Office"),)
    tasks = [task(f"Task {i}", units, number=n) for i, n in enumerate(("1.", "2.", "3.", "2."))]
    assert codes(plan(*tasks)) == ["L108"]
    tasks[2] = replace(tasks[2], heading="Task 2\n1. This item names no unit\n")
    assert codes(plan(*tasks)) == []
