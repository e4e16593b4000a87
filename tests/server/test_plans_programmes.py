"""Programmes stand under programmes: who says so, no circles, and one progress for the whole."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User

from pilotage.ledger import Method
from pilotage_server.audit.models import RecordRow, What
from pilotage_server.ledgers import actions as ledgers
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans import actions
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.plans.programme_tree import line_above, parents
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.problems import RefusalError

from .audit_support import flaws
from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import member
from .test_ledgers_editions import BERTH, CLEARANCE, FAIR, FERRY, HEAD, edition

pytestmark = pytest.mark.django_db


def programme(code: str) -> ProgrammeRow:
    return actions.found_programme(code, f"{code}方案", f"Programme {code}")


@pytest.fixture
def three(db: None) -> list[ProgrammeRow]:
    return [programme(code) for code in ("a", "b", "c")]


def codes_above(row: ProgrammeRow) -> list[str]:
    return [one.code for one in line_above(row.pk, parents())]


def test_a_programme_stands_under_one_other_and_is_moved_and_taken_out(
    cast: SimpleNamespace, three: list[ProgrammeRow]
) -> None:
    (a, b, c), by = three, member(cast.office)
    actions.put_under(c, b, by)
    actions.put_under(b, a, by)
    assert codes_above(c) == ["b", "a"]
    actions.put_under(c, a, by)
    actions.put_under(c, a, by)
    assert codes_above(c) == ["a"]
    actions.put_under(c, None, by)
    actions.put_under(c, None, by)
    assert codes_above(c) == []
    done = (
        RecordRow.objects.filter(kind="place").order_by("sequence").values_list("what", flat=True)
    )
    assert list(done) == [What.PUT_UNDER] * 3 + [What.TAKEN_OUT]
    assert flaws() == []


def test_no_programme_stands_under_itself(cast: SimpleNamespace, three: list[ProgrammeRow]) -> None:
    (a, b, c), by = three, member(cast.office)
    actions.put_under(c, b, by)
    actions.put_under(b, a, by)
    for above in (a, b, c):
        with pytest.raises(RefusalError) as refused:
            actions.put_under(a, above, by)
        assert refused.value.status == 422
    assert codes_above(a) == []


def issued(office: User, text: str, code: str) -> ProgrammeRow:
    """A programme with an issued plan of those tasks."""
    row = edition(office, text)
    ledgers.issue(row, member(office))
    ProgrammeRow.objects.filter(pk=row.programme_id).update(
        code=code, name_en=f"Programme {code}", name_zh=f"{code}方案"
    )
    return ProgrammeRow.objects.get(pk=row.programme_id)


def verified(cast: SimpleNamespace, home: ProgrammeRow, words: str, lead: User, to: int) -> None:
    matter = MatterRow.objects.get(plan__programme=home, heading_en__contains=words)
    ledgers.sign(matter, member(lead))
    ledgers.report(matter, member(lead), claimed=to, text=f"{words} {to}")
    ledgers.verify(matter, member(cast.office), verified=to, method=Method.VISIT, text="seen")


@pytest.fixture
def port_and_fair(cast: SimpleNamespace) -> tuple[ProgrammeRow, ProgrammeRow]:
    """Two programmes: one of two tasks, verified 40 and 0; one of two, verified 100 and 81."""
    port = issued(cast.office, HEAD + BERTH + CLEARANCE, "port")
    other = HEAD.replace("the Port of Donggang", "the Donggang Fair")
    fair = issued(cast.office, other + FAIR + FERRY, "fair")
    verified(cast, port, "berth", cast.transport, 40)
    verified(cast, fair, "fair", cast.commerce, 100)
    verified(cast, fair, "ferry", cast.transport, 81)
    return port, fair


def test_progress_rolls_up_from_the_programmes_under_one(
    cast: SimpleNamespace, port_and_fair: tuple[ProgrammeRow, ProgrammeRow]
) -> None:
    port, fair = port_and_fair
    client = signed_in(cast.office)

    def told() -> list[tuple[str, int, int | None, int]]:
        found = client.get("/progress/").context["programmes"]
        return [(one.name, one.depth, one.verified, len(one.parts)) for one in found]

    alone = {("Programme port", 0, 20, 2), ("Programme fair", 0, 90, 2)}
    assert set(told()) == alone
    actions.put_under(fair, port, member(cast.office))
    assert told() == [("Programme port", 0, 55, 4), ("Programme fair", 1, 90, 2)]
    page = client.get("/progress/").content.decode()
    assert "Verified 221 ÷ 4 = 55 %; rounded down." in page
    assert "every task counts once" in page
    umbrella = programme("all")
    actions.put_under(port, umbrella, member(cast.office))
    assert told()[0] == ("Programme all", 0, 55, 4)
    assert [depth for _name, depth, *_rest in told()] == [0, 1, 2]


def test_a_post_of_one_programme_counts_and_finds_nothing_of_another(
    cast: SimpleNamespace, port_and_fair: tuple[ProgrammeRow, ProgrammeRow]
) -> None:
    port, fair = port_and_fair
    actions.put_under(fair, port, member(cast.office))
    for home, name, share in ((port, "Programme port", 20), (fair, "Programme fair", 90)):
        desk = account(f"desk-{home.code}", Standing.OFFICE)
        MembershipRow.objects.filter(user=desk).update(programme=home.pk)
        found = signed_in(desk).get("/progress/").context["programmes"]
        assert [(one.name, one.depth, one.verified) for one in found] == [(name, 0, share)]
        page = signed_in(desk).get("/plans/").content.decode()
        assert "Part of" not in page
        assert "Its parts" not in page
        path = f"/programmes/{home.pk}/under/"
        assert signed_in(desk).post(path, {"above": "", "post_token": "x"}).status_code == 403
    assert codes_above(fair) == ["port"]


def test_the_page_of_programmes_says_and_sets_where_each_stands(
    cast: SimpleNamespace, port_and_fair: tuple[ProgrammeRow, ProgrammeRow]
) -> None:
    port, fair = port_and_fair
    client, path = signed_in(cast.office), f"/programmes/{fair.pk}/under/"
    assert "Put it under another programme" in client.get("/plans/").content.decode()
    sent = client.post(path, {"above": str(port.pk), "post_token": "one"})
    assert (sent.status_code, sent["Location"]) == (302, f"/plans/#p{fair.pk}")
    page = client.get("/plans/").content.decode()
    assert f'Part of <a href="#p{port.pk}">Programme port</a>' in page
    assert f'Its parts: <a href="#p{fair.pk}">Programme fair</a>' in page
    chinese = signed_in(cast.office, "zh").get("/plans/").content.decode()
    assert f'隶属于 <a href="#p{port.pk}">port方案</a>' in chinese
    assert f'<label for="above-{fair.pk}"' in page
    assert f'<label for="above-{port.pk}"' not in page, "only its own part is left to choose from"
    circle = client.post(
        f"/programmes/{port.pk}/under/", {"above": str(fair.pk), "post_token": "two"}
    )
    assert circle.status_code == 422
    assert "“Programme fair” is “Programme port” itself or stands under it." in (
        circle.content.decode()
    )
    for nonsense in ("99999", "x"):
        form = {"above": nonsense, "post_token": nonsense}
        assert client.post(path, form).status_code == 422, nonsense
    assert codes_above(fair) == ["port"]
    assert client.post(path, {"above": "", "post_token": "three"}).status_code == 302
    assert codes_above(fair) == []
    assert "Put it under" not in signed_in(cast.commerce).get("/plans/").content.decode()
