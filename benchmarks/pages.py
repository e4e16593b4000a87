"""Time to answer of the demo's main pages, beside a static file of the same server.

usage: python -m benchmarks.pages [--runs N]

One client on one kept connection asks by turns for each page and for the style sheet, which costs
the server next to nothing: the ratio says what a page adds. Time runs from the request to the last
byte, over the loopback, so it is a little more than the server's own. Budget (DESIGN §6): p95 of
100 ms.
"""

import argparse
import http.client
import re
import tempfile
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from tools.pages import MAIN_PAGES, account
from tools.serving import running

REFERENCE = "/static/pilotage.css"
BUDGET_MS = 100.0
WARM_UP = 5


@dataclass(slots=True)
class Client:
    """One kept connection with its cookies."""

    connection: http.client.HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """GET, or POST when a form is given; status and body."""
        body = urllib.parse.urlencode(form) if form else None
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("POST" if form else "GET", path, body=body, headers=headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.read().decode()

    def read(self, path: str) -> str:
        """A page that has to be there."""
        status, body = self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return body

    def milliseconds(self, path: str) -> float:
        """Time until the last byte of ``path`` is here."""
        start = time.perf_counter()
        self.read(path)
        return (time.perf_counter() - start) * 1000


def signed_in(address: str, role: str) -> Client:
    """A connection of the demo's account of that role."""
    client = Client(http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=30))
    username, password = account(role)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.read("/login/"))
    if token is None:
        raise RuntimeError("The login page has no form.")
    form = {"username": username, "password": password, "csrfmiddlewaretoken": token[1]}
    status, _ = client.ask("/login/", form)
    if status != 302:
        raise RuntimeError(f"{username} could not sign in: {status}")
    return client


def main() -> None:
    """Measure every main page and print a line for each."""
    parser = argparse.ArgumentParser(description="Time to answer of the demo's main pages.")
    parser.add_argument("--runs", type=int, default=60)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), "--demo") as site:
        for page in MAIN_PAGES:
            client = signed_in(site.address, page.role)
            path = page.path(client.read)
            for _ in range(WARM_UP):
                client.read(path)
            pairs = [
                (client.milliseconds(path), client.milliseconds(REFERENCE)) for _ in range(runs)
            ]
            _print_line(page.name, *zip(*pairs, strict=True))


def _print_line(name: str, page: tuple[float, ...], reference: tuple[float, ...]) -> None:
    p50, p95, floor = median(page), quantiles(page, n=20)[-1], median(reference)
    print(
        f"{name:12} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms (budget {BUDGET_MS:.0f})  "
        f"style sheet p50 {floor:4.1f} ms  ratio {p50 / floor:5.1f}"
    )


if __name__ == "__main__":
    main()
