"""Single cases: what is found, what is not, what is refused, what an excerpt shows."""

import pytest

from pilotage.base import PilotageError
from pilotage.search import excerpt, hits, matches, read_query, relevance, singular


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("港口", "大连港口群"),
        ("口群", "大连港口群"),
        ("port", "The Port of Dalian"),
        ("ports", "the Ｐｏｒｔ"),
        ("policy", "two policies"),
        ("12", "第12号"),
        ("12号", "〔2021〕12号文件"),
        ("〔2021〕12号", "大政办发〔2021〕12号"),
        ("[2021]12号", "大政办发〔2021〕12号"),
        ("2021年3月", "于２０２１年３月底前"),
        ("5g 网络", "建设5G网络"),
        ("RCEP成员国", "对RCEP 成员国出口"),
        ("开放 port", "A port opens: 扩大开放"),
        ("“对外 开放”", "对外，开放"),
        ("推进，开放", "推进、开放"),
    ],
)
def test_found(asked: str, text: str) -> None:
    assert matches(text, read_query(asked))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("进开", "推进，开放"),
        ("port", "report and portal"),
        ("12", "2012年第120号"),
        ("推进，开放", "推进开放"),
        ("〔2021〕12号", "〔2012〕21号"),
        ("开放 port", "扩大开放"),
        ("report", "reporting"),
    ],
)
def test_not_found(asked: str, text: str) -> None:
    assert not matches(text, read_query(asked))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("", "no word"),
        ("——、", "no word"),
        ("港", "One Chinese character"),
        ("开放 港", "One Chinese character"),
        ("港" * 101, "too long"),
        ("a b c d e f g h i", "too long"),
    ],
)
def test_refused(asked: str, code: str) -> None:
    with pytest.raises(PilotageError, match=code) as refused:
        read_query(asked)
    assert all(refused.value.told("zh"))


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        *(("policies", "policy"), ("ports", "port"), ("boxes", "box"), ("branches", "branch")),
        *(("status", "status"), ("business", "business"), ("gas", "gas"), ("sizes", "size")),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_terms_named_twice_count_once() -> None:
    assert len(read_query("港口 港口 Ports port").terms) == 2


def test_hits_that_touch_are_one() -> None:
    found = hits("推进开放", read_query("推进 进开"))
    assert [span.quote("推进开放") for span in found] == ["推进开"]


def test_an_excerpt_begins_a_little_before_the_first_hit() -> None:
    text = "前面的话很多。" * 20 + "其中要推进岸线测绘，按期完成。" + "后面的话也多。" * 20
    pieces = excerpt(text, read_query("岸线"), 40)
    assert pieces[0].text == pieces[-1].text == "…"
    assert [piece.text for piece in pieces if piece.hit] == ["岸线"]
    assert 30 <= sum(len(piece.text) for piece in pieces) <= 45
    assert pieces[1].text.endswith("其中要推进")


def test_more_of_a_short_text_is_better() -> None:
    query = read_query("岸线")
    short, long = "岸线测绘", "岸线测绘" + "以及其他事项" * 40
    assert relevance(short, query) > relevance(long, query)
    assert relevance("岸线与岸线", query) > relevance("岸线与航线", query)
