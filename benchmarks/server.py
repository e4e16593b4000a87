"""The site under load beside Redmine: lists, one task, an update with its row of the record.

usage: python -m tools.postgres python -m benchmarks.server
           [--tasks 5000] [--seconds 6] [--rounds 3] [--plan OUT.json] [--redmine PLAN.json]

Fills a database with tasks (``material/tasks.py``), starts ``pilotage serve`` as a ministry does,
and asks for each case with 1 and with 8 requests under way, the rounds of both servers in turn.
Without a PostgreSQL in ``PILOTAGE_DATABASE`` it runs on SQLite. ``--redmine`` is the plan that
Redmine's recipe writes (its address, key, numbers and cases); ``--plan`` writes ours in the same
form. Budget (DESIGN §6): at least 5 × Redmine's answers a second, p95 at most 0.2 × its.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from benchmarks.load import Case, Measured, Server, measure
from tools.serving import running

ROOT = Path(__file__).resolve().parents[1]
CONCURRENT = (1, 8)
WANTED_RATE, WANTED_P95 = 5.0, 0.2

Found = dict[tuple[str, str, int], list[Measured]]


def main() -> int:
    """Measure and print; 1 when a server gave a wrong answer."""
    asked = _arguments()
    database = os.environ.get("PILOTAGE_DATABASE", "")
    settings = {"PILOTAGE_DATABASE": database} if "://" in database else {}
    with tempfile.TemporaryDirectory() as name:
        made = _material(Path(name), settings, asked.tasks)
        processes = ("--processes", str(os.cpu_count() or 1)) if settings else ()
        with running(Path(name), *processes, settings=settings) as site:
            ours = _ours(site.address, made)
            if asked.plan:
                asked.plan.write_text(json.dumps(_plan(ours), indent=1), encoding="utf-8")
            servers = [ours, *([_redmine(asked.redmine)] if asked.redmine else [])]
            found = _measured(servers, asked.rounds, asked.seconds)
    _print(found, servers, "PostgreSQL" if settings else "SQLite")
    return 1 if any(one.wrong for rounds in found.values() for one in rounds) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The site under load, beside Redmine.")
    parser.add_argument("--tasks", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--redmine", type=Path)
    return parser.parse_args()


def _material(home: Path, settings: Mapping[str, str], tasks: int) -> dict[str, Any]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PILOTAGE_")}
    surroundings = kept | dict(settings) | {"PILOTAGE_HOME": str(home)}
    surroundings["DJANGO_SETTINGS_MODULE"] = "pilotage_server.settings"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.material.tasks", str(tasks)],
        cwd=ROOT,
        env=surroundings,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _ours(address: str, made: Mapping[str, Any]) -> Server:
    parts = urlsplit(address)
    token = {"Authorization": f"Bearer {made['tokens']['office']}", "Accept-Language": "en"}
    session = {"Cookie": f"sessionid={made['sessions']['office']}; language=en"}
    verify = '{"verified": 50, "method": "desk", "text": "note {n}: progress reported"}'
    cases = (
        Case(
            name="list_json",
            path="/api/v1/tasks?programme={p}&open=true&unit={a}&sort=-last&limit=25",
            headers=token,
        ),
        Case(
            name="list_open_json",
            path="/api/v1/tasks?open=true&kind=task&sort=limit&limit=25",
            headers=token,
        ),
        Case(name="list_html", path="/tasks/?unit={a}&sort=-last", headers=session),
        Case(name="show_json", path="/api/v1/tasks/{id}", headers=token),
        Case(name="show_html", path="/tasks/{id}/", headers=session),
        Case(
            name="update_json",
            method="POST",
            path="/api/v1/tasks/{id}/verify",
            body=verify,
            headers=token,
            ok=(201,),
        ),
    )
    return Server(
        name="pilotage",
        host=parts.hostname or "",
        port=parts.port or 80,
        headers={},
        places={
            "id": [str(key) for key in made["tasks"]],
            "a": made["units"],
            "p": [str(key) for key in made["programmes"]],
        },
        cases={one.name: one for one in cases},
    )


def _redmine(path: Path) -> Server:
    """The server that its own plan names, with the same names of cases."""
    plan = json.loads(path.read_text(encoding="utf-8"))
    cases = {
        name: Case(
            name=name,
            path=one["path"],
            method=one.get("method", "GET"),
            body=one.get("body") or "",
            headers=one.get("headers", {}),
            ok=tuple(one.get("ok", [200])),
        )
        for name, one in plan["cases"].items()
    }
    places = {"id": "ids", "a": "assignees", "p": "projects"}
    return Server(
        name="redmine",
        host=plan["host"],
        port=plan["port"],
        headers=plan["headers"],
        places={key: [str(one) for one in plan.get(name, [1])] for key, name in places.items()},
        cases=cases,
    )


def _plan(ours: Server) -> dict[str, Any]:
    """Our cases in the form of Redmine's plan."""
    return {
        "host": ours.host,
        "port": ours.port,
        "seed": 1,
        "headers": dict(ours.headers),
        "ids": ours.places["id"],
        "assignees": ours.places["a"],
        "projects": ours.places["p"],
        "cases": {
            name: {
                "method": one.method,
                "path": one.path,
                "body": one.body or None,
                "headers": dict(one.headers),
                "ok": list(one.ok),
            }
            for name, one in ours.cases.items()
        },
    }


def _measured(servers: list[Server], rounds: int, seconds: float) -> Found:
    """Every case on every server in turn, round after round."""
    found: Found = {}
    for number in range(rounds):
        for name in servers[0].cases:
            for at_once in CONCURRENT:
                for server in servers:
                    case = server.cases[name]
                    one = measure(server, case, at_once=at_once, seconds=seconds, seed=number)
                    found.setdefault((name, server.name, at_once), []).append(one)
    return found


def _print(found: Found, servers: list[Server], database: str) -> None:
    print(f"{database}; medians of the rounds; load {os.getloadavg()[0]:.1f}")
    for name in servers[0].cases:
        for at_once in CONCURRENT:
            rates = {s.name: _median(found[name, s.name, at_once], "rate") for s in servers}
            p95s = {s.name: _median(found[name, s.name, at_once], "p95") for s in servers}
            said = "  ".join(f"{one}: {rates[one]:7.1f}/s p95 {p95s[one]:7.1f} ms" for one in rates)
            print(f"{name:15} x{at_once}  {said}{_ratio(rates, p95s)}")
    for key, rounds in found.items():
        wrong = [text for one in rounds for text in one.wrong]
        if wrong:
            print(f"{key}: {len(wrong)} wrong answers, the first: {wrong[0]}")


def _median(rounds: list[Measured], name: str) -> float:
    return float(median(getattr(one, name) for one in rounds))


def _ratio(rates: Mapping[str, float], p95s: Mapping[str, float]) -> str:
    if "redmine" not in rates or not rates["redmine"] or not p95s["redmine"]:
        return ""
    rate, p95 = rates["pilotage"] / rates["redmine"], p95s["pilotage"] / p95s["redmine"]
    kept = "kept" if rate >= WANTED_RATE and p95 <= WANTED_P95 else "MISSED"
    return f"  {rate:5.1f} x, p95 {p95:4.2f} x  ({kept})"


if __name__ == "__main__":
    sys.exit(main())
