"""Accounts made from the command line, and the command that serves."""

import io
import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from pilotage.base import PilotageError
from pilotage_server import commands
from pilotage_server.units.models import MembershipRow

from .conftest import signed_in

pytestmark = pytest.mark.django_db

WORDS = "a-long-word-nobody-uses\n"


def make(monkeypatch: pytest.MonkeyPatch, *arguments: str, words: str = WORDS) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words))
    call_command("addaccount", *arguments, stdout=io.StringIO())


def test_an_account_is_made_and_signs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    make(monkeypatch, "desk", "--role", "office", "--post-zh", "督查岗", "--post-en", "Desk")
    form = {"username": "desk", "password": WORDS.strip()}
    assert signed_in(None).post("/login/", form)["Location"] == "/"
    assert MembershipRow.objects.get().post("zh") == "督查岗"


def test_a_second_call_changes_the_standing_and_keeps_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(monkeypatch, "desk", "--role", "office")
    make(monkeypatch, "desk", "--role", "liaison", "--unit", "dl-commerce", words="\n")
    member = MembershipRow.objects.get()
    assert (member.role, member.unit) == ("liaison", "dl-commerce")
    assert member.user.check_password(WORDS.strip())


@pytest.mark.parametrize(
    ("arguments", "words", "sentence"),
    [
        (["--role", "liaison"], WORDS, "A liaison acts for a unit."),
        (["--role", "liaison", "--unit", "mars"], WORDS, "holds no unit “mars”"),
        (["--role", "office"], "short\n", "The password is too weak."),
        (["--role", "office"], "\n", "The password is too weak."),
    ],
)
def test_what_cannot_be_is_a_sentence_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        make(monkeypatch, "desk", *arguments, words=words)
    assert not MembershipRow.objects.exists()


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PilotageError, match="cannot be used"):
            commands._free("127.0.0.1", taken.getsockname()[1])
