"""A digest posted to another system: signed JSON, to an address that is checked when it is used.

The signature is ``Pilotage-Signature: t=SECONDS,v1=HEX``, HMAC-SHA256 with the hook's key over the
seconds, a full stop and the body; whoever receives it compares, refuses what is older than some
minutes, and knows a repeated delivery by ``Pilotage-Delivery``. Redirects are not followed.

Loopback, private and other addresses that are not of the open net are refused (a hook must not
reach into the network of the server), unless ``PILOTAGE_HOOKS_PRIVATE=1`` says that the other
system stands there. The name is resolved once and the connection goes to the address that was
checked.
"""

import hmac
import json
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from pilotage_server import clock

from .failing import hook_ended, hook_silent, hook_strange
from .models import DeliveryRow, HookRow, LineRow

SECONDS = 10.0
"""How long another system may be silent."""
LONGEST = 30.0
"""How long the whole may take, however slowly it speaks: a watcher waits for it."""
SCHEMA = "pilotage.notices/1"
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
"""IPv6 addresses that stand for IPv4 ones, private ones too."""


def key_of(hook: HookRow) -> str:
    """The key that signs what is posted to ``hook``, made of the site's own and kept nowhere."""
    return salted_hmac("pilotage.hook", f"{hook.pk}:{hook.salt}", algorithm="sha256").hexdigest()


def signature(key: str, seconds: int, body: bytes) -> str:
    """The value of ``Pilotage-Signature``."""
    digest = hmac.new(key.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def send(delivery: DeliveryRow) -> None:
    """Post ``delivery``. UndeliveredError when the other system does not take it."""
    hook = delivery.hook
    if hook is None or hook.ended_at:
        raise hook_ended()
    body = body_of(delivery, hook)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Pilotage",
        "Pilotage-Delivery": delivery.message_id.strip("<>"),
        "Pilotage-Signature": signature(key_of(hook), int(clock.wall().timestamp()), body),
    }
    status = post(hook.address, body, headers)
    if not 200 <= status < 300:
        raise hook_silent(str(status))


def body_of(delivery: DeliveryRow, hook: HookRow) -> bytes:
    """The lines of the hook's programme; the same bytes however often it is sent."""
    digest = delivery.digest
    lines = digest.lines.filter(matter__plan__programme=hook.programme_id)
    lines = lines.select_related("matter__plan").defer(
        "matter__plan__compiled", "matter__plan__adopted"
    )
    found = {
        "schema": SCHEMA,
        "programme": hook.programme.code,
        "day": digest.day.isoformat(),
        "unit": digest.unit or None,
        "notices": [_told(line) for line in lines],
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode()


def _told(line: LineRow) -> dict[str, object]:
    matter = line.matter
    return {
        "task": {
            "key": matter.pk,
            "code": {"zh": matter.code("zh"), "en": matter.code("en")},
            "heading": {"zh": matter.heading("zh"), "en": matter.heading("en")},
            "plan": matter.plan.title,
        },
        "kind": line.kind,
        "to": line.circle,
        "rule": line.rule,
        "sentence": {"zh": line.zh, "en": line.en},
    }


def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    """The status that ``address`` answers. UndeliveredError when it cannot be asked."""
    parts = checked(address)
    try:
        connection = _connection(parts, reachable(parts))
        try:
            target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            with _at_most(connection):
                connection.request("POST", target, body, headers)
                return connection.getresponse().status
        finally:
            connection.close()
    except (OSError, HTTPException) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise hook_silent((said or type(error).__name__).splitlines()[0].rstrip(".")) from error


@contextmanager
def _at_most(connection: HTTPConnection) -> Iterator[None]:
    """Break ``connection`` off when the block takes longer than ``LONGEST``: TimeoutError."""
    broken = threading.Event()

    def break_off() -> None:
        broken.set()
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(LONGEST, break_off)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
    # Broken off among the headers, the answer looks whole to http.client.
    if broken.is_set():
        raise TimeoutError("timed out")


def checked(address: str) -> SplitResult:
    """The parts of ``address``. UndeliveredError when it is none that may be posted to."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _SCHEMES and _is_name(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username or (parts.scheme == "http" and not _private()):
        raise hook_strange(address)
    return parts


def _is_name(host: str | None) -> bool:
    """Whether ``host`` can be asked for: a name, or the digits of an address of the open net."""
    if not host or len(host.encode("idna")) > LONGEST_NAME:
        return False
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return _private() or not (host == "localhost" or host.endswith(".localhost"))
    return _private() or _is_open(found)


LONGEST_NAME = 253
"""Characters of a name that can be looked up (RFC 1035)."""
_SCHEMES = {"http": 80, "https": 443}


def _private() -> bool:
    return bool(settings.PILOTAGE_HOOKS_PRIVATE)


def reachable(parts: SplitResult) -> str:
    """An address of the host, of which none may be inside. UndeliveredError for none or inside."""
    port = parts.port or _SCHEMES[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not _private() and not are_open(addresses):
        raise hook_strange(parts.geturl())
    return addresses[0]


def are_open(addresses: Iterable[str]) -> bool:
    """Whether all of them are of the open net."""
    return all(_is_open(ip_address(one.partition("%")[0])) for one in addresses)


def _is_open(found: IPv4Address | IPv6Address) -> bool:
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return _is_open(found.ipv4_mapped)
        if any(found in net for net in _TRANSLATED) or found.sixtofour or found.teredo:
            return False
    return found.is_global and not found.is_multicast


class _Checked(HTTPConnection):
    """A connection to the address that was checked, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._checked, self._context = address, context

    def connect(self) -> None:
        found = socket.create_connection((self._checked, self.port), SECONDS)
        if self._context:
            found = self._context.wrap_socket(found, server_hostname=self.host)
        self.sock = found


def _connection(parts: SplitResult, address: str) -> HTTPConnection:
    context = ssl.create_default_context() if parts.scheme == "https" else None
    port = parts.port or _SCHEMES[parts.scheme]
    return _Checked(parts.hostname or "", port, address, context)
