"""A query put into SQL once gives what the same query set gives, whatever it is asked for; a row
written so is what Django would have written."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connections, transaction
from django.db.models.signals import post_save

from pilotage_server.ledgers import rights
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.prepared import Prepared, change, insert

from .ledgers_support import member, under_way

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]


def test_other_values_give_other_rows(cast: SimpleNamespace) -> None:
    matters = under_way(cast).values()
    entries = Prepared(lambda key: EntryRow.objects.filter(matter=key).order_by("-sequence"))
    for _time in range(2):
        for matter in matters:
            wanted = EntryRow.objects.filter(matter=matter).order_by("-sequence")
            assert entries.all(matter.pk) == list(wanted)
            assert [row.payload for row in entries.all(matter.pk)] == [
                row.payload for row in wanted
            ]
    assert entries.all(0) == []
    assert entries.all(10**30) == []
    assert entries.first(0) is None


def test_what_stands_beside_a_row_comes_with_it(
    cast: SimpleNamespace, django_assert_num_queries: Queries
) -> None:
    key = next(iter(under_way(cast).values())).pk
    found = Prepared(
        lambda key: MatterRow.objects.select_related("plan__programme").defer("text").filter(pk=key)
    )
    for _time in range(2):
        with django_assert_num_queries(1):
            row = found.first(key)
            assert row is not None
            assert row.plan.programme.name("zh")
    with django_assert_num_queries(1):
        assert row is not None
        assert row.text


def test_words_moments_and_columns(cast: SimpleNamespace) -> None:
    under_way(cast)
    by_others = Prepared(
        lambda by, since: (
            EntryRow.objects.exclude(by=by)
            .filter(at__gte=since)
            .values_list("pk", "at")
            .order_by("pk")
        )
    )
    moments = sorted(EntryRow.objects.values_list("at", flat=True))
    for by in ("office", "commerce"):
        for since in (moments[0], moments[3], moments[-1] + timedelta(days=1)):
            rows = EntryRow.objects.exclude(by=by).filter(at__gte=since)
            assert by_others.all(by, since) == list(rows.values_list("pk", "at").order_by("pk"))


def test_what_nobody_can_have_is_nothing() -> None:
    none: Prepared[User] = Prepared(lambda key: User.objects.filter(pk=key, pk__in=[]))
    assert none.all(1) == []
    assert none.all(2) == []


def test_a_value_that_is_not_asked_for_is_an_error() -> None:
    deaf: Prepared[User] = Prepared(lambda _name: User.objects.all())
    with pytest.raises(ValueError, match="every value"):
        deaf.all("office")


def test_each_thread_asks_through_its_own_connection() -> None:
    counted = Prepared(lambda name: User.objects.filter(username=name))
    counted.all("nobody")
    kept: list[bool] = []

    def ask() -> None:
        kept.append(hasattr(counted._kept, "asked"))
        connections.close_all()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert kept == [False]


def test_a_matter_is_found_within_each_circle(cast: SimpleNamespace) -> None:
    """The same key, asked for by posts that see it and posts that do not, one after the other."""
    matters = under_way(cast)
    for _time in range(2):
        for who in (cast.office, cast.commerce, cast.transport, cast.leader):
            post = member(who)
            seen = set(rights.visible(post).values_list("pk", flat=True))
            for matter in matters.values():
                circle = rights.circle_of(post)
                assert circle is not None
                found = rights._of_key(circle).first(matter.pk)
                assert (found is not None) == (matter.pk in seen)


def test_an_inserted_row_is_what_save_would_have_kept(cast: SimpleNamespace) -> None:
    matter = next(iter(under_way(cast).values()))
    told: list[tuple[str, bool]] = []

    def listen(instance: EntryRow, *, created: bool, **_rest: Any) -> None:
        told.append((instance.by, created))

    def entry(sequence: int, by: str, token: str | None) -> EntryRow:
        said = {"text": "五成 %s", "claimed": 50, "next": None}
        at = EntryRow.objects.filter(matter=matter).latest("at").at
        return EntryRow(
            matter=matter, sequence=sequence, act="report", at=at, by=by, payload=said, token=token
        )

    post_save.connect(listen, sender=EntryRow)
    try:
        for place, token in enumerate(("a", None, "b")):
            saved = entry(80 + place, "saved", token)
            saved.save_base(force_insert=True)
            inserted = entry(90 + place, "inserted", f"{token}2" if token else None)
            insert(inserted)
            assert inserted.pk == saved.pk + 1
            found = [
                EntryRow.objects.filter(pk=one.pk).values_list("at", "payload", "unit", "act").get()
                for one in (saved, inserted)
            ]
            assert found[0] == found[1]
            assert inserted.token == EntryRow.objects.get(pk=inserted.pk).token
            assert not inserted._state.adding
    finally:
        post_save.disconnect(listen, sender=EntryRow)
    assert told == [("saved", True), ("inserted", True)] * 3


def test_an_insertion_that_the_database_refuses_is_an_error(cast: SimpleNamespace) -> None:
    matter = next(iter(under_way(cast).values()))
    first = EntryRow.objects.filter(matter=matter).first()
    assert first is not None
    again = EntryRow(matter=matter, sequence=first.sequence, act=first.act, at=first.at, by="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(again)
    assert EntryRow.objects.filter(matter=matter, by="x").count() == 0


def test_only_the_rows_that_say_so_are_changed(cast: SimpleNamespace) -> None:
    matters = list(under_way(cast).values())
    one = matters[0]
    before = set(MatterRow.objects.exclude(pk=one.pk).values_list("pk", "limit", "version"))
    where = {"id": one.pk, "version": one.version}
    for limit in (date(2031, 1, 2), None):
        now = {"limit": limit, "course": {"said": "是"}, "version": where["version"] + 1}
        assert change(MatterRow, where, now) == 1
        assert change(MatterRow, where, now) == 0
        found = MatterRow.objects.get(pk=one.pk)
        assert (found.limit, found.course, found.version) == tuple(now.values())
        where["version"] += 1
    assert set(MatterRow.objects.exclude(pk=one.pk).values_list("pk", "limit", "version")) == before
