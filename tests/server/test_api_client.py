"""The example client against a site that runs: a program's day, and sixteen programs at once."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tools.fuzz_api import document_for, fuzz
from tools.reference_api import openapi

from .api_running import Running
from .api_running import site as running_site

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 16
TIMES = 1


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("client", ROOT / "examples" / "client.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


client = _module()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with running_site(tmp_path_factory.mktemp("site")) as found:
        yield found


def _asker(site: Running, name: str) -> Any:
    return client.Client(site.site.address, site.tokens[name])


def _task(asker: Any, code: str) -> Any:
    found = next(one for one in asker.list("/tasks", limit=3) if one["code"] == code)
    return asker.get(f"/tasks/{found['id']}")


def test_a_program_reads_reports_with_evidence_and_is_refused(
    site: Running, tmp_path: Path
) -> None:
    office, lead = (
        client.Client(site.site.address, site.tokens[one]) for one in ("office", "commerce")
    )
    task = _task(lead, "5")
    proof = tmp_path / "minutes “3”.txt"
    proof.write_text("Site visit on 3 March.", encoding="utf-8")
    fields = {"claimed": 60, "text": "The site is chosen.", "dated": ["2021-03-03"]}
    sent = lead.send(f"/tasks/{task['id']}/report-with-evidence", fields, {"files": [proof]})
    kept = lead.get(f"/evidence/{sent['entry']['evidence'][0]}")
    assert lead.file(kept["path"]) == proof.read_bytes()
    with pytest.raises(client.RefusedError) as stale:
        lead.act(task, "report", claimed=61, text="Too late.")
    assert stale.value.status == 412
    found = office.act(_task(office, "5"), "verify", verified=50, text="Seen.")
    assert (found["step"], found["entry"]["said"]["verified"]) == ("in_progress", 50)
    with pytest.raises(client.RefusedError) as hidden:
        lead.get("/slips")
    assert hidden.value.status == 404


def test_of_sixteen_writers_at_once_none_is_lost_and_none_counts_twice(site: Running) -> None:
    """Each adds 1 to what it read, TIMES times, and sends each write twice: the sum is exact."""
    reader = _asker(site, "commerce")
    before = _task(reader, "4")

    def writer(_n: int) -> Counter[int]:
        own = _asker(site, "commerce")
        seen: Counter[int] = Counter()
        done = 0
        while done < TIMES:
            task = own.get(f"/tasks/{before['id']}")
            sent = {"claimed": task["claimed"] + 1, "text": "One more."}
            headers = {"Idempotency-Key": str(uuid.uuid4()), "Content-Type": "application/json"}
            headers["If-Match"] = task["etag"]
            answers = [_post(own, f"/tasks/{task['id']}/report", sent, headers) for _ in "12"]
            seen[answers[0][0]] += 1
            if answers[0][0] == 201:
                assert answers[0] == answers[1]
                done += 1
        return seen

    reader.act(before, "report", claimed=0, text="Counted anew.")
    with ThreadPoolExecutor(WRITERS) as pool:
        seen = sum(pool.map(writer, range(WRITERS)), Counter[int]())
    assert set(seen) <= {201, 412}
    after = reader.get(f"/tasks/{before['id']}")
    assert after["claimed"] == WRITERS * TIMES
    assert after["version"] == before["version"] + 1 + WRITERS * TIMES
    site.verify()


def test_one_key_sent_by_sixteen_at_once_is_one_write(site: Running) -> None:
    task = _task(_asker(site, "office"), "6")
    headers = {"Idempotency-Key": str(uuid.uuid4()), "Content-Type": "application/json"}

    def send(_n: int) -> tuple[int, bytes]:
        own = _asker(site, "office")
        return _post(own, f"/tasks/{task['id']}/urge", {"text": "Please report."}, headers)

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = set(pool.map(send, range(WRITERS)))
    assert [status for status, _body in answers] == [201]
    after = _task(_asker(site, "office"), "6")
    assert after["version"] == task["version"] + 1


def _post(own: Any, path: str, body: Any, headers: dict[str, str]) -> tuple[int, bytes]:
    try:
        answer, said = own._ask("POST", path, json.dumps(body).encode(), headers)
    except client.RefusedError as refused:
        return refused.status, b""
    return answer.status, said


def test_a_short_run_of_schemathesis_finds_nothing(site: Running, tmp_path: Path) -> None:
    """The long one is ``benchmarks/fuzz_api.py``."""
    document = document_for(tmp_path, openapi())
    said = fuzz(document, site.site.address, site.tokens["office"], seconds=8, seed=1, examples=2)
    assert said.returncode == 0, said.stdout[-6000:] + said.stderr[-2000:]


HANGS_ON_THE_KEY = """
import json, sys
import django
django.setup()
from django.contrib.auth.models import User
from pilotage_server import clock
from pilotage_server.api import tokens
from pilotage_server.notices import feeds
from pilotage_server.notices.models import FeedRow
from pilotage_server.units import credentials
from pilotage_server.units.models import CredentialRow
token, feed = sys.argv[1:]
if not feed:
    office = User.objects.get(username="office")
    row = FeedRow.objects.create(of="mine", user=office, salt="pepper", at=clock.wall())
    CredentialRow.objects.create(user=office, secret=credentials._sealed("GEZDGNBV"))
    feed = feeds.token_of(row)
sealed = CredentialRow.objects.get().secret
found = [tokens.of_words(token), feeds.feed_at(feed), credentials._opened(sealed)]
print(json.dumps([feed, *map(bool, found)]))
"""


@pytest.mark.skipif("://" in os.environ.get("PILOTAGE_DATABASE", ""), reason="the copy is SQLite's")
def test_a_running_site_is_copied_and_put_back_with_all_that_hangs_on_its_key(
    site: Running, tmp_path: Path
) -> None:
    def run(home: Path | None, *command: str) -> str:
        given = site.surroundings | ({"PILOTAGE_HOME": str(home)} if home else {})
        return subprocess.check_output([sys.executable, *command], env=given, text=True, cwd=ROOT)

    token = site.tokens["office"]
    feed, *found = json.loads(run(None, "-c", HANGS_ON_THE_KEY, token, ""))
    assert found == [True, True, True]
    run(None, "-m", "django", "backup", str(tmp_path / "kept"))
    home = shutil.copytree(tmp_path / "kept", tmp_path / "home")
    assert (home / "secret-key").stat().st_mode & 0o077 == 0
    assert json.loads(run(home, "-c", HANGS_ON_THE_KEY, token, feed))[1:] == [True, True, True]


def test_the_example_ends_in_one_sentence_whatever_is_missing(site: Running) -> None:
    def said(**given: str) -> tuple[int, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PILOTAGE_")}
        command = [sys.executable, str(ROOT / "examples" / "client.py")]
        done = subprocess.run(
            command, env=kept | given, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr

    address = site.site.address
    for given, words in (
        ({"PILOTAGE_ADDRESS": address}, "Set PILOTAGE_TOKEN"),
        ({"PILOTAGE_ADDRESS": address, "PILOTAGE_TOKEN": "pilotage_no"}, "The site refused: 401"),
        ({"PILOTAGE_ADDRESS": "here", "PILOTAGE_TOKEN": "x"}, "http://"),
        ({"PILOTAGE_ADDRESS": "http://127.0.0.1:9", "PILOTAGE_TOKEN": "x"}, "Nothing answers"),
    ):
        code, told = said(**given)
        assert code == 2
        assert words in told
        assert "Traceback" not in told
    code, _told = said(PILOTAGE_ADDRESS=address, PILOTAGE_TOKEN=site.tokens["office"])
    assert code == 0
