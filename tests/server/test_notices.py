"""Digests, their pages and their e-mails: told once, to the right people, whatever breaks down."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pilotage.ledger import Method
from pilotage_server import clock
from pilotage_server.audit.models import RecordRow
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.notices import digests, outbox
from pilotage_server.notices.mail import message_of
from pilotage_server.notices.models import (
    DayRow,
    DeliveryRow,
    DigestRow,
    LineRow,
    QuietRow,
    Sending,
)
from pilotage_server.units.models import MembershipRow, Standing
from tools.mail_sink import Sink

from .audit_support import flaws
from .conftest import member, signed_in
from .ledgerfiles_support import other_programme
from .ledgers_support import at, page, under_way
from .ledgers_support import member as standing_of
from .notices_support import given_up, given_up_on, morning, watched, wishing

pytestmark = pytest.mark.django_db

WEDNESDAY = morning(2021, 3, 17)
POSTED = {"post_token": "a-form-once"}


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """Task 4 waits for a check, task 5 of the same unit is 13 working days late."""
    return under_way(cast)


def kinds(unit: str, **more: object) -> list[tuple[str, str]]:
    lines = LineRow.objects.filter(unit=unit, **more).exclude(kind="asked")
    return sorted(lines.values_list("circle", "kind"))


def test_one_digest_a_unit_a_day_and_each_fact_once(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    for _time in range(2):
        watched(WEDNESDAY)
    assert DigestRow.objects.filter(unit="dl-commerce").count() == 1
    assert kinds("dl-commerce") == [("head", "leader"), ("unit", "leader")]
    assert kinds("") == [("leader", "leader")]
    line = LineRow.objects.get(unit="dl-commerce", circle="unit", kind="leader")
    assert (line.matter_id, line.rule) == (matters["5"].pk, "notices/1/6.3")
    assert line.zh.startswith("时限2021年2月26日，已逾期13个工作日")
    watched(WEDNESDAY + timedelta(days=1))
    assert kinds("dl-commerce", digest__day="2021-03-18") == [("unit", "leader")]
    assert flaws() == []


def test_asks_of_the_office_are_told_once_until_answered(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    watched(WEDNESDAY)
    asked = LineRow.objects.filter(kind="asked", unit="dl-transport")
    assert {line.rule for line in asked} == {"ledger/dispatch"}
    before = asked.count()
    assert before
    matter = matters["5"]
    actions.urge(matter, standing_of(cast.office), text="请本周内反馈。", posting=at(3, 17))
    watched(WEDNESDAY + timedelta(days=1))
    watched(WEDNESDAY + timedelta(days=2))
    assert asked.count() == before
    urged = LineRow.objects.get(kind="asked", unit="dl-commerce", matter=matter)
    assert urged.zh == "2021年3月17日催办：“请本周内反馈。”"


@pytest.mark.parametrize("hour", [0, 7])
def test_nobody_is_told_before_the_morning(
    cast: SimpleNamespace, matters: dict[str, MatterRow], hour: int
) -> None:
    watched(morning(2021, 3, 17, hour))
    assert not DigestRow.objects.exists()


def test_quiet_days_are_quiet_and_what_was_due_comes_after(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    """Task 4's limit is 31 March 2021; its reminder falls due on Friday the 26th."""
    desk = signed_in(cast.office)
    form = {"first": "2021-03-26", "last": "2021-03-29", "reason": "换届"} | POSTED
    assert desk.post("/notices/office/", form).status_code == 302
    actions.verify(
        matters["4"],
        standing_of(cast.office),
        verified=70,
        method=Method.DESK,
        text="已核",
        posting=at(3, 17),
    )
    for day in range(24, 31):
        watched(morning(2021, 3, day))
    days = set(DigestRow.objects.values_list("day", flat=True))
    assert days == {date(2021, 3, day) for day in (24, 25, 30)}
    near = LineRow.objects.get(matter=matters["4"], kind="near", unit="dl-commerce")
    assert near.digest.day == date(2021, 3, 30)
    key = desk.get("/notices/office/").context["rows"]
    assert list(key) == []  # the site's clock stands later than that


def test_a_fault_in_one_digest_holds_up_no_other_and_it_is_made_later(
    cast: SimpleNamespace, matters: dict[str, MatterRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = digests._make

    def broken(day: date, unit: str, *rest: Any) -> None:
        if unit == "dl-commerce":
            raise ValueError("what nobody thought of")
        make(day, unit, *rest)

    monkeypatch.setattr(digests, "_make", broken)
    watched(WEDNESDAY)
    units = set(DigestRow.objects.values_list("unit", flat=True))
    assert units
    assert "dl-commerce" not in units
    monkeypatch.undo()
    DayRow.objects.update(lease_until=clock.wall() - timedelta(seconds=1))
    watched(WEDNESDAY)
    assert set(DigestRow.objects.values_list("unit", flat=True)) == units | {"dl-commerce"}
    assert DayRow.objects.get().done_at


def test_a_watcher_that_does_not_run_is_seen_on_the_log(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    def stalled(hour: int, day: int = 17) -> bool:
        with clock.standing_at(morning(2021, 3, day, hour)):
            answer = page(cast.office, "/notices/log/")
        shown: bool = answer.context["stalled"]
        assert shown is ("the watcher does not run" in answer.content.decode())
        return shown

    assert [stalled(8), stalled(9), stalled(9, day=20)] == [False, True, False]
    watched(WEDNESDAY)
    assert not stalled(10)
    row = given_up_on(matters["4"])
    late = clock.wall() - timedelta(hours=2)
    DeliveryRow.objects.filter(pk=row.pk).update(state=Sending.WAITING, due_at=late)
    assert stalled(10)


def test_a_year_typed_wrongly_does_not_silence_the_notices(cast: SimpleNamespace) -> None:
    desk = signed_in(cast.office)
    for last, status in (("2031-04-05", 422), ("2021-06-01", 422), ("2021-05-31", 302)):
        form = {"first": "2021-05-01", "last": last, "reason": "换届", "post_token": last}
        assert desk.post("/notices/office/", form).status_code == status
    assert QuietRow.objects.get().last == date(2021, 5, 31)


def test_mail_goes_to_whoever_wants_it_and_may_read_it(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    wishing(cast.commerce, "desk@port.example")
    wishing(cast.leader, "leader@port.example", "en")
    wishing(member("head", Standing.UNIT_HEAD, "dl-commerce"), "head@port.example")
    elsewhere = member("elsewhere", Standing.LIAISON, "dl-commerce")
    post = MembershipRow.objects.get(user=elsewhere)
    post.programme = 999_999
    post.save()
    wishing(elsewhere, "elsewhere@port.example")
    watched(WEDNESDAY)
    by_address = {message["To"]: message for message in sink.messages}
    assert by_address.keys() == {
        "desk@port.example",
        "leader@port.example",
        "head@port.example",
    }
    to_head, to_leader = by_address["head@port.example"], by_address["leader@port.example"]
    assert "市商务局：1项提醒（2021年3月17日）" in to_head["Subject"]
    assert to_leader["Subject"] == "For the leader in charge: 1 task, 17 March 2021"
    text = to_leader.get_content()  # type: ignore[attr-defined]
    assert "13 working days past the limit of 26 February 2021" in text
    assert f"https://pilotage.example/tasks/{matters['5'].pk}/" in text
    assert set(DeliveryRow.objects.values_list("state", flat=True)) == {Sending.SENT}
    assert flaws() == []


def test_where_there_are_several_programmes_each_line_names_its_own(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    home = matters["5"].plan.programme.name_en
    wishing(cast.leader, "leader@port.example", "en")
    watched(WEDNESDAY)
    alone = page(cast.commerce, "/notices/").context["digests"][0]
    assert {line.of_plan for line in alone.lines} == {""}
    assert f"\n{home}\n" not in sink.messages[0].get_content()  # type: ignore[attr-defined]
    other_programme(cast)
    (delivery,) = DeliveryRow.objects.all()
    text = message_of(delivery).body
    code, heading = matters["5"].code("en"), matters["5"].heading("en")
    assert f"Task {code} {heading}\n{home}\n" in text
    shown = page(cast.commerce, "/notices/")
    assert {line.of_plan for one in shown.context["digests"] for line in one.lines} == {home}
    assert home in shown.content.decode().partition('<ul class="rows">')[2]


def test_a_mail_server_that_is_down_is_seen_and_loses_and_doubles_nothing(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    wishing(cast.commerce, "desk@port.example")
    sink.busy = "451 come back later"
    watched(WEDNESDAY)
    row = DeliveryRow.objects.get()
    assert (row.state, row.attempts, sink.messages) == (Sending.WAITING, 1, [])
    assert row.due_at > clock.wall()
    shown = page(cast.office, "/notices/log/").content.decode()
    assert "The mail server did not take it: 451 come back later." in shown
    sink.busy = ""
    DeliveryRow.objects.update(due_at=clock.wall())
    watched(WEDNESDAY)
    watched(WEDNESDAY)
    assert [message["Message-ID"] for message in sink.messages] == [row.message_id]
    assert "451" not in page(cast.office, "/notices/log/").content.decode()


def test_it_is_given_up_after_its_tries_and_sent_again_by_hand(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    wishing(cast.commerce, "desk@port.example")
    sink.busy = "451 no"
    watched(WEDNESDAY)
    for _time in range(len(outbox.PAUSES)):
        DeliveryRow.objects.update(due_at=clock.wall())
        watched(WEDNESDAY)
    row = DeliveryRow.objects.get()
    assert (row.state, row.attempts) == (Sending.DEAD, len(outbox.PAUSES) + 1)
    sink.busy = ""
    watched(WEDNESDAY)
    assert sink.messages == []
    assert signed_in(cast.office).post(f"/notices/log/{row.pk}/again/", POSTED).status_code == 302
    watched(WEDNESDAY)
    assert len(sink.messages) == 1
    assert flaws() == []


def test_an_address_that_is_refused_is_not_tried_again(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    wishing(cast.commerce, "gone@port.example")
    sink.refuses["gone@port.example"] = "550 no such desk"
    watched(WEDNESDAY)
    row = DeliveryRow.objects.get()
    assert (row.state, row.attempts) == (Sending.DEAD, 1)
    assert row.told("zh") == "邮件服务器拒收该地址：550 no such desk。"


def test_quiet_hours_are_kept(
    cast: SimpleNamespace, matters: dict[str, MatterRow], sink: Sink
) -> None:
    wish = wishing(cast.commerce, "desk@port.example")
    type(wish).objects.update(first_hour=14)
    watched(WEDNESDAY)
    row = DeliveryRow.objects.get()
    assert (row.state, row.attempts, sink.messages) == (Sending.WAITING, 0, [])
    DeliveryRow.objects.update(due_at=clock.wall())
    watched(WEDNESDAY.replace(hour=14))
    assert len(sink.messages) == 1


def test_a_delivery_is_claimed_by_one_and_taken_over_when_its_holder_is_silent(
    cast: SimpleNamespace,
) -> None:
    row = given_up(cast)
    DeliveryRow.objects.update(state=Sending.WAITING, attempts=0)
    mine = outbox.claim()
    assert mine is not None
    assert outbox.claim() is None
    DeliveryRow.objects.update(lease_until=clock.wall() - timedelta(seconds=1))
    theirs = outbox.claim()
    assert theirs is not None
    assert (mine.pk, mine.attempts, theirs.attempts) == (row.pk, 1, 2)
    outbox._mine(mine).update(state=Sending.SENT)
    assert DeliveryRow.objects.get().state == Sending.SENDING


def test_a_watcher_that_dies_between_two_units_is_followed_by_another(
    cast: SimpleNamespace, matters: dict[str, MatterRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = digests._make
    made: list[str] = []

    def dies(*args: object) -> None:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(str(args[1]))
        whole(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(digests, "_make", dies)
        with pytest.raises(KeyboardInterrupt):
            watched(WEDNESDAY)
    assert DigestRow.objects.count() == 2
    watched(WEDNESDAY)
    assert DigestRow.objects.count() == 2  # its lease still runs
    DayRow.objects.update(lease_until=clock.wall() - timedelta(seconds=1))
    watched(WEDNESDAY)
    units = list(DigestRow.objects.values_list("unit", flat=True))
    assert len(units) == len(set(units)) > 3
    assert flaws() == []


def test_the_database_refuses_to_change_what_was_told(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    watched(WEDNESDAY)
    for table in ("notices_linerow", "notices_digestrow"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")


def test_a_rule_of_any_length_is_told(cast: SimpleNamespace, matters: dict[str, MatterRow]) -> None:
    """PostgreSQL refused it, and with it the digest of the whole unit."""
    watched(WEDNESDAY)
    row = LineRow.objects.order_by("pk").first()
    assert row
    row.pk, row.fact, row.rule = None, "late:2021-03-18", "notices/1-12/" + "延期" * 60
    row._state.adding = True
    row.full_clean()
    row.save()
    assert LineRow.objects.get(fact="late:2021-03-18", unit=row.unit, matter=row.matter).rule


def test_the_page_marks_what_was_read_for_each_account_alone(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    watched(WEDNESDAY)
    watched(WEDNESDAY + timedelta(days=1))
    other = member("other", Standing.LIAISON, "dl-commerce")
    first, second = page(cast.commerce, "/notices/"), page(other, "/notices/")
    assert [d.row.unit for d in first.context["digests"]] == ["dl-commerce"] * 2
    assert first.context["unread"] == second.context["unread"] == 2
    key = first.context["digests"][0].row.pk
    signed_in(cast.commerce).post("/notices/read/", POSTED | {"digest": key})
    assert page(cast.commerce, "/notices/").context["unread"] == 1
    far = {"digest": "9" * 40, "post_token": "far"}
    assert signed_in(cast.commerce).post("/notices/read/", far).status_code == 302
    assert page(cast.commerce, "/notices/").context["unread"] == 1
    signed_in(cast.commerce).post("/notices/read/", {"post_token": "another"})
    assert page(cast.commerce, "/notices/").context["unread"] == 0
    assert page(other, "/notices/").context["unread"] == 2


def test_each_reads_its_own(cast: SimpleNamespace, matters: dict[str, MatterRow]) -> None:
    watched(WEDNESDAY)
    head = member("head", Standing.UNIT_HEAD, "dl-commerce")
    for user, circles in (
        (cast.commerce, {"unit"}),
        (head, {"unit", "head"}),
        (cast.leader, {"leader"}),
        (cast.office, {"leader"}),
    ):
        found = page(user, "/notices/").context["digests"]
        assert {line.row.circle for one in found for line in one.lines} == circles, user


def test_the_log_is_filtered_and_names_the_rule(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    watched(WEDNESDAY)
    watched(WEDNESDAY + timedelta(days=1))
    answer = page(cast.office, "/notices/log/?unit=dl-commerce&day=2021-03-18")
    assert [d.row.unit for d in answer.context["digests"]] == ["dl-commerce"]
    assert "/rules/notices/?edition=1#r-6.3" in answer.content.decode()
    assert page(cast.office, "/notices/log/?day=nonsense&unit=x").status_code == 200
    told = page(cast.office, "/notices/log/").content.decode()
    assert "Told, and no account reads it:" in told


def test_pages_ask_a_bounded_number_of_queries(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for day in (17, 18, 19):
        watched(morning(2021, 3, day))
    for user, path, most in (
        (cast.commerce, "/notices/", 16),
        (cast.office, "/notices/", 12),
        (cast.office, "/notices/log/", 18),
    ):
        client = signed_in(user)
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(path)


def test_how_one_is_told_is_kept_and_checked(cast: SimpleNamespace) -> None:
    client = signed_in(cast.commerce)
    form = {"address": "desk@port.example", "language": "en", "first_hour": 9, "last_hour": 17}
    assert client.post("/notices/wishes/", form | POSTED).status_code == 302
    assert client.get("/notices/wishes/").context["form"]["address"].value() == "desk@port.example"
    for wrong in ({"address": "no address"}, {"first_hour": 17, "last_hour": 9}):
        answer = client.post("/notices/wishes/", form | wrong | {"post_token": str(wrong)})
        assert answer.status_code == 422
        assert "desk@port.example" in answer.content.decode() or "no address" in str(wrong)
    assert RecordRow.objects.filter(kind="wish").count() == 1


def test_a_post_of_a_part_sets_no_quiet_day(cast: SimpleNamespace, office: User) -> None:
    MembershipRow.objects.filter(user=office).update(within="dl-commerce")
    form = {"first": "2099-01-04", "last": "2099-01-04", "reason": "停电"} | POSTED
    client: Client = signed_in(office)
    assert client.post("/notices/office/", form).status_code == 403
