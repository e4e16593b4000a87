"""Ledger files for programs: brought, mapped, mended, entered; taken out; templates."""

import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilotage_server.ledgerfiles import worker
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import EntryRow, MatterRow

from .api_support import Program, token_of
from .ledgerfiles_support import MERGED
from .ledgers_support import member, under_way
from .test_ledgerfiles_edited import edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    return under_way(cast)


def brought(office: Program, **form: str) -> Any:
    file = SimpleUploadedFile("台账.xlsx", MERGED)
    return office.send("/ledger-files", {"file": file} | form)


def test_a_ledger_is_brought_looked_at_mended_and_entered(cast: Any) -> None:
    office = Program(token_of(cast.office))
    assert brought(office).status_code == 422
    told = brought(office, new="true").json()
    path = f"/ledger-files/{told['id']}"
    lines = office.get(f"{path}/lines?limit=100")["items"]
    assert len(lines) == sum(told["counts"].values()) > 1
    head = told["heads"][0]
    assert "task" in {one["chosen"] for one in head["columns"]}
    asked = office.ask("GET", path)
    columns = {head["signature"]: {one["at"]: "" for one in head["columns"]}}
    assert office.ask("PUT", f"{path}/columns", {"columns": columns}).status_code == 428
    nothing = office.ask("PUT", f"{path}/columns", {"columns": columns}, if_match=asked["ETag"])
    assert nothing.status_code == 422
    chosen = {head["signature"]: {one["at"]: one["chosen"] for one in head["columns"]}}
    body = {"columns": chosen, "share": 5}
    kept = office.ask("PUT", f"{path}/columns", body, if_match=asked["ETag"])
    assert (kept.json()["version"], kept.json()["share"]) == (2, 5)
    stale = office.ask("PUT", f"{path}/columns", body, if_match=asked["ETag"])
    assert stale.status_code == 412
    cells = office.get(f"{path}/cells")["items"]
    for one in cells:
        mended = office.ask("PATCH", f"{path}/cells", {"cells": {one["key"]: one["words"]}})
        assert mended.status_code == 200
    assert office.ask("POST", f"{path}/enter").status_code == 428
    assert (
        Program(token_of(cast.office, "read", "report"))
        .ask("POST", f"{path}/enter", if_match="*")
        .status_code
        == 403
    )
    version = office.get(path)["version"]
    asked = office.ask("POST", f"{path}/enter", if_match=f'"{version}"')
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    assert office.ask("GET", f"{path}/lines").status_code == 409
    while worker.work_once():
        continue
    done = office.get(path)
    assert done["state"] == "entered", done["trouble"]
    assert MatterRow.objects.count() == told["counts"]["new"]


def test_a_unit_takes_its_ledger_out_edits_it_and_brings_it_back(cast: Any, matters: Any) -> None:
    lead = Program(token_of(cast.commerce))
    answer = lead.ask("GET", "/ledger-files/out.xlsx")
    assert lead.ask("GET", "/ledger-files/out.xlsx?programme=999").status_code == 422
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == 82)
    cell.value = 91
    target = io.BytesIO()
    book.save(target)
    file = SimpleUploadedFile("ledger.xlsx", target.getvalue())
    told = lead.send("/ledger-files", {"file": file}).json()
    assert (told["kind"], told["counts"]) == ("ours", {"report": 1})
    path = f"/ledger-files/{told['id']}"
    (line,) = lead.get(f"{path}/lines")["items"]
    assert [(one["before"], one["after"]) for one in line["cells"]] == [("82", "91")]
    assert Program(token_of(cast.office)).ask("GET", path).status_code == 404
    entered = lead.ask("POST", f"{path}/enter", if_match=f'"{told["version"]}"')
    assert entered.status_code == 201
    while worker.work_once():
        continue
    row = EntryRow.objects.filter(matter=matters["4"]).latest("sequence")
    assert (row.payload["claimed"], row.by) == (91, "commerce")


@pytest.mark.parametrize(("side", "claimed"), [("file", 70), ("here", 88)])
def test_of_a_line_changed_on_both_sides_the_chosen_one_stands(
    cast: Any, matters: Any, side: str, claimed: int
) -> None:
    office, lead = Program(token_of(cast.office)), Program(token_of(cast.commerce))
    data = edit(office.ask("GET", "/ledger-files/out.xlsx").content, {"4": {"progress": 70}})
    four = matters["4"]
    actions.report(four, member(cast.commerce), claimed=88, text="One is signed.")
    sent = {"file": SimpleUploadedFile("ledger.xlsx", data), "new": "true"}
    path = f"/ledger-files/{office.send('/ledger-files', sent).json()['id']}"
    (line,) = office.get(f"{path}/lines?outcome=conflict")["items"]
    assert (line["task"], line["side"]) == (four.pk, None)
    body = {"place": line["place"], "version": line["version"], "side": side}
    assert lead.ask("PATCH", f"{path}/sides", body).status_code == 404
    assert office.ask("PATCH", f"{path}/sides", body | {"place": "!99"}).status_code == 404
    assert office.ask("PATCH", f"{path}/sides", body | {"version": 1}).status_code == 409
    chosen = office.ask("PATCH", f"{path}/sides", body).json()
    assert (chosen["side"], chosen["outcome"]) == (side, "report" if side == "file" else "same")
    version = office.get(path)["version"]
    office.ask("POST", f"{path}/enter", if_match=f'"{version}"')
    while worker.work_once():
        continue
    four.refresh_from_db()
    assert four.claimed == claimed


def test_a_template_is_brought_mapped_and_filled(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    file = SimpleUploadedFile("样表.xlsx", MERGED)
    told = office.send("/ledger-templates", {"file": file}).json()
    path = f"/ledger-templates/{told['id']}"
    head = told["heads"][0]
    chosen = {head["signature"]: {one["at"]: one["chosen"] for one in head["columns"]}}
    tag = office.ask("GET", path)["ETag"]
    kept = office.ask("PUT", f"{path}/columns", {"columns": chosen}, if_match=tag)
    assert kept.json()["heads"] == told["heads"]
    answer = office.ask("GET", f"{path}/filled.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    said = {str(c.value) for row in book.worksheets[0].iter_rows() for c in row}
    assert matters["4"].heading("zh") in said
