"""The index finds exactly what a scan of the text finds, whatever the text and the query."""

import re

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pilotage.base import PilotageError
from pilotage.search import Query, excerpt, folded, hits, matches, read_query, singular, tokens_of

HAN = "[々〇\u3400-\u9fff]"
WORD = r"[a-z0-9]"

alphabet = st.sampled_from("推进开放年号第 ，。〔〕（）-2１2aＡb")
words = st.sampled_from(["port", "ports", "Ｐort", "policies", "policy", "12", "号", "5G", "推进"])
texts = st.one_of(
    st.text(alphabet, max_size=40),
    st.lists(st.one_of(words, alphabet), max_size=14).map("".join),
    st.lists(st.one_of(words, alphabet), max_size=14).map(" ".join),
)
asked = st.one_of(texts.map(lambda text: text[:9]), st.text(alphabet, min_size=1, max_size=6))


def scanned(text: str, words: str) -> bool:
    """A plain scan, made without the cutting: a regular expression over the folded text.

    Chinese stands as it is asked for, words stand whole, signs stand for any signs.
    """
    plain = re.sub(rf"{WORD}+", lambda word: singular(word[0]), folded(text))
    parts = re.findall(rf"{HAN}+|{WORD}+", folded(words))
    pattern = ""
    for before, part in zip(["", *parts], parts, strict=False):
        both = before and re.match(HAN, before) and re.match(HAN, part)
        pattern += (r"[\W_]+" if both else r"[\W_]*") if before else ""
        is_word = re.match(WORD, part)
        pattern += rf"(?<!{WORD}){singular(part)}(?!{WORD})" if is_word else part
    return re.search(pattern, plain) is not None


def indexed(text: str, query: Query) -> bool:
    """What an index of phrases answers: every phrase stands in the tokens of the text."""
    line = f" {' '.join(tokens_of(text))} "
    return all(f" {' '.join(term.phrase)} " in line for term in query.terms)


def query_of(text: str) -> Query:
    try:
        return read_query(text)
    except PilotageError:
        assume(False)
        raise


@settings(max_examples=2000, deadline=None)
@given(texts, asked)
@example("大政办发〔2021〕12号文件", "〔2021〕12号")
@example("印发第3季度", "第3季度")
@example("3年内5项", "3年5")
@example("推进，开放", "进开")
@example("今年，年底", '"年，年"')
def test_index_and_scan_agree(text: str, words: str) -> None:
    query = query_of(words)
    wanted = all(scanned(text, term.text) for term in query.terms)
    assert indexed(text, query) == wanted
    assert matches(text, query) == wanted


@settings(max_examples=500, deadline=None)
@given(texts, st.data())
def test_whatever_stands_in_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    """Any stretch of two Chinese characters or more, taken out of a text, finds the text."""
    runs = [run.span() for run in re.finditer(rf"{HAN}{{2,}}", text)]
    assume(runs)
    start, end = data.draw(st.sampled_from(runs))
    first = data.draw(st.integers(start, end - 2))
    query = read_query(text[first : data.draw(st.integers(first + 2, min(end, first + 9)))])
    assert indexed(text, query)
    assert matches(text, query)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60), st.text(max_size=12))
def test_any_characters_at_all(text: str, words: str) -> None:
    query = query_of(words)
    assert indexed(text, query) == matches(text, query) == bool(all_hit(text, query))


def all_hit(text: str, query: Query) -> bool:
    return matches(text, query) and bool(hits(text, query))


@settings(max_examples=500, deadline=None)
@given(texts, asked, st.integers(5, 30))
def test_an_excerpt_shows_the_words_of_the_text(text: str, words: str, length: int) -> None:
    query = query_of(words)
    pieces = excerpt(text, query, length)
    shown = "".join(piece.text for piece in pieces if piece.text != "…")
    assert shown in text
    assert any(piece.hit for piece in pieces) == bool(hits(text, query))
    for piece in pieces:
        if piece.hit:
            assert hits(piece.text, query)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)
