"""Texts made to slow the search for cited documents: each once took minutes."""

import time

import pytest

from pilotage.compile import compile_document

HEAD = "Harbour Plan\n\nPrologue.\n\n1. Do it\n\n"
ALIKE = " ".join(f"It keeps the AI{i % 9} NQI Quay{i} Tide Strategy." for i in range(600))
DASHES = "M-19-18, Quay — A Quay — A " * 2000
SLANTED = "*Quay Plan* and *Quay " * 2000


@pytest.mark.parametrize("text", [ALIKE, DASHES, SLANTED], ids=["alike", "dashes", "slanted"])
def test_made_texts_are_read_in_seconds(text: str) -> None:
    begun = time.process_time()
    compile_document((HEAD + text).encode(), "plan.md")
    assert time.process_time() - begun < 5
