"""Every real document has a review page on which no character is missing."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from pilotage_server.plans import store
from pilotage_server.plans.models import PlanRow

from .conftest import ROOT, signed_in
from .plans_support import shown_text, uploaded

SHARED = ROOT.parent / "shared"
FILES = sorted(
    path
    for folder in ("seeds", "corpus")
    for path in (SHARED / folder).glob("*")
    if path.suffix in {".txt", ".md", ".html"} and path.name != "README.md"
)[::6]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="../shared with the real documents is not here"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:40])
def test_the_page_shows_the_whole_document(cast: SimpleNamespace, path: Path) -> None:
    document = uploaded(cast.office, path.read_bytes(), path.name)
    row = PlanRow.objects.get(document=document)
    page = signed_in(cast.office).get(f"/plans/{row.pk}/").content.decode()
    assert shown_text(page) == "".join(store.compiled_plan(row).text.split())
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([sv]-[^"]+)"', page)) <= set(ids)
