"""What holds for every trace, whatever the plans."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.compile import compile_document
from pilotage.plan import Plan
from pilotage.report import trace_json
from pilotage.trace import Library, find_links, provisions_of, trace
from pilotage.trace.likeness import likeness, words_of
from pilotage.trace.standing import Typical, standings
from pilotage.trace.terms import folded, placed_terms, terms

EXAMPLES = Path(__file__).parents[2] / "examples"
LANGUAGES = ("en", "zh")


def example(name: str) -> Plan:
    return compile_document((EXAMPLES / name).read_bytes(), name)


@pytest.fixture(scope="module", params=LANGUAGES)
def both(request: pytest.FixtureRequest) -> tuple[list[Plan], Plan]:
    briefs = sorted(EXAMPLES.glob(f"brief-*.{request.param}.md"))
    return [example(brief.name) for brief in briefs], example(f"plan.{request.param}.md")


def test_spans_quote_the_text(both: tuple[list[Plan], Plan]) -> None:
    uppers, lower = both
    texts = {plan.source.name: plan.text for plan in (*uppers, lower)}
    found = trace(uppers, [lower])
    assert found.links
    for one in (*found.uppers, *found.lowers):
        assert one.span.quote(texts[one.document]) == one.text
    for link in found.links:
        for shared in link.shared:
            assert shared.lower.quote(texts[link.lower.document]) == shared.words
            assert link.lower.span.covers(shared.lower)
            assert link.upper.span.covers(shared.upper)
            above = shared.upper.quote(texts[link.upper.document])
            assert terms(above) == terms(shared.words)


def test_strengths_are_in_order_and_within_bounds(both: tuple[list[Plan], Plan]) -> None:
    uppers, lower = both
    for _, links in groupby(trace(uppers, [lower]).links, key=lambda link: id(link.lower)):
        strengths = [link.strength for link in links]
        assert all(first >= second for first, second in pairwise(strengths))
        assert all(0 <= strength <= 1 for strength in strengths)


def test_every_item_is_linked_or_listed(both: tuple[list[Plan], Plan]) -> None:
    uppers, lower = both
    found = trace(uppers, [lower])
    answered = {id(link.upper) for link in found.asserted}
    mandated = {id(link.lower) for link in found.asserted}
    assert len(answered) + len(found.uncovered) == len(found.uppers)
    assert len(mandated) + len(found.unmandated) == len(found.lowers)


def test_the_same_plans_give_the_same_links(both: tuple[list[Plan], Plan]) -> None:
    uppers, lower = both
    assert trace_json(trace(uppers, [lower])) == trace_json(trace(uppers, [lower]))


def test_the_order_of_hashing_changes_nothing() -> None:
    command = [
        *(sys.executable, "-c", "from pilotage.cli import main; main()"),
        *("trace", "--format", "json"),
        *("--upper", "brief-2018-10.en.md", "--lower", "plan.en.md"),
    ]
    told = {
        subprocess.run(
            command,
            cwd=EXAMPLES,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_another_lower_document_changes_no_link(both: tuple[list[Plan], Plan]) -> None:
    uppers, lower = both
    other = replace(lower, source=replace(lower.source, name="other.md"))
    alone = trace(uppers, [lower]).links
    assert trace(uppers, [lower, other]).links[: len(alone)] == alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_traced_against_itself_answers_itself(language: str) -> None:
    plan = example(f"plan.{language}.md")
    other = replace(plan, source=replace(plan.source, name="upper.md"))
    found = trace([other], [plan])
    best = {id(link.lower): link for link in reversed(found.links)}
    assert all(link.upper.span == link.lower.span for link in best.values())
    assert found.uncovered == found.unmandated == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_likeness_is_symmetric(language: str) -> None:
    provisions = provisions_of(example(f"plan.{language}.md"))
    weights = Library(provisions, provisions[0].language).compare(provisions).weights
    words = [words_of(one, weights) for one in provisions]
    for one in words:
        for other in words:
            assert likeness(one, other) == pytest.approx(likeness(other, one))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_searched_library_gives_what_a_compared_one_gives(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond some hundred provisions only the nearest are weighed; the asserted links stay."""
    uppers = provisions_of(example(f"plan-2.{language}.md"))
    lowers = provisions_of(example(f"plan.{language}.md"))
    whole = find_links(Library(uppers, lowers[0].language), lowers)
    monkeypatch.setattr("pilotage.trace.library._ALL_COMPARED", 0)
    searched = find_links(Library(uppers, lowers[0].language), lowers)
    assert {(x.lower.task, x.upper.task) for x in whole if x.strength > 0.9} == {
        (x.lower.task, x.upper.task) for x in searched if x.strength > 0.9
    }


@given(st.text(max_size=80))
def test_terms_are_found_where_they_stand(text: str) -> None:
    assert len(folded(text)) == len(text)
    placed = [*placed_terms(text)]
    assert [term for term, _ in placed] == terms(text)
    assert all(0 <= span.start < span.end <= len(text) for _, span in placed)


@given(
    st.lists(
        st.dictionaries(st.integers(0, 9), st.floats(0, 3), min_size=1, max_size=9),
        min_size=1,
        max_size=9,
    )
)
def test_in_a_row_and_column_alike_the_more_alike_stands_higher(
    rows: list[dict[int, float]],
) -> None:
    """A pair better than another in the same column and in an equal row is never behind it."""
    twice = [*rows, {place: value + 0.5 for place, value in rows[0].items()}]
    found = standings(twice, Typical(0.5, 0.2))
    assert len(found) == len(twice)
    assert [set(row) for row in found] == [set(row) for row in twice]
    for place in rows[0]:
        assert found[-1][place] >= found[0][place] - 1e-9
