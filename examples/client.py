"""A client of Pilotage's API in one file, with nothing but Python's standard library.

    PILOTAGE_ADDRESS=http://127.0.0.1:8765 PILOTAGE_TOKEN=pilotage_… python examples/client.py

lists the red tasks. In a program of your own:

    client = Client("http://127.0.0.1:8765", token)
    for task in client.list("/tasks", light="red"):
        print(task["code"], task["heading"], task["why"])
    client.act(task, "report", claimed=40, text="Two of five berths are dredged.")

Copy it and change it as you like.
"""

import http.client
import json
import mimetypes
import os
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = "/api/v1"
TRIES = 4
AGAIN = (502, 503, 504)


class RefusedError(Exception):
    """The site refused: ``status``, the sentence, and for fields at fault ``errors``."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.errors: Sequence[Mapping[str, str]] = problem.get("errors", ())
        said = [problem.get("detail", ""), problem.get("remedy", "")]
        said += [f"{one['field']}: {one['detail']}" for one in self.errors]
        super().__init__(f"{status}: {' '.join(filter(None, said))}")


class Client:
    """One site, one token, one kept connection. Not for several threads at once."""

    def __init__(self, address: str, token: str, *, language: str = "en") -> None:
        parts = urlsplit(address)
        kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        self._connection = kinds[parts.scheme](parts.netloc, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}

    def get(self, path: str, **filters: Any) -> Any:
        """What stands at ``path``. A task carries its ETag under ``"etag"``."""
        query = urlencode({k: v for k, v in filters.items() if v is not None})
        answer, body = self._ask("GET", f"{path}?{query}" if query else path)
        found = json.loads(body)
        if isinstance(found, dict) and "version" in found:
            found["etag"] = answer.getheader("ETag")
        return found

    def list(self, path: str, **filters: Any) -> Iterator[Any]:
        """Every line of a list, page after page."""
        cursor: str | None = ""
        while cursor is not None:
            page = self.get(path, cursor=cursor, **filters)
            yield from page["items"]
            cursor = page["next"]

    def write(
        self, path: str, body: Any = None, *, method: str = "POST", etag: str | None = None
    ) -> Any:
        """Send a write once, however often the connection breaks on the way.

        With ``etag`` it is refused (412) when the thing changed since it was read.
        """
        data = json.dumps({} if body is None else body).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        return self._write(method, path, data, headers, etag)

    def send(
        self, path: str, fields: Mapping[str, Any], files: Mapping[str, Sequence[Path]]
    ) -> Any:
        """The same with files (multipart/form-data); a field may hold a list."""
        mark = uuid.uuid4().hex
        data = b"".join(_parts(mark, fields, files))
        kind = f"multipart/form-data; boundary={mark}"
        headers = {"Content-Type": kind, "Idempotency-Key": str(uuid.uuid4())}
        return self._write("POST", path, data, headers, None)

    def act(self, task: Mapping[str, Any], act: str, **fields: Any) -> Any:
        """Take an act on a task that was read with ``get``, if nobody entered anything since."""
        path = f"/tasks/{task['id']}/{act.replace('_', '-')}"
        return self.write(path, fields, etag=task.get("etag") or f'"{task["version"]}"')

    def file(self, path: str) -> bytes:
        """The bytes of a file."""
        return self._ask("GET", path)[1]

    def _write(
        self, method: str, path: str, data: bytes, headers: dict[str, str], etag: str | None
    ) -> Any:
        if etag:
            headers["If-Match"] = etag
        _answer, body = self._ask(method, path, data, headers)
        return json.loads(body) if body else None

    def _ask(
        self, method: str, path: str, data: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask; a broken connection or a site starting up is asked again, with the same key."""
        given = self._headers | dict(headers)
        for attempt in range(TRIES):
            try:
                self._connection.request(method, _address(path), body=data, headers=given)
                answer = self._connection.getresponse()
                body = answer.read()
            except (ConnectionError, http.client.HTTPException, TimeoutError):
                self._connection.close()
                if attempt == TRIES - 1:
                    raise
            else:
                if answer.status < 400:
                    return answer, body
                if answer.status not in AGAIN or attempt == TRIES - 1:
                    raise RefusedError(answer.status, _problem(answer, body))
            time.sleep(0.2 * 2**attempt)
        raise AssertionError("not reached")


def _address(path: str) -> str:
    return path if path.startswith(ROOT) else ROOT + path


def _problem(answer: http.client.HTTPResponse, body: bytes) -> Mapping[str, Any]:
    if "json" in (answer.getheader("Content-Type") or ""):
        found: Mapping[str, Any] = json.loads(body)
        return found
    return {"detail": answer.reason}


def _parts(
    mark: str, fields: Mapping[str, Any], files: Mapping[str, Sequence[Path]]
) -> Iterator[bytes]:
    for name, value in fields.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            yield f"{head}{one}\r\n".encode()
    for name, paths in files.items():
        for path in paths:
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            shown = path.name.replace('"', "%22")
            yield (
                f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; '
                f'filename="{shown}"\r\nContent-Type: {kind}\r\n\r\n'
            ).encode()
            yield path.read_bytes() + b"\r\n"
    yield f"--{mark}--\r\n".encode()


def main() -> None:
    """List the red tasks; whatever stands in the way is one sentence, and exit code 2."""
    address = os.environ.get("PILOTAGE_ADDRESS", "http://127.0.0.1:8765")
    token = os.environ.get("PILOTAGE_TOKEN", "")
    if not address.startswith(("http://", "https://")):
        raise SystemExit(_refused("PILOTAGE_ADDRESS has to begin with http:// or https://."))
    if not token:
        raise SystemExit(_refused("Set PILOTAGE_TOKEN: make one under My account, Tokens."))
    try:
        _show_red(Client(address, token))
    except RefusedError as error:
        raise SystemExit(_refused(f"The site refused: {error}")) from None
    except (OSError, http.client.HTTPException) as error:
        raise SystemExit(_refused(f"Nothing answers at {address} ({error}).")) from None


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _show_red(client: Client) -> None:
    print(f"As {client.get('/me')['post']}:")
    for task in client.list("/tasks", light="red"):
        print(f"{task['code']:>4}  {task['heading']}  {task['why']}")


if __name__ == "__main__":
    main()
