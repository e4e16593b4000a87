"""The command that serves."""

import socket
from types import SimpleNamespace

import pytest
from django.core.management import get_commands

from pilotage.base import PilotageError
from pilotage_server import commands, manage_help


def test_a_port_in_use_is_told_in_both_languages() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PilotageError) as told:
            commands._free("127.0.0.1", taken.getsockname()[1])
    assert "cannot be used" in told.value.told("en")[0]
    assert "端口不能使用" in told.value.told("zh")[0]


@pytest.mark.django_db
def test_an_empty_site_says_how_to_make_the_first_account(cast: SimpleNamespace) -> None:
    assert not commands._is_empty()
    cast.office.membership.delete()
    for user in (cast.transport, cast.commerce, cast.leader, cast.drafter, cast.administrator):
        user.membership.delete()
    assert commands._is_empty()


@pytest.mark.parametrize("asked", [[], ["--help"], ["help"]])
def test_help_names_the_commands_of_a_site_by_what_they_are_for(
    asked: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, word in (("en", "Accounts"), ("zh", "账号")):
        monkeypatch.setenv("PILOTAGE_LANGUAGE", language)
        assert commands.manage(asked) == 0
        said = capsys.readouterr().out
        assert word in said
        assert "sqlmigrate" not in said


def test_help_names_every_command_of_the_site_and_no_other() -> None:
    named = {name.split()[0] for _title, group in manage_help.GROUPS for name, _en, _zh in group}
    own = {name for name, app in get_commands().items() if str(app).startswith("pilotage_server")}
    assert named == own | {"changepassword", "migrate"}
