"""The demo is built once, in order, on an empty site only, and tells what it does."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from pilotage.base import PilotageError
from pilotage_server.demo import ACCOUNTS, STAGES, announce, build_demo
from pilotage_server.ledgers.models import EntryRow, EvidenceRow
from pilotage_server.plans.models import ProgrammeRow

pytestmark = pytest.mark.django_db


def test_a_second_build_changes_nothing() -> None:
    assert build_demo()
    before = EntryRow.objects.count(), User.objects.count(), EvidenceRow.objects.count()
    assert not build_demo()
    assert (EntryRow.objects.count(), User.objects.count(), EvidenceRow.objects.count()) == before


def test_a_site_with_other_data_is_left_alone() -> None:
    User.objects.create(username="somebody")
    with pytest.raises(PilotageError, match="already holds"):
        build_demo()
    assert not ProgrammeRow.objects.exists()


def test_stages_are_told_in_their_order_and_accounts_sign_in() -> None:
    told: list[str] = []
    build_demo(lambda stage, share: told.append(stage) if 0 <= share <= 1 else None)
    assert list(dict.fromkeys(told)) == list(STAGES)
    for account in ACCOUNTS:
        assert authenticate(username=account.username, password=account.password)


def test_the_terminal_is_told_the_tasks_and_every_account() -> None:
    said: list[str] = []
    announce(said.append, language="en")
    told = "\n".join(said)
    assert "S5  Strengthen the prevention of risks" in told
    assert "17 items, 100% of the text" in told
    assert "223 entries" in told
    for account in ACCOUNTS:
        assert account.username in told
        assert account.post_zh in told
    again: list[str] = []
    announce(again.append, language="en")
    assert "223 entries" not in "\n".join(again)
