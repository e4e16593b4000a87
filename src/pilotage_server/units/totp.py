"""One-time codes of a telephone: TOTP (RFC 6238) over HOTP (RFC 4226), SHA-1, 30 s, 6 digits.

These are what every authenticator takes for granted when a QR code does not say otherwise.
"""

import base64
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

PERIOD = 30
DIGITS = 6
DRIFT = 1
"""Periods that a telephone's clock may be early or late (RFC 6238 §5.2)."""


def new_secret() -> str:
    """A fresh secret of 160 bits, as RFC 4226 §4 recommends, in base 32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int, digits: int = DIGITS) -> str:
    """The code of period number ``step`` (RFC 4226 §5.3: dynamic truncation)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def step_of(secret: str, code: str, seconds: float) -> int | None:
    """The period whose code this is at ``seconds`` of Unix time; None when it is of none near."""
    now = int(seconds) // PERIOD
    near = range(now - DRIFT, now + DRIFT + 1)
    found = [step for step in near if hmac.compare_digest(code_at(secret, step), code)]
    return max(found, default=None)


def address(secret: str, account: str, issuer: str) -> str:
    """The ``otpauth`` address that a QR code carries to the telephone."""
    facts = {"secret": secret, "issuer": issuer, "digits": DIGITS, "period": PERIOD}
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{urlencode(facts)}"
