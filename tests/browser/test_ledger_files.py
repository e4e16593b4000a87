"""A ledger of another office's shape is brought, two of its cells are mended, and it is entered."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload

from tests.server.ledgerfiles_support import ENGLISH, MERGED
from tools.browser import Look, Tongue, Visitor
from tools.pages import account
from tools.serving import Site

WALKS: list[tuple[Tongue, bytes, dict[str, str], tuple[str, str, str]]] = [
    (
        "zh-hans",
        MERGED,
        {"台账!E7": "2021-06-30", "台账!F9": "40"},
        ("1项新任务。", "登记3行", "试办跨境结算"),
    ),
    (
        "en",
        ENGLISH,
        {"Ledger!D3": "30 September 2021", "Ledger!E3": "30%"},
        ("1 new task.", "Enter 2 lines", "Publish the fee list"),
    ),
]


@pytest.mark.parametrize(("language", "data", "cells", "said"), WALKS, ids=["zh", "en"])
def test_a_foreign_ledger_is_mended_and_entered(
    open_window: Callable[[Site, Look], Visitor],
    demo: Site,
    language: Tongue,
    data: bytes,
    cells: dict[str, str],
    said: tuple[str, str, str],
) -> None:
    lead, button, task = said
    person = open_window(demo, Look(language=language, width=1440))
    person.sign_in(*account("office"))
    person.go("/ledger-files/")
    page = person.page
    page.select_option("#id_programme", "new")
    file = FilePayload(name=f"{language}.xlsx", mimeType="application/octet-stream", buffer=data)
    page.set_input_files("#id_file", files=[file])
    page.click("form.stackform:has(#id_file) button")
    assert lead in page.inner_text("p.lead")
    assert person.faults() == []
    for cell, words in cells.items():
        page.fill(f"input[name='m-{cell}']", words)
    with page.expect_navigation():
        page.click("#mend button")
    assert page.query_selector("#mend") is None
    page.get_by_role("button", name=button).click()
    page.wait_for_selector("[role=status] a[href='/tasks/']", timeout=60_000)
    assert person.faults() == []
    page.click("#lines li h3 a >> nth=-1")
    assert task in page.inner_text("h1")
