"""A PostgreSQL of its own for one command: ``python -m tools.postgres pytest tests/server``.

The command finds the server's address in ``PILOTAGE_DATABASE``; server and data are gone when it
ends. Without PostgreSQL the command is not run and that is said; with
``PILOTAGE_POSTGRES=required``, as in CI, it is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.serving import free_port

ACCOUNT = "postgres"
START_SECONDS = 30.0
ABSENT = "PostgreSQL is not installed, so this was not run: {command}. Run: make postgres"


def main(argv: list[str]) -> int:
    """Run ``argv`` beside a PostgreSQL; its exit code."""
    programs = programs_path()
    if programs is None:
        print(ABSENT.format(command=" ".join(argv)), file=sys.stderr)
        return 1 if os.environ.get("PILOTAGE_POSTGRES") == "required" else 0
    with running(programs) as address:
        return subprocess.run(
            argv, env={**os.environ, "PILOTAGE_DATABASE": address}, check=False
        ).returncode


def programs_path() -> Path | None:
    """The folder of ``initdb`` and ``postgres``: Debian keeps one a version, others in the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """The address of a new, empty server that lives as long as the block."""
    # PostgreSQL does not run as root; Debian's package brings an account for it.
    user = ACCOUNT if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pilotage-postgres-") as name:
        data = Path(name, "data")
        data.mkdir()
        if user:
            shutil.chown(name, user)
            shutil.chown(data, user)
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8"],
            user=user,
            cwd=name,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        port = free_port()
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={name}"]
        with Path(name, "log").open("ab") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *options],
                user=user,
                cwd=name,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            _wait(programs, port, server)
            yield f"postgresql://{ACCOUNT}@127.0.0.1:{port}/{ACCOUNT}"
        finally:
            server.terminate()
            server.wait(START_SECONDS)


def _wait(programs: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + START_SECONDS
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError("PostgreSQL did not start.")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
