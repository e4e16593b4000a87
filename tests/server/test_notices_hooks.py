"""Web hooks: signed, tried again, given up, sent again; and never into the own network."""

import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import Settings

from pilotage_server import clock
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.notices import actions, hooks
from pilotage_server.notices.models import DeliveryRow, HookRow, Sending
from pilotage_server.plans.actions import found_programme
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.mailing import RefusedError, UndeliveredError

from .audit_support import flaws
from .conftest import signed_in
from .ledgers_support import ISSUED, member
from .notices_support import morning, watched

pytestmark = pytest.mark.django_db

WEDNESDAY = morning(2021, 3, 17)


@contextmanager
def receiver(status: list[int]) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """Another system: its address and what it was sent; it answers with ``status[0]``."""
    came: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((dict(self.headers), body))
            self.send_response(status[0])
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/in?desk=1", came
        server.shutdown()


@pytest.fixture
def matters(matters: dict[str, MatterRow], settings: Settings) -> dict[str, MatterRow]:
    settings.PILOTAGE_HOOKS_PRIVATE = True
    return matters


def test_a_digest_is_posted_once_and_signed(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    elsewhere = found_programme("elsewhere", "别处", "Elsewhere")
    with receiver([204]) as (address, came):
        hook = actions.add_hook(matters["5"].plan.programme, address, member(cast.office))
        actions.add_hook(elsewhere, address, member(cast.office))
        for _time in range(2):
            watched(WEDNESDAY)
    assert len(came) == DeliveryRow.objects.count() > 3
    assert {one.hook_id for one in DeliveryRow.objects.all()} == {hook.pk}
    for headers, body in came:
        seconds, signed = (
            part.partition("=")[2] for part in headers["Pilotage-Signature"].split(",")
        )
        said = f"{seconds}.".encode() + body
        assert hmac.new(hooks.key_of(hook).encode(), said, sha256).hexdigest() == signed
        assert abs(int(seconds) - clock.wall().timestamp()) < 60
    found = [json.loads(body) for _headers, body in came]
    (to_leader,) = (one for one in found if one["unit"] is None)
    assert to_leader["day"] == "2021-03-17"
    assert to_leader["notices"][0]["rule"] == "notices/1/6.3"
    assert to_leader["notices"][0]["task"]["code"] == {"zh": "5", "en": "5"}
    assert flaws() == []


@pytest.mark.parametrize("answer", [500, 302])
def test_what_is_not_taken_is_tried_again_with_the_same_name(
    cast: SimpleNamespace, matters: dict[str, MatterRow], answer: int
) -> None:
    status = [answer]
    with receiver(status) as (address, came):
        actions.add_hook(matters["5"].plan.programme, address, member(cast.office))
        watched(WEDNESDAY)
        row = DeliveryRow.objects.filter(digest__unit="").get()
        assert (row.state, row.attempts) == (Sending.WAITING, 1)
        assert row.told("zh") == f"对方系统未接收：{answer}。"
        status[0] = 200
        DeliveryRow.objects.update(due_at=clock.wall())
        watched(WEDNESDAY)
    named = [headers["Pilotage-Delivery"] for headers, _body in came]
    assert sorted(named) == sorted(list(set(named)) * 2)
    assert set(DeliveryRow.objects.values_list("state", flat=True)) == {Sending.SENT}


def test_an_ended_hook_is_posted_nothing_more(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    with receiver([500]) as (address, came):
        hook = actions.add_hook(matters["5"].plan.programme, address, member(cast.office))
        watched(WEDNESDAY)
        before = len(came)
        actions.end_hook(hook, member(cast.office))
        DeliveryRow.objects.update(due_at=clock.wall())
        watched(WEDNESDAY)
        watched(morning(2021, 3, 18))
    assert len(came) == before
    assert set(DeliveryRow.objects.values_list("state", flat=True)) == {Sending.DEAD}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_an_address_inside_is_none(address: str) -> None:
    assert not hooks.are_open([address])
    assert not hooks.are_open(["8.8.8.8", address])
    assert hooks.are_open(["8.8.8.8", "2001:4860:4860::8888"])


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/", "https://127.0.0.1:1/", "https://[::1]/", "https://localhost/"],
)
def test_nothing_is_posted_inside_unless_the_administrator_says_so(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connects(*_args: object, **_more: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", connects)
    with pytest.raises(RefusedError):
        hooks.post(address, b"{}", {})


def test_whoever_answers_letter_by_letter_is_broken_off(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each letter comes in time, so that no silence is ever too long."""
    settings.PILOTAGE_HOOKS_PRIVATE = True
    monkeypatch.setattr(hooks, "LONGEST", 0.4)
    ended = threading.Event()

    def speak(server: socket.socket) -> None:
        peer, _address = server.accept()
        with peer, suppress(OSError):
            peer.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            for _letter in range(100):
                peer.sendall(b"x")
                if ended.wait(0.05):
                    return

    with socket.create_server(("127.0.0.1", 0)) as server:
        slow = threading.Thread(target=speak, args=(server,), daemon=True)
        slow.start()
        began = time.monotonic()
        with pytest.raises(UndeliveredError, match="timed out"):
            hooks.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
        assert time.monotonic() - began < 4
        ended.set()
        slow.join()


def test_nobody_there_is_a_sentence(settings: Settings) -> None:
    settings.PILOTAGE_HOOKS_PRIVATE = True
    with pytest.raises(UndeliveredError, match=r"did not take it: Connection refused\.$"):
        hooks.post("http://127.0.0.1:1/", b"{}", {})


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://other.example/",
        "https://",
        "http://other.example/",
        "https://a:b@c.example/",
        "https://10.0.0.8/in",
        "https://[fd00::1]/",
        "https://localhost/",
        f"https://{'a' * 60}.{'b' * 64}.example/",
    ],
)
def test_a_strange_address_is_told_at_its_field(cast: SimpleNamespace, address: str) -> None:
    home = ProgrammeRow.objects.create(code="h", name_zh="家", name_en="Home", created_at=ISSUED)
    form = {"hook-programme": home.pk, "hook-address": address, "post_token": "once"}
    answer = signed_in(cast.office).post("/notices/hooks/", form)
    assert answer.status_code == 422
    assert answer.context["hook_form"].errors["address"]
    assert not HookRow.objects.exists()
