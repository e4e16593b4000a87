"""The labelled pairs of ../shared: figures that may not fall. Skipped on a fresh clone."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pilotage.compile import compile_document
from pilotage.plan import Plan
from pilotage.report import trace_json
from pilotage.trace import trace

SHARED = Path(__file__).parents[3] / "shared"
PAIRS = sorted(SHARED.glob("eval/trace/*.json"))
pytestmark = pytest.mark.skipif(not PAIRS, reason="../shared/eval is not on this machine")

KEPT = {"037__059": 0.84, "076__074": 0.82, "086__087": 0.90, "seeds__003": 0.67}
"""F1 of asserted links by pair, a little under what is reached. In 086__087 and seeds__003 the
scorer takes two items of equal beginning for one, which costs them two links each."""


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score_trace.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plans(names: str | list[str]) -> Iterator[Plan]:
    for name in [names] if isinstance(names, str) else names:
        path = next(path for path in SHARED.glob(f"*/{name}"))
        yield compile_document(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, int]]:
    found = {}
    for pair in PAIRS:
        gold = json.loads(pair.read_text(encoding="utf-8"))
        traced = trace_json(trace([*plans(gold["upper"])], [*plans(gold["lower"])]))
        found[pair.stem] = scorer().score(gold, traced)
    return found


def f1(score: dict[str, int]) -> float:
    return 2 * score["hit"] / (score["hit"] + score["wrong"] + score["strong"])


@pytest.mark.parametrize("pair", sorted(KEPT))
def test_no_pair_falls_behind(scores: dict[str, dict[str, int]], pair: str) -> None:
    assert f1(scores[pair]) >= KEPT[pair]


def test_over_all_pairs(scores: dict[str, dict[str, int]]) -> None:
    total = {
        key: sum(score[key] for score in scores.values()) for key in ("hit", "wrong", "strong")
    }
    assert f1(total) >= 0.83


def test_the_right_one_is_among_the_first_three(scores: dict[str, dict[str, int]]) -> None:
    """Seeds apart, where one item has up to six right answers."""
    plain = [score for pair, score in scores.items() if pair != "seeds__003"]
    assert sum(x["r3"] for x in plain) / sum(x["strong"] for x in plain) >= 0.95
