"""The first accounts of a site are made from the command line."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

POSTS = {"post_zh": "市商务局联络员", "post_en": "Commerce liaison"}


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("berth timetable 7\n"))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell reads English."""
    monkeypatch.setenv("PILOTAGE_LANGUAGE", "en")


def test_an_account_can_sign_in_and_acts_for_its_unit(db: None) -> None:
    call_command("addaccount", "commerce", role="liaison", unit="dl-commerce", **POSTS)
    assert Client().login(username="commerce", password="berth timetable 7")
    assert User.objects.get(username="commerce").membership.unit == "dl-commerce"


@pytest.mark.parametrize(
    ("role", "unit", "sentence"),
    [("liaison", "", "acts for a unit"), ("liaison", "dl-nobody", "knows no unit dl-nobody")],
)
def test_a_liaison_needs_a_unit_of_the_register(
    db: None, role: str, unit: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("addaccount", "commerce", role=role, unit=unit, **POSTS)
    assert not User.objects.exists()


def test_a_name_is_given_once(db: None) -> None:
    User.objects.create_user("commerce")
    with pytest.raises(CommandError, match="already"):
        call_command("addaccount", "commerce", role="office", **POSTS)


@pytest.mark.parametrize(("shell", "sentence"), [("en_GB.UTF-8", "common"), ("zh_CN", "常见")])
def test_a_weak_password_is_refused_in_the_language_of_the_shell(
    db: None, monkeypatch: pytest.MonkeyPatch, shell: str, sentence: str
) -> None:
    monkeypatch.delenv("PILOTAGE_LANGUAGE", raising=False)
    monkeypatch.setenv("LANG", shell)
    monkeypatch.setattr("sys.stdin", io.StringIO("password\n"))
    with pytest.raises(CommandError, match=sentence):
        call_command("addaccount", "office", role="office", **POSTS)
    assert not User.objects.exists()
