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
UNRELATED = [
    ("019_guarantee-funds.html", "031_sports-competition-industry.html"),
    ("031_sports-competition-industry.html", "025_national-emergency-14fyp.md"),
    ("001_academic-environment.txt", "007_consumption-poverty-relief.html"),
    ("032_vocational-education-reform.html", "061_longyan-three-lines-overhead-cable.txt"),
    ("005_centralised-drug-procurement.html", "068_shanghai-beidou-plan.md"),
    ("014_env-protection-12th-fyp.txt", "070_shanghai-enterprise-basic-research.md"),
    ("022_merger-restructuring-market.txt", "028_rural-living-environment.txt"),
    ("013_enforcement-three-systems.html", "002_agricultural-mechanisation.html"),
    ("073_shanghai-medical-devices.md", "029_rural-revitalisation-2023.md"),
    ("010_eco-fiscal-powers-reform.txt", "062_qingdao-ai-park.txt"),
    ("086_us-ogp-nap1.txt", "091_fayetteville-sustainability-plan.txt"),
    ("094_norfolk-climate-plan.txt", "081_us-fds-2021-shared-actions.md"),
    ("092_hartford-energy-plan.txt", "089_us-ogp-nap4.txt"),
    ("089_us-ogp-nap4.txt", "095_eu-clean-industrial-deal-delivery.md"),
]
"""Documents that have nothing to do with one another, upper and lower."""
pytestmark = pytest.mark.skipif(not PAIRS, reason="../shared/eval is not on this machine")

KEPT = {"037__059": 0.84, "076__074": 0.81, "086__087": 0.89, "seeds__003": 0.67}
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
    assert f1(total) >= 0.82


def test_the_right_one_is_among_the_first_three(scores: dict[str, dict[str, int]]) -> None:
    """Seeds apart, where one item has up to six right answers."""
    plain = [score for pair, score in scores.items() if pair != "seeds__003"]
    assert sum(x["r3"] for x in plain) / sum(x["strong"] for x in plain) >= 0.95


def test_unrelated_documents_are_hardly_linked() -> None:
    found = [len(trace([*plans(above)], [*plans(below)]).asserted) for above, below in UNRELATED]
    assert sum(found) <= 20
