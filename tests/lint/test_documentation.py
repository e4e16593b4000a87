"""Every rule's page: its documents are compiled and linted, so the page cannot lie."""

import pytest

from pilotage.compile import compile_document
from pilotage.lint import RULES, Documentation, Rule, lint
from pilotage.plan import Plan


def examples(part: str) -> list[object]:
    return [
        pytest.param(rule, document, id=f"{rule.code}-{n}")
        for rule in RULES
        for n, document in enumerate(getattr(Documentation.of(rule), part), 1)
    ]


def compiled(document: str) -> Plan:
    return compile_document(document.encode(), "plan.txt")


@pytest.mark.parametrize(("rule", "document"), examples("fails"))
def test_fails(rule: type[Rule], document: str) -> None:
    assert rule.code in {finding.code for finding in lint(compiled(document), select=[rule.code])}


@pytest.mark.parametrize(("rule", "document"), examples("passes"))
def test_passes(rule: type[Rule], document: str) -> None:
    plan = compiled(document)
    assert plan.tasks, "a document without tasks would pass any rule"
    assert rule.code not in {finding.code for finding in lint(plan, select=[rule.code])}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_is_whole(rule: type[Rule]) -> None:
    page = Documentation.of(rule)
    assert page.fails
    assert page.passes
    assert all((page.summary, page.finds, page.why, page.source))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_findings_carry_the_code_and_name_of_their_rule(rule: type[Rule]) -> None:
    for document in Documentation.of(rule).fails:
        for finding in rule().check(compiled(document)):
            assert (finding.code, finding.name) == (rule.code, rule.name)
            assert finding.span
            assert finding.message("en")
            assert finding.message("zh")
