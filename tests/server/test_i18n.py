"""Both languages are complete, and pages hold nothing inline."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest

from pilotage_server.documents.models import CompileJobRow
from pilotage_server.plans import actions, findings

from .conftest import signed_in
from .plans_support import drafted

SITE = Path(__file__).resolve().parents[2] / "src" / "pilotage_server"
CLASS_BLOCKS = r"{%\s*block (body_class|main_class)\s*%}.*?{%\s*endblock\s*%}"
TEMPLATES = sorted(SITE.rglob("*.html"))


@pytest.mark.once
def test_every_message_in_use_is_translated() -> None:
    compile_messages = sys.modules["compile_messages"]
    assert compile_messages.missing() == []


@pytest.mark.once
def test_no_catalogue_keeps_what_nobody_says() -> None:
    compile_messages = sys.modules["compile_messages"]
    said = {(message.context, message.text) for message in compile_messages.used()}
    assert sorted(compile_messages.translated() - said) == []


@pytest.mark.once
def test_no_message_has_two_translations() -> None:
    compile_messages = sys.modules["compile_messages"]
    assert compile_messages.contested() == []


@pytest.mark.once
@pytest.mark.parametrize("path", sorted(SITE.rglob("django.po")), ids=lambda p: p.parts[-5])
def test_translations_keep_the_facts_of_the_message(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        facts = set(re.findall(r"%\(\w+\)[sd]", entry.msgid + entry.msgid_plural))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert set(re.findall(r"%\(\w+\)[sd]", text)) == facts, entry.msgid


@pytest.mark.once
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_hold_no_style_script_or_handler_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style", text)
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert "hx-on" not in text
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.once
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_load_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(src|href|action)\s*=\s*[\"'](https?:)?//", text)


@pytest.mark.once
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_say_nothing_outside_the_catalogue(path: Path) -> None:
    """Words between tags are either translated or the product's own language links."""
    text = re.sub(CLASS_BLOCKS, "", path.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"{%\s*blocktrans.*?endblocktrans\s*%}", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.S)
    text = re.sub(r"<[^>]*>|[a-z-]+=\"[^\"]*\"", " ", text)
    words = set(re.findall(r"[A-Za-z]{3,}", text)) - {"English", "nbsp", "ndash", "middot"}
    assert words == set()


HALF = re.compile(r"[\u4e00-\u9fff][:;,()!?]|[:;,()!?] ?[\u4e00-\u9fff]")


@pytest.mark.django_db
def test_chinese_pages_of_a_plan_use_chinese_signs(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    found = next(f for f in findings.gate_of(row).blocking if f.code == "L104")
    actions.waive(row, found, "已电话确认。", cast.office.membership, version=row.version)
    done = f"/documents/{row.document_id}/"
    waiting = being_read(cast)
    client = signed_in(cast.office, "zh-hans")
    for address in ("/plans/", f"/plans/{row.pk}/", f"/plans/{row.pk}/findings/", done, waiting):
        assert HALF.findall(seen(client.get(address).content.decode())) == [], address


def being_read(cast: SimpleNamespace) -> str:
    """The page of a document that is being read."""
    job = drafted(cast.office, "东港市另一方案\n一、重点任务\n（一）做事。\n").document.job
    CompileJobRow.objects.filter(pk=job.pk).update(state="running", percent=40, stage="outline")
    return f"/documents/{job.document_id}/"


def seen(page: str) -> str:
    """The words between the tags of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.partition("<main")[2]))
