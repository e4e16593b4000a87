"""The acts: what they enter, what they refuse, what can never be undone."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction

from pilotage.base import PilotageError
from pilotage.ledger import Act, MatterState, Method, Step
from pilotage_server.audit.append_only import LedgerIsAppendOnlyError
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.actions import ActRefusedError, Posting, StalePageError
from pilotage_server.ledgers.evidence import path_of, proof_of
from pilotage_server.ledgers.models import (
    EntryRow,
    EvidenceRow,
    MatterRow,
)

from .ledgers_support import at, issued, member

pytestmark = pytest.mark.django_db
LEADS = {1: "dl-transport", 4: "dl-commerce"}
LIMITS = {n: date(2021, 6, 30) for n in (*range(1, 13), 101, 102, 103, 104)}


@pytest.fixture
def matters(office: User) -> list[MatterRow]:
    return issued(office, LEADS, LIMITS)


@pytest.fixture
def task(matters: list[MatterRow]) -> MatterRow:
    """Task 4, led by Commerce."""
    return next(m for m in matters if m.kind == "task" and m.ordinal == 4)


def test_issue_registers_every_task_and_dispatches_those_with_a_lead(
    matters: list[MatterRow],
) -> None:
    assert [m.code("en") for m in matters] == [
        *map(str, range(1, 13)),
        *(f"S{n}" for n in range(1, 6)),
    ]
    assert [m.code("zh") for m in matters][-1] == "保5"
    assert {m.step for m in matters[:-1]} == {Step.DISPATCHED}
    assert matters[-1].step == Step.REGISTERED
    assert EntryRow.objects.filter(act=Act.DISPATCH).count() == 16
    slip = EntryRow.objects.get(matter=matters[0])
    assert slip.payload["slip"] == "2020-01"
    assert slip.payload["limit"] == "2021-06-30"
    assert matters[0].text.strip()
    assert matters[0].limit == matters[0].original_limit == date(2021, 6, 30)


def test_a_plan_issued_twice_is_issued_once(matters: list[MatterRow], office: User) -> None:
    again = actions.issue(matters[0].plan, member(office))
    assert {m.pk for m in again} == {m.pk for m in matters}
    assert MatterRow.objects.count() == 17
    assert EntryRow.objects.count() == 16


def test_a_whole_life(task: MatterRow, office: User, commerce: User) -> None:
    desk, lead = member(office), member(commerce)
    actions.sign(task, lead, posting=at(9, 2, 2020))
    actions.report(
        task,
        lead,
        claimed=60,
        text="方案已批",
        proofs=[proof_of("批文".encode(), "批文.txt", date(2020, 12, 1))],
        posting=at(12, 2, 2020),
    )
    actions.return_(task, desk, reason="佐证不全", posting=at(12, 5, 2020))
    actions.report(task, lead, claimed=100, text="全部完成", done=True, posting=at(3, 1))
    actions.verify(task, desk, verified=100, method=Method.VISIT, text="现场查看", posting=at(3, 5))
    actions.close(task, desk, text="办结", posting=at(3, 6))
    assert (task.step, task.claimed, task.verified) == (Step.CLOSED, 100, 100)
    assert task.closed_on == date(2021, 3, 6)
    assert task.version == 7
    state = store.state_of(task)
    assert (state.returned, state.step) == (1, Step.CLOSED)
    proof = EvidenceRow.objects.get()
    assert (proof.claim, proof.unit, proof.media_type) == (60, "dl-commerce", "text/plain")
    assert path_of(proof.digest).read_bytes() == "批文".encode()


def test_the_columns_say_what_the_entries_say(
    task: MatterRow, office: User, commerce: User
) -> None:
    actions.sign(task, member(commerce), posting=at(9, 2, 2020))
    actions.report(task, member(commerce), claimed=30, text="起步", posting=at(10, 2, 2020))
    actions.ask_extension(
        task, member(commerce), until=date(2021, 9, 30), reason="等批复", posting=at(10, 3, 2020)
    )
    folded = store.state_of(task)
    assert store.columns(folded) == {name: getattr(task, name) for name in store.columns(folded)}
    assert task.extension_until == date(2021, 9, 30)
    assert task.limit == date(2021, 6, 30)
    rows = [(row.unit, row.signed_on, row.claimed) for row in task.units.all()]
    assert rows == [(one.unit or "", one.signed_on, one.claimed) for one in folded.units]
    actions.extend(task, member(office), until=date(2021, 8, 31), posting=at(10, 4, 2020))
    assert (task.limit, task.original_limit) == (date(2021, 8, 31), date(2021, 6, 30))
    assert task.extension_until is None


def test_a_form_sent_twice_makes_one_entry(task: MatterRow, commerce: User) -> None:
    posting = Posting(version=task.version, token="once")
    first = actions.sign(task, member(commerce), posting=posting)
    second = actions.sign(task, member(commerce), posting=posting)
    assert first.pk == second.pk
    assert EntryRow.objects.filter(matter=task, act=Act.SIGN).count() == 1


def test_a_stale_page_enters_nothing(task: MatterRow, office: User, commerce: User) -> None:
    seen = task.version
    actions.urge(task, member(office), text="请签收", posting=at(9, 3, 2020))
    with pytest.raises(StalePageError):
        actions.sign(task, member(commerce), posting=Posting(version=seen))
    assert not EntryRow.objects.filter(act=Act.SIGN).exists()


def test_a_row_that_moved_on_under_the_act_rolls_it_back(
    task: MatterRow, commerce: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pilotage_server.ledgers.actions import entering

    write = entering.write_present

    def overtaken(matter: MatterRow, before: MatterState, after: MatterState, **acts: int) -> None:
        MatterRow.objects.filter(pk=matter.pk).update(version=matter.version + 1)
        write(matter, before, after, **acts)

    monkeypatch.setattr(entering, "write_present", overtaken)
    with pytest.raises(StalePageError):
        actions.sign(task, member(commerce))
    assert not EntryRow.objects.filter(act=Act.SIGN).exists()


def test_rights_are_those_of_the_workflow(
    task: MatterRow, office: User, transport: User, commerce: User
) -> None:
    with pytest.raises(ActRefusedError):
        actions.sign(task, member(office))
    with pytest.raises(ActRefusedError):
        actions.report(task, member(commerce), claimed=1, text="未签先报")
    with pytest.raises(ActRefusedError):
        actions.close(task, member(office), text="早销号")
    stranger = member(transport)
    stranger.unit = "no_such_unit"
    with pytest.raises(ActRefusedError):
        actions.sign(task, stranger)
    assert EntryRow.objects.filter(matter=task).count() == 1


def test_nobody_verifies_their_own_report(matters: list[MatterRow], office: User, db: None) -> None:
    desk = member(office)
    desk.unit = "dl-opening-office"
    desk.save()
    own = next(m for m in matters if m.code("en") == "S1")
    actions.sign(own, desk, posting=at(9, 2, 2020))
    actions.report(own, desk, claimed=50, text="已建专班", posting=at(9, 20, 2020))
    with pytest.raises(ActRefusedError) as refused:
        actions.verify(
            own, desk, verified=50, method=Method.DESK, text="自查", posting=at(9, 21, 2020)
        )
    assert refused.value.refusal.code == "W103"


def test_an_entry_never_stands_before_the_last_one(task: MatterRow, commerce: User) -> None:
    actions.sign(task, member(commerce), posting=at(9, 2, 2020))
    with pytest.raises(PilotageError):
        actions.report(task, member(commerce), claimed=5, text="补记", posting=at(9, 1, 2020))


def test_entries_and_evidence_cannot_be_changed_by_code(task: MatterRow) -> None:
    entry = EntryRow.objects.get(matter=task)
    entry.by = "somebody else"
    for attempt in (
        entry.save,
        entry.delete,
        EntryRow.objects.all().delete,
        lambda: EntryRow.objects.update(by="x"),
        lambda: EntryRow.objects.filter(pk=entry.pk).update(by="x"),
        lambda: EntryRow.objects.bulk_update([entry], ["by"]),
        lambda: EvidenceRow.objects.update(name="x"),
    ):
        with pytest.raises(LedgerIsAppendOnlyError):
            attempt()


@pytest.mark.parametrize(
    "sql", ["UPDATE ledgers_entryrow SET act = 'close'", "DELETE FROM ledgers_entryrow"]
)
def test_the_database_itself_refuses(task: MatterRow, sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)
    assert EntryRow.objects.filter(matter=task, act=Act.DISPATCH).exists()


def test_what_one_act_reads_of_a_task_is_what_lists_read_of_many(
    matters: list[MatterRow], task: MatterRow, commerce: User
) -> None:
    """Files too, though they are asked for only where an entry has some."""
    lead, proof = member(commerce), proof_of("会议纪要".encode(), "minutes.txt")
    actions.sign(task, lead, posting=at(9, 2, 2020))
    actions.report(task, lead, claimed=20, text="a", proofs=[proof], posting=at(9, 3, 2020))
    actions.report(task, lead, claimed=30, text="b", posting=at(9, 4, 2020))
    read = store.entries_of(matters)
    assert [one.evidence for one in read[task.pk]][-2:] == [(proof.digest,), ()]
    for matter in matters:
        assert store.history(matter) == read[matter.pk]
