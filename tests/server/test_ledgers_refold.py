"""The present state made again from the entries is the one that the acts kept, whatever it said."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from pilotage.ledger import fold
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.models import MatterRow, MatterUnitRow

from .ledgers_support import MARCH_17, at, member, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


def busy(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """Reported, verified, urged, asked for an extension, suspended."""
    found = under_way(cast)
    desk, lead = member(cast.office), member(cast.commerce)
    actions.urge(found["5"], desk, text="请反馈", posting=at(3, 1))
    actions.ask_extension(
        found["4"], lead, until=date(2021, 6, 30), reason="等批复", posting=at(3, 16)
    )
    waits: dict[str, Any] = {"waits_for": "上级批复", "review": date(2021, 4, 1)}
    actions.suspend(found["6"], desk, reason="等上级批复", posting=at(3, 2), **waits)
    return found


GROUND = busy


def kept() -> list[dict[str, Any]]:
    return [*map(dict, MatterRow.objects.order_by("pk").values()), *_units()]


def _units() -> list[dict[str, Any]]:
    rows = MatterUnitRow.objects.order_by("matter_id", "position")
    return [{name: value for name, value in row.items() if name != "id"} for row in rows.values()]


def test_what_the_acts_kept_is_what_the_entries_give(matters: dict[str, MatterRow]) -> None:
    for row in MatterRow.objects.all():
        columns = store.columns(fold(store.entries_of([row])[row.pk]))
        assert {name: getattr(row, name) for name in columns} == columns


def test_a_state_that_was_spoilt_is_made_again(
    matters: dict[str, MatterRow], capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept()
    call_command("refold")
    assert kept() == before, "nothing differs, nothing is written"
    MatterRow.objects.filter(pk=matters["4"].pk).update(verified=99, step="closed", version=77)
    MatterUnitRow.objects.filter(matter=matters["5"]).update(claimed=12)
    spoilt = kept()
    with pytest.raises(SystemExit):
        call_command("refold", "--check")
    assert kept() == spoilt, "a check writes nothing"
    capsys.readouterr()
    call_command("refold")
    assert kept() == before
    said = capsys.readouterr().out
    assert len(said.strip().splitlines()) == 3, said


def test_entries_that_cannot_be_read_are_named_and_left(
    matters: dict[str, MatterRow],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    entries_of = store.entries_of

    def without_the_first(rows: Any) -> Any:
        spoilt = matters["4"].pk
        return {k: told[1:] if k == spoilt else told for k, told in entries_of(rows).items()}

    monkeypatch.setattr(store, "entries_of", without_the_first)
    before = kept()
    with pytest.raises(SystemExit):
        call_command("refold")
    assert kept() == before
    assert "4 " in capsys.readouterr().out
