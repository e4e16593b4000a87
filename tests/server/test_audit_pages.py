"""The page of the record, the commands, and a site older than its record."""

import re
from datetime import UTC, datetime
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from pilotage.base import PilotageError
from pilotage_server.audit.flaws import Fault, Flaw
from pilotage_server.audit.models import HeadRow, RecordRow, What
from pilotage_server.audit.record import begin, record
from pilotage_server.audit.sentences import flaw_said
from pilotage_server.audit.verify import verify
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import Standing

from .audit_support import lively
from .conftest import member as account
from .conftest import signed_in
from .test_i18n import HALF, seen

pytestmark = pytest.mark.django_db


def shown(cast: SimpleNamespace, query: str = "", language: str = "en") -> str:
    return str(signed_in(cast.administrator, language).get(f"/record/{query}").content.decode())


def rows_of(page: str) -> list[int]:
    """The numbers of the rows a page shows."""
    return [int(number) for number in re.findall(r'<td class="n num dim">(\d+)</td>', page)]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("administrator", 200), ("auditor", 200), ("office", 404), ("leader", 404)),
        *(("transport", 404), ("drafter", 404), ("stranger", 404)),
    ],
)
def test_only_auditor_and_administrator_read_the_record(
    cast: SimpleNamespace, who: str, status: int
) -> None:
    cast.auditor = account("auditor", Standing.AUDITOR)
    client = signed_in(getattr(cast, who))
    assert client.get("/record/").status_code == status
    assert ('href="/record/"' in client.get("/plans/").content.decode()) is (status == 200)


def test_signed_out_leads_to_the_sign_in_page() -> None:
    assert signed_in(None).get("/record/")["Location"] == "/login/?next=/record/"


def test_the_newest_stand_first_fifty_to_a_page(cast: SimpleNamespace) -> None:
    for _time in range(120):
        record(What.SIGNED_IN, by="office")
    first = shown(cast)
    numbers = rows_of(first)
    assert numbers == list(range(numbers[0], numbers[0] - 50, -1))
    older = re.search(r'href="(\?upto=\d+)" rel="next"', first)
    assert older
    second = shown(cast, older[1])
    assert rows_of(second)[0] == numbers[-1] - 1
    assert ">Newest</a>" in second
    assert ">Newest</a>" not in first


def test_rows_are_chosen_by_who_what_when_and_thing(cast: SimpleNamespace) -> None:
    matters = lively(cast)
    assert {RecordRow.objects.get(pk=n).by for n in rows_of(shown(cast, "?who=commerce"))} == {
        "commerce"
    }
    kept = rows_of(shown(cast, "?what=kept"))
    assert len(kept) == 3
    assert rows_of(shown(cast, "?what=kept&who=office")) == []
    of_task = rows_of(shown(cast, f"?kind=matter&key={matters[0].pk}"))
    assert [RecordRow.objects.get(pk=n).what for n in of_task] == ["opened", "registered"]
    everything = rows_of(shown(cast, "?since=2020-01-01&until=2099-01-01&upto=40"))
    assert min(everything) == 1
    assert rows_of(shown(cast, "?until=2001-01-01")) == []
    assert {RecordRow.objects.get(pk=n).by for n in rows_of(shown(cast, "?who=-"))} == {""}


@pytest.mark.parametrize(
    "query",
    [
        "?since=yesterday&until=2021-02-30",
        "?until=9999-12-31&since=0001-01-01",
        "?upto=99999999999999999999&key=x&kind=y",
        "?kind=entry&key=9999999999999999999",
        "?upto=²&what=juggled&who=%00",
    ],
)
def test_an_address_that_means_nothing_opens_the_page(cast: SimpleNamespace, query: str) -> None:
    assert "<h1>Record</h1>" in shown(cast, query)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_says_what_the_last_check_found(cast: SimpleNamespace, language: str) -> None:
    lively(cast)
    chinese = language == "zh-hans"
    assert ("尚未校验" if chinese else "not been checked yet") in shown(cast, "", language)
    call_command("audit", "verify", stdout=StringIO())
    assert ("未发现" if chinese else "found nothing changed") in shown(cast, "", language)
    one = ProgrammeRow.objects.filter(pk=ProgrammeRow.objects.earliest("pk").pk)
    one.update(name_en="Another", name_zh="另一个")
    with pytest.raises(SystemExit) as left:
        call_command("audit", "verify", stdout=StringIO())
    assert left.value.code == 1
    page = shown(cast, "", language)
    assert ("发现1处问题" if chinese else "found 1 flaw") in page
    assert ("“口岸”（programme" if chinese else "Programme “Port” (programme") in page
    if chinese:
        assert HALF.findall(seen(page).replace("manage audit", "")) == []


def test_names_are_shown_as_text(cast: SimpleNamespace) -> None:
    record(What.SIGNED_IN, by="<script>alert(1)</script>")
    assert "<script>alert" not in shown(cast)


@pytest.mark.parametrize(("language", "words"), [("en", "now task 31"), ("zh-hans", "现为任务31")])
def test_a_row_says_by_which_number_its_task_goes_now(
    cast: SimpleNamespace, language: str, words: str
) -> None:
    matter = lively(cast)[0]
    assert words not in shown(cast, f"?kind=matter&key={matter.pk}", language)
    MatterRow.objects.filter(pk=matter.pk).update(ordinal=31)
    assert words in shown(cast, f"?kind=matter&key={matter.pk}", language)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "began at 17 March 2021"), ("zh-hans", "时钟自2021年3月17日起走")],
)
def test_a_clock_of_its_own_is_said(
    cast: SimpleNamespace, settings: Settings, language: str, words: str
) -> None:
    for start, is_said in ((datetime(2021, 3, 17, 9, tzinfo=UTC), True), (None, False)):
        settings.PILOTAGE_CLOCK_START = start
        text = re.sub("<[^>]+>", "", shown(cast, "", language))
        assert (words in text) is is_said


def test_the_page_asks_a_bounded_number_of_times(
    cast: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    lively(cast)
    client = signed_in(cast.administrator)
    client.get("/record/")
    with django_assert_max_num_queries(10):
        client.get("/record/")


def said(*words: str, **options: object) -> str:
    out = StringIO()
    call_command("audit", *words, stdout=out, **options)
    return out.getvalue()


def test_the_head_is_printed_and_compared(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILOTAGE_LANGUAGE", "en")
    note = said("head").strip()
    head = HeadRow.objects.get()
    assert note == f"{head.sequence}:{head.digest}"
    assert "Nothing was changed" in said("verify", "--head", note, "--no-record")
    assert HeadRow.objects.get().sequence == head.sequence
    with pytest.raises(SystemExit):
        said("verify", "--head", f"{head.sequence}:{'0' * 64}")
    with pytest.raises(SystemExit):
        said("verify", "--head", f"{head.sequence + 50}:{head.digest}")
    for nonsense in ("12", "x:y", f"{head.sequence}:{head.digest[:8]}", "½:" + "0" * 64):
        with pytest.raises(CommandError, match="is not the head of a record"):
            said("verify", "--head", nonsense)


def test_the_commands_speak_the_language_of_the_terminal(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILOTAGE_LANGUAGE", "zh")
    assert "未发现改动" in said("verify")
    with pytest.raises(CommandError, match="不是操作记录的末条标记"):
        said("verify", "--head", "x")


@pytest.fixture
def old_site(cast: SimpleNamespace) -> SimpleNamespace:
    """A site with a past, as it was before there was a record."""
    lively(cast)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP TRIGGER audit_recordrow_no_delete ON audit_recordrow")
        else:
            cursor.execute("DROP TRIGGER audit_recordrow_no_delete")
        cursor.execute("DELETE FROM audit_recordrow")
        cursor.execute("DELETE FROM audit_headrow")
    return cast


def test_an_old_site_begins_its_record_and_says_what_it_cannot_vouch_for(
    old_site: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILOTAGE_LANGUAGE", "en")
    assert [flaw.fault for flaw in verify().flaws] == [Fault.EMPTY]
    assert "It vouches for nothing that happened before" in said("begin")
    assert "begun before" in said("begin")
    first, *rest = RecordRow.objects.order_by("sequence")
    assert (first.what, first.facts) == (What.BEGUN, {"things": len(rest)})
    assert {row.what for row in rest} == {What.FOUND}
    assert verify().is_sound


def test_an_old_site_that_was_not_begun_begins_with_its_next_act(
    old_site: SimpleNamespace,
) -> None:
    record(What.SIGNED_IN, by="office")
    rows = list(RecordRow.objects.order_by("sequence").values_list("what", flat=True))
    assert (rows[0], rows[1], rows[-1]) == (What.BEGUN, What.FOUND, What.SIGNED_IN)
    assert begin() is None
    assert verify().is_sound


def test_without_its_head_nothing_is_entered(cast: SimpleNamespace) -> None:
    record(What.SIGNED_IN, by="office")
    HeadRow.objects.all().delete()
    with pytest.raises(PilotageError, match="lost its head"):
        record(What.SIGNED_IN, by="office")


@pytest.mark.parametrize("fault", list(Fault))
def test_every_flaw_has_its_sentence(fault: Fault, cast: SimpleNamespace) -> None:
    flaw = Flaw(fault=fault, first=4, last=7, shift=1, kind="entry", key=3, facts={"sequence": 2})
    sentence = flaw_said(flaw)
    assert sentence.endswith(("。", "."))
    assert "%" not in sentence
