"""A mail server that keeps what it is sent, for tests and measurements: a real one, over SMTP.

As a program it writes a line a message, ``message-id TAB digest TAB address``, so that whoever
started it counts them after every process that sent them is gone: ``python -m tools.mail_sink
PORT FILE``.
"""

import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path


@dataclass(slots=True)
class Sink:
    """What came, and the answers to give: ``refuses`` is said to a recipient, ``busy`` to all."""

    port: int = 0
    messages: list[Message] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    busy: str = ""
    heard: Callable[[Message], None] | None = None


def _handler(sink: Sink) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            # Whoever sends may be killed at any moment: that is what some are here to try.
            with suppress(ConnectionError):
                self._talk()

        def _talk(self) -> None:
            self._say("220 sink")
            while line := self.rfile.readline().decode("ascii", "replace").strip():
                word = line.split(" ", 1)[0].upper()
                if word == "QUIT":
                    self._say("221 bye")
                    return
                self._data() if word == "DATA" else self._say(self._answer(word, line))

        def _answer(self, word: str, line: str) -> str:
            if word in ("EHLO", "HELO"):
                return "250 sink"
            if word == "RCPT":
                address = line[line.find("<") + 1 : line.find(">")]
                return sink.busy or sink.refuses.get(address, "250 ok")
            return "250 ok" if word in ("MAIL", "RSET", "NOOP") else "502 not known"

        def _data(self) -> None:
            self._say("354 go on")
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            message = message_from_bytes(b"".join(lines), policy=default)
            sink.messages.append(message)
            if sink.heard:
                sink.heard(message)
            self._say("250 kept")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    return Handler


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_sink(port: int = 0) -> Iterator[Sink]:
    """A mail server on ``port`` (a free one for 0), as long as the block."""
    sink = Sink()
    with _Server(("127.0.0.1", port), _handler(sink)) as server:
        sink.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield sink
        server.shutdown()


def main(port: int, path: Path) -> None:
    """Serve until killed; a message is in the file before its sender hears that it was kept."""
    with path.open("a", encoding="utf-8", buffering=1) as file:

        def heard(message: Message) -> None:
            facts = (message["Message-ID"], message["X-Pilotage-Digest"], message["To"])
            file.write("\t".join(map(str, facts)) + "\n")

        sink = Sink(port=port, heard=heard)
        with _Server(("127.0.0.1", port), _handler(sink)) as server:
            server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
