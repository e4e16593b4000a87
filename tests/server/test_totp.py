"""One-time codes against the vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B)."""

import base64
from urllib.parse import parse_qs, urlsplit

import pytest

from pilotage_server.units import totp

pytestmark = pytest.mark.once

SECRET = base64.b32encode(b"12345678901234567890").decode()
COUNTED = (
    *("755224", "287082", "359152", "969429", "338314"),
    *("254676", "287922", "162583", "399871", "520489"),
)


@pytest.mark.parametrize(("step", "code"), list(enumerate(COUNTED)))
def test_codes_by_count(step: int, code: str) -> None:
    assert totp.code_at(SECRET, step) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_by_time(seconds: int, code: str) -> None:
    assert totp.code_at(SECRET, seconds // totp.PERIOD, digits=8) == code


@pytest.mark.parametrize(("late", "taken"), [(-60, None), (-30, 9), (0, 10), (30, 11), (60, None)])
def test_a_telephone_may_be_one_period_off(late: int, taken: int | None) -> None:
    code = totp.code_at(SECRET, 10 + late // 30)
    assert totp.step_of(SECRET, code, 10 * 30 + 7) == taken


def test_the_picture_carries_what_the_telephone_needs() -> None:
    found = urlsplit(totp.address(SECRET, "commerce & port", "Pilotage"))
    assert (found.scheme, found.netloc) == ("otpauth", "totp")
    assert found.path == "/Pilotage%3Acommerce%20%26%20port"
    facts = {"secret": [SECRET], "issuer": ["Pilotage"], "digits": ["6"], "period": ["30"]}
    assert parse_qs(found.query) == facts


def test_every_secret_is_another_and_long_enough() -> None:
    made = {totp.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert all(len(base64.b32decode(one)) == 20 for one in made)
