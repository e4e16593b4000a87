"""A load of requests over kept connections, for ``benchmarks.server``: so many at once, so long.

Speaks HTTP/1.1 as far as a server of our own and Redmine's speak it, to the loopback only.
"""

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import quantiles

TIMEOUT = 60.0
WARM_UP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked for. ``{id}``, ``{a}``, ``{p}`` in address and body stand for a task, a unit or
    person and a programme, drawn anew for each request; ``{n}`` counts."""

    name: str
    path: str
    method: str = "GET"
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    ok: tuple[int, ...] = (200,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where it is asked, and what the places in a case stand for."""

    name: str
    host: str
    port: int
    headers: Mapping[str, str]
    places: Mapping[str, list[str]]
    cases: Mapping[str, Case]


@dataclass(slots=True, kw_only=True)
class Measured:
    """The answers of one case: their milliseconds, and those that were not as expected."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    @property
    def p95(self) -> float:
        """Milliseconds that 95 of 100 answers stayed below."""
        many = len(self.times) > 1
        return quantiles(self.times, n=20)[-1] if many else sum(self.times)


def measure(server: Server, case: Case, *, at_once: int, seconds: float, seed: int) -> Measured:
    """Ask ``server`` for ``case``, ``at_once`` requests under way at any time."""
    if server.host not in ("127.0.0.1", "localhost"):
        raise ValueError("A load goes to this machine only.")
    return asyncio.run(_measured(server, case, at_once, seconds, random.Random(seed)))


async def _measured(
    server: Server, case: Case, at_once: int, seconds: float, draw: random.Random
) -> Measured:
    found, numbers = Measured(), iter(range(10**9))
    warm = Measured()
    asker = _Asker(server, case, draw, numbers)
    for _time in range(WARM_UP):
        await asker.ask(warm)
    await asker.close()
    begun = time.perf_counter()
    askers = [_Asker(server, case, draw, numbers) for _ in range(at_once)]
    await asyncio.gather(*(one.until(begun + seconds, found) for one in askers))
    found.seconds = time.perf_counter() - begun
    return found


class _Asker:
    """One kept connection that asks one request after the other."""

    def __init__(self, server: Server, case: Case, draw: random.Random, numbers: object) -> None:
        self.server, self.case, self.draw, self.numbers = server, case, draw, numbers
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def until(self, end: float, found: Measured) -> None:
        while time.perf_counter() < end:
            await self.ask(found)
        await self.close()

    async def ask(self, found: Measured) -> None:
        begun = time.perf_counter()
        try:
            status, said = await asyncio.wait_for(self._asked(), TIMEOUT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            found.wrong.append(repr(error))
            await self.close()
            return
        found.times.append((time.perf_counter() - begun) * 1000)
        if status not in self.case.ok:
            found.wrong.append(f"{status} {said[:200].decode(errors='replace')}")

    async def _asked(self) -> tuple[int, bytes]:
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.server.host, self.server.port)
        reader, writer = self.streams
        writer.write(self._request())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        status = int(lines[0].split()[1])
        body = await _body(reader, status, fields)
        if fields.get("connection") == "close":
            await self.close()
        return status, body

    def _request(self) -> bytes:
        drawn = {"{n}": str(next(self.numbers))}  # type: ignore[call-overload]
        drawn |= {f"{{{key}}}": self.draw.choice(of) for key, of in self.server.places.items()}
        path, body = self.case.path, self.case.body
        for place, value in drawn.items():
            path, body = path.replace(place, value), body.replace(place, value)
        data = body.encode()
        fields = {"Host": f"{self.server.host}:{self.server.port}"}
        fields |= {**self.server.headers, **self.case.headers}
        if data:
            fields |= {"Content-Type": "application/json", "Content-Length": str(len(data))}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"{self.case.method} {path} HTTP/1.1\r\n{head}\r\n".encode() + data

    async def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def _body(reader: asyncio.StreamReader, status: int, fields: Mapping[str, str]) -> bytes:
    if status in (204, 304):
        return b""
    if "content-length" in fields:
        return await reader.readexactly(int(fields["content-length"]))
    found = b""
    while fields.get("transfer-encoding") == "chunked":
        size = int((await reader.readline()).split(b";")[0], 16)
        found += (await reader.readexactly(size + 2))[:-2]
        if not size:
            break
    return found
