"""What a person rules about a link counts before its strength, and lapses with the words."""

from collections.abc import Callable

import pytest

from pilotage.plan import Plan
from pilotage.report import trace_json, trace_text
from pilotage.ruling import Question, Ruling, RulingBook
from pilotage.trace import Basis, Link, Relation, Trace, apply_rulings, trace

Compile = Callable[..., Plan]


def ruled(found: Trace, *rulings: Ruling) -> Trace:
    return apply_rulings(found, RulingBook(rulings))[0]


def says(mark: str, verdict: str, at: str = "2021-03-01", **more: str) -> Ruling:
    answer = {"verdict": verdict} | more
    return Ruling(task=mark, question=Question.LINK, answer=answer, by="督查室", at=at)


@pytest.fixture
def found(upper: Plan, lower: Plan) -> Trace:
    return trace([upper], [lower])


def strongest(found: Trace) -> Link:
    return max(found.links, key=lambda link: link.strength)


def test_a_refused_link_no_longer_counts_and_is_not_shown(found: Trace) -> None:
    link = strongest(found)
    after = ruled(found, says(link.mark, "refused"))
    assert len(after.asserted) == len(found.asserted) - 1
    assert link.upper in after.uncovered
    assert link.lower in after.unmandated
    signs = [sum(trace_text(one, "zh").count(sign) for sign in "●○") for one in (found, after)]
    assert signs[1] < signs[0]
    assert link.reason("zh") not in trace_text(after, "zh")


def test_a_confirmed_candidate_counts_with_the_relation_a_person_gave(
    compiled: Compile, upper: Plan, lower_text: str
) -> None:
    festival = "（五）办好养殖节会。办好网箱养殖节。（责任单位：市农业农村局）\n"
    found = trace([upper], [compiled(lower_text + festival, "lower.txt")])
    candidate = next(link for link in found.links if not link.asserted)
    after = ruled(found, says(candidate.mark, "confirmed", relation="narrows"))
    link = next(one for one in after.asserted if one.mark == candidate.mark)
    assert (link.relation, link.by, link.strength) == (
        Relation.NARROWS,
        "督查室",
        candidate.strength,
    )
    assert trace_json(after)["links"][after.links.index(link)]["ruling"] == {
        "verdict": "confirmed",
        "by": "督查室",
    }


def test_a_pair_that_was_not_found_is_stated_by_a_person(found: Trace) -> None:
    lower = next(one for one in found.lowers if one.heading == "推进垃圾分类")
    upper = next(one for one in found.uppers if one.heading == "开展人才引进")
    after = ruled(found, says(f"{upper.mark}-{lower.mark}", "confirmed"))
    link = next(one for one in after.asserted if one.lower is lower)
    assert (link.upper, link.basis) == (upper, Basis.RULED)
    assert (link.reason("zh"), link.reason("en")) == ("由督查室认定。", "Stated by 督查室.")
    assert trace_text(after, "zh").count("推进垃圾分类") == 1


def test_the_latest_ruling_counts(found: Trace) -> None:
    mark = strongest(found).mark
    first, last = says(mark, "refused"), says(mark, "confirmed", at="2021-03-02")
    assert len(ruled(found, last, first).asserted) == len(found.asserted)


def test_a_ruling_lapses_when_the_words_of_one_item_change(
    found: Trace, upper: Plan, lower_text: str, compiled: Compile
) -> None:
    link = next(one for one in found.asserted if one.lower.heading == "建设冷链基地")
    ruling = says(link.mark, "refused")
    same = compiled(lower_text + "\n")
    changed = compiled(lower_text.replace("监管仓两座", "监管仓三座"))
    for plan, kept, lapsed in ((same, 1, ()), (changed, 0, (ruling,))):
        after, gone = apply_rulings(trace([upper], [plan]), RulingBook([ruling]))
        assert sum(one.verdict is not None for one in after.links) == kept
        assert gone == lapsed


def test_a_ruling_about_other_documents_is_no_concern(found: Trace) -> None:
    after, lapsed = apply_rulings(found, RulingBook([says("0000-1111", "refused")]))
    assert (after, lapsed) == (found, ())
