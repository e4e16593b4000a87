"""A slip as it is printed: the rule and the facts of its day, in the reader's language."""

from io import BytesIO
from types import SimpleNamespace

import docx
import pytest

from pilotage_server import clock
from pilotage_server.ledgers import actions, slips
from pilotage_server.ledgers.models import EntryRow, MatterRow

from .conftest import signed_in
from .ledgers_support import MARCH_17, at, form_of, member, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def slip(cast: SimpleNamespace) -> EntryRow:
    """The orange slip of 17 March on task 5, whose limit was 26 February; later it was reported."""
    matter = under_way(cast)["5"]
    with clock.standing_at(MARCH_17):
        due = slips.due_for(matter)
        assert due is not None
        row = actions.urge(matter, member(cast.office), text=due.asks("zh"), slip=due)
    lead = member(cast.commerce)
    actions.report(matter, lead, claimed=100, text="办结", done=True, posting=at(3, 20))
    return row


def test_it_names_task_unit_rule_facts_and_the_limit_of_the_answer(
    cast: SimpleNamespace, slip: EntryRow
) -> None:
    matter = MatterRow.objects.get(pk=slip.matter_id)
    path = f"/tasks/{matter.pk}/slips/{slip.sequence}"
    page = signed_in(cast.office).get(f"{path}.html").content.decode()
    for said in (
        "Orange slip",
        f"No. 5-{slip.sequence} of 2021",
        "To Dalian Municipal Bureau of Commerce:",
        "26 February 2021",
        "rule 5.5, edition 1",
        "has passed: a written notice the day after it",
        "24 March 2021",
    ):
        assert said in page, said
    answer = signed_in(cast.commerce, "zh-hans").get(f"{path}.docx")
    read = docx.Document(BytesIO(answer.content))
    told = [one.text for one in read.paragraphs]
    assert told[0] == "橙色督办单"
    assert "大连市商务局：" in told
    assert slip.payload["text"] in told
    cells = {row.cells[0].text: row.cells[1].text for row in read.tables[0].rows}
    assert cells["时限"] == "2021年2月26日"
    assert cells["反馈时限"] == "2021年3月24日"
    assert "规则5.5" in cells["依据规则"]


def test_an_urging_by_hand_names_no_rule(cast: SimpleNamespace, slip: EntryRow) -> None:
    matter = MatterRow.objects.get(pk=slip.matter_id)
    row = actions.urge(matter, member(cast.office), text="请尽快补报", posting=at(3, 22))
    page = signed_in(cast.office).get(f"/tasks/{matter.pk}/slips/{row.sequence}.html")
    assert "请尽快补报" in page.content.decode()
    assert "rule 5" not in page.content.decode()


def test_what_is_no_slip_is_not_there(cast: SimpleNamespace, slip: EntryRow) -> None:
    path = f"/tasks/{slip.matter_id}/slips"
    for name in ("1.html", "99.docx", f"{slip.sequence}.pdf"):
        assert signed_in(cast.office).get(f"{path}/{name}").status_code == 404
    assert signed_in(cast.drafter).get(f"{path}/{slip.sequence}.html").status_code == 404


def test_the_timeline_leads_to_it(cast: SimpleNamespace, slip: EntryRow) -> None:
    page = signed_in(cast.office).get(f"/tasks/{slip.matter_id}/").content.decode()
    assert f"/tasks/{slip.matter_id}/slips/{slip.sequence}.html" in page


def test_a_default_limit_is_offered_with_its_source_and_a_person_takes_it(
    cast: SimpleNamespace,
) -> None:
    matter = next(one for one in under_way(cast).values() if one.step == "registered")
    client, path = signed_in(cast.office), f"/tasks/{matter.pk}/dispatch/"
    with clock.standing_at(MARCH_17):
        page = client.get(path)
        assert page.context["form"].initial == {}
        offered = {one.rule: one for one in page.context["usual"]}
        one = offered["default-limits/1/7.1"]
        assert one.take in page.content.decode()
        took = client.get(path + one.take)
        said = took.content.decode()
        assert 'value="2021-04-16"' in said
        assert "168342" in said, "the source stands there"
        form = form_of(client, path + one.take) | {"lead": "dl-commerce", "usual": one.rule}
        client.post(path, form | {"limit": "2021-04-16"})
    row = EntryRow.objects.get(matter=matter)
    assert (row.payload["limit"], row.payload["rule"]) == ("2021-04-16", one.rule)
    told = client.get(f"/tasks/{matter.pk}/").content.decode()
    assert "by the usual limit (rule 7.1 of Default limits, edition 1)" in told


def test_a_default_limit_that_was_changed_is_a_persons_own(cast: SimpleNamespace) -> None:
    matter = next(one for one in under_way(cast).values() if one.step == "registered")
    client, path = signed_in(cast.office), f"/tasks/{matter.pk}/dispatch/"
    with clock.standing_at(MARCH_17):
        form = form_of(client, path) | {"lead": "dl-commerce", "usual": "default-limits/1/7.1"}
        assert client.post(path, form | {"limit": "2021-05-31"}).status_code == 302
    assert "rule" not in EntryRow.objects.get(matter=matter).payload
