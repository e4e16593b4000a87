"""What the tutorial tells a reader to press is on the pages, in both languages."""

import re
from pathlib import Path

import polib
import pytest

from pilotage.ledger import Act, act_label
from pilotage_server.demo import ACCOUNTS

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs/tutorial"
CATALOGUES = sorted((ROOT / "src/pilotage_server").rglob("locale/zh_Hans/LC_MESSAGES/*.po"))


def words(name: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (TUTORIAL / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(("name", "side"), [("README.md", "msgid"), ("README.zh.md", "msgstr")])
def test_words_in_bold_are_words_of_the_pages(name: str, side: str) -> None:
    shown = {getattr(entry, side) for path in CATALOGUES for entry in polib.pofile(str(path))}
    shown |= {act_label(act, "en" if side == "msgid" else "zh") for act in Act}
    assert words(name, r"\*\*([^*]+)\*\*") - shown == set()


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_accounts_and_files_are_those_of_the_demo(name: str) -> None:
    told = words(name, r"`([a-z]+)`")
    assert told
    assert told <= {account.username for account in ACCOUNTS}
    assert all((ROOT / path).exists() for path in words(name, r"examples/[a-z.]+\.(?:md|docx)"))


def test_both_languages_walk_the_same_way() -> None:
    headings = [
        re.findall(r"^## (\d\.|)", (TUTORIAL / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh.md")
    ]
    assert headings[0] == headings[1]
    assert words("README.md", r"`([a-z]+)`") == words("README.zh.md", r"`([a-z]+)`")
