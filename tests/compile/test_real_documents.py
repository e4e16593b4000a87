"""Real documents, kept outside the project: they compile, and labelled ones score well."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pilotage.compile import compile_document
from pilotage.plan import TaskKind, to_json
from pilotage.unit import example_register
from tests.laws.laws import quoted

SHARED = Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(),
    reason="the real documents of ../shared are not on this machine",
)
DOCUMENTS = sorted(
    path
    for folder in ("corpus", "corpus/files", "seeds")
    for path in (SHARED / folder).glob("*.*")
    if path.suffix in (".txt", ".html", ".md", ".docx") and path.name != "README.md"
)
SEED = SHARED / "seeds" / "003_db94b1de1f30d262.txt"
REACHED = {"tasks": 0.98, "units": 0.98, "roles": 0.98, "metadata": 0.95}
"""F1 over all gold that has been reached and must not be lost (the goals are higher)."""


@needs_shared
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem[:40])
def test_every_real_document_compiles_and_quotes(path: Path) -> None:
    plan = compile_document(path.read_bytes(), path.name)
    for span, words in quoted(plan):
        assert plan.text[span.start : span.end] == words
    found = plan.coverage
    counted = found.tasks + found.headings + found.set_aside + found.unread
    assert found.characters - 20 - found.characters // 50 <= counted <= found.characters


@needs_shared
def test_the_founding_plan_compiles_whole() -> None:
    plan = compile_document(SEED.read_bytes(), SEED.name)
    tasks = list(plan.of_kind(TaskKind.TASK))
    assert len(tasks) == 12
    assert len(list(plan.of_kind(TaskKind.SAFEGUARD))) == 5
    assert all(d.unit in example_register().units for task in tasks for d in task.units)
    assert plan.coverage.unread == 0


@needs_shared
def test_gold_scores_are_kept(tmp_path: Path) -> None:
    gold = SHARED / "eval" / "gold"
    by_name = {path.name: path for path in DOCUMENTS}
    for label in gold.glob("*.json"):
        path = by_name[json.loads(label.read_text(encoding="utf-8"))["file"]]
        plan = compile_document(path.read_bytes(), path.name)
        (tmp_path / label.name).write_text(json.dumps(to_json(plan)), encoding="utf-8")
    scores = tmp_path / "scores.out"
    script = SHARED / "eval" / "score_plans.py"
    subprocess.run(
        [sys.executable, str(script), str(gold), str(tmp_path), "--json", str(scores)],
        check=True,
        capture_output=True,
    )
    found = json.loads(scores.read_text(encoding="utf-8"))
    first = found["documents"]["000_seed003-dalian-northeast-asia"]
    assert (first["tasks"], first["units"], first["roles"]) == (1.0, 1.0, 1.0)
    assert first["references"] >= 0.8
    for field, least in REACHED.items():
        assert found["total"][field]["f1"] >= least, field
