"""A unit without an account: its workbook is mailed to it, filled in, sent back, and entered."""

from email.message import EmailMessage
from io import BytesIO
from itertools import count
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from pilotage_server.audit.models import RecordRow, What
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow
from tools.mail_sink import Sink

from .audit_support import flaws
from .conftest import signed_in
from .ledgers_support import MARCH_17, page
from .notices_support import wishing
from .test_answers import bring, enter, fill

pytestmark = pytest.mark.django_db
UNIT = "dl-commerce"
PAGE = f"/answers/sheet/{UNIT}/mail/"
_forms = count(1)


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


def mailed(user: User, language: str = "zh", **fields: str) -> Any:
    form = {"address": "unit@port.example", "back": "office@port.example"}
    form |= {"post_token": f"mail {next(_forms)}"} | fields
    return signed_in(user, language).post(PAGE, form, follow=True)


def parts(sink: Sink) -> tuple[str, Any]:
    """What the one message says, and the workbook that it carries."""
    (message,) = sink.messages
    assert isinstance(message, EmailMessage)
    said, (book,) = message.get_body(), message.iter_attachments()
    assert said
    assert book.get_filename() == "市商务局反馈表.xlsx"
    return str(said.get_content()), openpyxl.load_workbook(BytesIO(book.get_content()))


def test_a_unit_without_an_account_answers_by_the_workbook_mailed_to_it(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    MembershipRow.objects.filter(unit=UNIT).delete()
    answer = mailed(cast.office)
    assert "反馈表已发送至unit@port.example" in answer.content.decode()
    (message,) = sink.messages
    assert (message["To"], message["Reply-To"]) == ("unit@port.example", "office@port.example")
    body, workbook = parts(sink)
    assert "大连市商务局：" in body
    assert "回复本邮件发回" in body
    back = fill(workbook, {"4": {"progress": 90, "text": "合同已签"}})
    enter(cast.office, bring(cast.office, back).url)
    said = EntryRow.objects.get(payload__via="workbook")
    assert (said.unit, said.by, said.payload["claimed"]) == (UNIT, "office", 90)
    row = RecordRow.objects.get(what=What.EXPORTED)
    assert (row.by, row.facts) == ("office", {"unit": UNIT, "address": "unit@port.example"})
    assert flaws() == []


def test_the_form_begins_with_the_addresses_of_the_last_time(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    wishing(cast.office, "desk@port.example")
    first = page(cast.office, PAGE).context["form"].initial
    assert first == {"address": "", "back": "desk@port.example"}
    mailed(cast.office)
    assert page(cast.office, PAGE).context["form"].initial["address"] == "unit@port.example"


def test_a_form_sent_twice_mails_once(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    for _time in range(2):
        mailed(cast.office, post_token="the same form")
    assert len(sink.messages) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "邮件服务器拒收该地址：550 no such desk"), ("en", "refused the address: 550 no such")],
)
def test_what_the_mail_server_refuses_is_said_and_nothing_typed_is_lost(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink, language: str, said: str
) -> None:
    sink.refuses["unit@port.example"] = "550 no such desk"
    answer = mailed(cast.office, language)
    assert answer.status_code == 503
    assert said in answer.content.decode()
    assert 'value="unit@port.example"' in answer.content.decode()
    assert sink.messages == []
    sink.refuses.clear()
    assert mailed(cast.office, language).status_code == 200
    assert len(sink.messages) == 1


def test_an_address_that_is_none_mails_nothing(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    for wrong in ("", "unit", "a@b.example\nBcc: c@d.example", "a@b.example,c@d.example"):
        assert mailed(cast.office, address=wrong).status_code == 422
    assert sink.messages == []


def test_without_a_mail_server_the_page_says_so(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    shown = page(cast.office, PAGE, "zh").content.decode()
    assert "本系统未设置邮件服务器" in shown
    assert not RecordRow.objects.filter(what=What.EXPORTED).exists()


def test_only_the_office_mails(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    assert mailed(cast.commerce).status_code == 404
    assert "mail/" not in page(cast.commerce, "/answers/").content.decode()
    assert sink.messages == []
