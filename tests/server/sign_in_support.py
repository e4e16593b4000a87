"""Signing in as a person does, with the clock in the test's hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from pilotage_server import clock
from pilotage_server.units import credentials, totp


class Wall:
    """The real clock, standing where the test puts it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = clock.wall()
        monkeypatch.setattr(clock, "wall", lambda: self.now)

    def wait(self, seconds: float) -> datetime:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)
        return self.now

    def code(self, secret: str) -> str:
        """What a telephone with that secret shows now."""
        return totp.code_at(secret, int(self.now.timestamp()) // totp.PERIOD)


def browser(language: str = "en", **headers: str) -> Client:
    """A browser in which nobody is signed in."""
    client = Client(headers=headers)
    client.cookies["language"] = language
    return client


def sign_in(client: Client, name: str, password: str, **given: str) -> Any:
    """Send the sign-in form."""
    return client.post("/login/", {"username": name, "password": password, **given})


def is_in(client: Client) -> bool:
    """Whether somebody is signed in in that browser."""
    return client.get("/account/").status_code == 200


def with_codes(user: User, wall: Wall) -> tuple[str, list[str]]:
    """Codes switched on for ``user``: the secret, the recovery codes. The code of now is spent."""
    secret = totp.new_secret()
    codes = credentials.turn_on(user, secret, wall.code(secret))
    assert codes
    return secret, codes
