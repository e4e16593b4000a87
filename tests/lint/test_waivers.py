"""Waivers stand as long as the words do."""

from pilotage.compile import compile_document
from pilotage.lint import chosen, judge, lint, mark_of, waive
from pilotage.plan import Plan

DRAFT = """东港口岸提升实施方案
一、重点任务
（一）建设智慧口岸。尽快实现单证电子化。（牵头单位：市商务局）
（二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
"""
RULES = {rule.code for rule in chosen()}


def compiled(text: str = DRAFT, name: str = "draft.txt") -> Plan:
    return compile_document(text.encode(), name)


def soon(plan: Plan) -> list[str]:
    return [finding.code for finding in lint(plan, select=["limit-in-words"])]


def test_a_waiver_lets_its_finding_stand_and_no_other() -> None:
    plan = compiled()
    findings = lint(plan)
    waiver = waive(plan, findings[0], "Agreed at the meeting of 3 March.")
    judged = judge(plan, findings, [waiver], RULES)
    assert judged.waived == ((findings[0], waiver),)
    assert judged.open == tuple(findings[1:])
    assert judged.lapsed == ()


def test_it_lapses_when_the_words_change_not_when_the_layout_does() -> None:
    plan = compiled()
    (finding,) = lint(plan, select=["L301"])
    waiver = waive(plan, finding, "Agreed.")
    for text, stands in (
        (DRAFT.replace("。尽快", "。 尽快").replace("\n（一）", "\n\n　（一）"), True),
        (DRAFT.replace("单证电子化", "单证无纸化"), False),
        (DRAFT.replace("尽快", "2021年6月底前"), False),
    ):
        changed = compiled(text)
        judged = judge(changed, lint(changed, select=["L301"]), [waiver], {"L301"})
        assert bool(judged.waived) is stands
        assert bool(judged.lapsed) is not stands


def test_a_waiver_of_a_rule_that_did_not_run_or_of_another_file_is_left_alone() -> None:
    plan = compiled()
    (finding,) = lint(plan, select=["L301"])
    waiver = waive(plan, finding, "Agreed.")
    assert judge(plan, [], [waiver], {"L101"}).lapsed == ()
    other = compiled(name="other.txt")
    judged = judge(other, lint(other, select=["L301"]), [waiver], {"L301"})
    assert (len(judged.open), judged.lapsed) == (1, ())


def test_equal_findings_of_two_tasks_have_marks_of_their_own() -> None:
    plan = compiled(DRAFT.replace("2021年12月底前", "尽快"))
    marks = {mark_of(plan, finding) for finding in lint(plan, select=["L301"])}
    assert len(marks) == 2


def test_rules_on_trial_run_only_when_asked_for() -> None:
    assert "L501" not in RULES
    assert [rule.code for rule in chosen(select=["nothing-to-verify"])] == ["L501"]
    assert soon(compiled()) == ["L301"]
