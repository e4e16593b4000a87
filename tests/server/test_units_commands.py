"""The command that serves."""

import socket
from types import SimpleNamespace

import pytest

from pilotage.base import PilotageError
from pilotage_server import commands


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
