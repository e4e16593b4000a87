"""Where a post holds: its programme, its unit and those beneath, and nothing else."""

import io
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from pilotage.base import Language
from pilotage.ledger import Capacity
from pilotage_server.documents.models import DocumentRow
from pilotage_server.ledgers import actions, rights, store
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units import tree
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.names import register

from .conftest import member, signed_in
from .ledgers_support import ISSUED, at
from .ledgers_support import member as standing_of
from .plans_support import drafted, uploaded

pytestmark = pytest.mark.django_db

PARENT = "dl-gov"


@pytest.fixture
def elsewhere() -> ProgrammeRow:
    return ProgrammeRow.objects.create(
        code="elsewhere", name_zh="别处", name_en="Elsewhere", created_at=ISSUED
    )


def limited(name: str, role: Standing, **scope: object) -> User:
    user = member(name, role)
    MembershipRow.objects.filter(user=user).update(**scope)
    return user


def test_the_tree_is_that_of_the_register() -> None:
    units = register().units
    assert tree.beneath("dl-commerce") >= {"dl-commerce"}
    assert "dl-commerce" in tree.beneath(PARENT)
    assert PARENT not in tree.beneath("dl-commerce")
    assert tree.beneath("") == frozenset()
    for unit in units.values():
        if unit.parent and unit.parent in units:
            assert tree.beneath(unit.id) < tree.beneath(unit.parent)
    listed = tree.indented("en")
    assert sorted(one for one, _depth in listed) == sorted(units)
    assert max(depth for _one, depth in listed) >= 2
    assert tree.beneath(PARENT) - {PARENT}


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("en", "dl-commerce", "dl-transport"), ("zh", "dl-transport", "dl-commerce")],
)
def test_units_side_by_side_stand_by_their_names(
    language: Language, first: str, second: str
) -> None:
    """Commerce before Transport; 交通 (jiaotong) before 商务 (shangwu)."""
    order = [one for one, _depth in tree.indented(language)]
    assert order.index(first) < order.index(second)


def test_a_head_reports_in_the_name_of_the_unit_beneath(matters: dict[str, MatterRow]) -> None:
    matter = matters["4"]
    head = standing_of(limited("head", Standing.UNIT_HEAD, unit=PARENT))
    state = store.state_of(matter)
    assert state.unit(PARENT) is None
    assert state.lead
    assert rights.acting_unit(head, state) == state.lead.unit == "dl-commerce"
    actions.report(head_of(matter), head, claimed=90, text="合同已签", posting=at(3, 17))
    entry = EntryRow.objects.filter(matter=matter).latest("sequence")
    assert (entry.unit, entry.by, entry.post_zh) == ("dl-commerce", "head", "head")
    assert store.state_of(matter).claimed == 90


def head_of(matter: MatterRow) -> MatterRow:
    matter.refresh_from_db()
    return matter


def test_a_head_reads_the_reports_of_the_units_beneath_and_no_others(
    matters: dict[str, MatterRow],
) -> None:
    above = standing_of(limited("above", Standing.UNIT_HEAD, unit=PARENT))
    beside = standing_of(limited("beside", Standing.UNIT_HEAD, unit="dl-transport"))
    report = EntryRow.objects.filter(matter=matters["4"], act="report").latest("sequence")
    assert rights.sees_entry(above, report, None)
    assert not rights.sees_entry(beside, report, None)


def test_a_checker_checks_and_does_nothing_else(
    matters: dict[str, MatterRow], cast: SimpleNamespace
) -> None:
    user = limited("checker", Standing.CHECKER, unit="dl-opening-office")
    state = store.state_of(matters["4"])
    assert rights.capacities(standing_of(user), state) == {Capacity.REVIEWER}
    client = signed_in(user)
    path = f"/tasks/{matters['4'].pk}/verify/"
    form = {
        "version": str(matters["4"].version),
        "post_token": "check",
        "verified": "80",
        "method": "desk",
        "text": "Papers seen.",
    }
    assert client.post(path, form).status_code == 302
    assert store.state_of(matters["4"]).verified == 80
    page = client.get(f"/tasks/{matters['4'].pk}/").content.decode()
    assert "/verify/" in page
    assert "/urge/" not in page
    queue = client.get("/checking/").content.decode()
    assert "Reports to check" in queue
    assert "Extensions to decide" not in queue


def test_a_checker_does_not_check_its_own_unit(matters: dict[str, MatterRow]) -> None:
    user = limited("checker", Standing.CHECKER, unit="dl-commerce")
    page = signed_in(user).get(f"/tasks/{matters['4'].pk}/verify/").content.decode()
    assert "novalidate" not in page, "no form is offered"


@pytest.mark.parametrize("role", [Standing.AUDITOR, Standing.ADMINISTRATOR])
def test_whoever_only_reads_has_no_right_on_any_task(
    matters: dict[str, MatterRow], role: Standing
) -> None:
    user = limited("reader", role, unit="dl-commerce")
    for matter in matters.values():
        assert rights.capacities(standing_of(user), store.state_of(matter)) == frozenset()
    page = signed_in(user).get(f"/tasks/{matters['4'].pk}/").content.decode()
    assert 'class="b primary"' not in page


def test_lists_hold_what_lies_in_the_scope(
    matters: dict[str, MatterRow], elsewhere: ProgrammeRow
) -> None:
    here = matters["4"].plan.programme_id
    of_transport = [
        matter for matter in matters.values() if store.state_of(matter).unit("dl-transport")
    ]
    assert 0 < len(of_transport) < len(matters)
    counts = {
        "all": (limited("a", Standing.OFFICE), len(matters)),
        "here": (limited("b", Standing.OFFICE, programme=here), len(matters)),
        "elsewhere": (limited("c", Standing.OFFICE, programme=elsewhere.pk), 0),
        "within": (limited("d", Standing.LEADER, within="dl-transport"), len(of_transport)),
        "city": (limited("e", Standing.AUDITOR, within=PARENT), None),
    }
    for name, (user, expected) in counts.items():
        found = rights.visible(standing_of(user))
        assert len(set(found)) == found.count(), name
        if expected is not None:
            assert found.count() == expected, name
    assert signed_in(counts["elsewhere"][0]).get("/overview/").status_code == 200


def test_an_office_of_one_programme_meets_no_draft_and_no_file_of_another(
    cast: SimpleNamespace, elsewhere: ProgrammeRow
) -> None:
    row = drafted(cast.office)
    user = limited("desk", Standing.OFFICE, programme=elsewhere.pk)
    page = signed_in(user).get("/plans/").content.decode()
    assert row.title not in page
    own = limited("own", Standing.OFFICE, programme=row.programme_id)
    assert row.title in signed_in(own).get("/plans/").content.decode()


def test_what_an_office_of_one_programme_uploads_stays_in_it(
    cast: SimpleNamespace, elsewhere: ProgrammeRow
) -> None:
    there = drafted(cast.office).programme
    user = limited("desk", Standing.OFFICE, programme=elsewhere.pk)
    file = SimpleUploadedFile("p.txt", "一、任务\n（一）建设港口。（责任单位：市商务局）".encode())
    form = {"file": file, "marking": "none", "post_token": "u", "programme": there.code}
    assert signed_in(user).post("/documents/upload/", form).status_code == 302
    assert DocumentRow.objects.latest("pk").programme == "elsewhere"


def test_an_office_of_a_part_of_the_tree_sees_only_its_own_drafts(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    user = limited("district", Standing.OFFICE, within="dl-ganjingzi")
    assert signed_in(user).get(f"/plans/{row.pk}/").status_code == 404
    own = uploaded(user, "一、任务\n（一）建设港口。（责任单位：市商务局）", "own.txt")
    assert signed_in(user).get(f"/plans/of-document/{own.pk}/", follow=True).status_code == 200


def test_an_office_of_a_part_of_the_tree_rules_on_the_chain_of_its_own_drafts_only(
    matters: dict[str, MatterRow], cast: SimpleNamespace
) -> None:
    user = limited("district", Standing.OFFICE, within="dl-ganjingzi")
    own = drafted(user)
    form = {"document": str(own.pk), "level": "city"}
    client = signed_in(user)
    for row, status in ((matters["4"].plan, 403), (own, 302)):
        path = f"/plans/{row.pk}/chain/above/"
        assert client.post(path, form | {"post_token": str(row.pk)}).status_code == status
    own = drafted(cast.office)
    assert client.get(f"/plans/{own.pk}/chain/").status_code == 404


def test_the_leader_reviews_what_an_office_reported_in_a_further_post_too(
    matters: dict[str, MatterRow], cast: SimpleNamespace
) -> None:
    standing_of(cast.leader).further.create(
        role=Standing.OFFICE, unit="dl-commerce", post_zh="岗", post_en="Desk"
    )
    state = store.state_of(matters["4"])
    assert state.reported_unit == "dl-commerce"
    assert Capacity.REVIEWER in rights.capacities(standing_of(cast.leader), state)


def test_the_command_gives_a_scope(
    monkeypatch: pytest.MonkeyPatch, elsewhere: ProgrammeRow
) -> None:
    posts = {"post_zh": "督查岗", "post_en": "Desk"}
    scope = {"programme": "elsewhere", "within": "dl-transport"}
    monkeypatch.setattr("sys.stdin", io.StringIO("berth timetable 7\n"))
    call_command("addaccount", "desk", role="office", **scope, **posts)
    row = MembershipRow.objects.get(user__username="desk")
    assert (row.programme, row.within) == (elsewhere.pk, "dl-transport")
    for wrong, sentence in (("programme", "Those there are: elsewhere"), ("within", "no unit")):
        monkeypatch.setattr("sys.stdin", io.StringIO("berth timetable 7\n"))
        with pytest.raises(CommandError, match=sentence):
            call_command("addaccount", "other", role="office", **{wrong: "x"}, **posts)
