"""Schemathesis over a running site: requests of every sort that the OpenAPI document allows, and of
sorts it does not, each answer held against the document."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
)
LEFT_OUT = ("revoke_token",)
"""It would take back the token by which all else is asked."""

NUMBERS = 40
"""Things are asked for by numbers up to this one, so that about half of them are there."""


def document_for(folder: Path, told: dict[str, Any]) -> Path:
    """The OpenAPI document ``told`` in ``folder``, its numbers of things kept small."""
    for methods in told["paths"].values():
        for method in [name for name, one in methods.items() if one["operationId"] in LEFT_OUT]:
            del methods[method]
        for one in methods.values():
            for parameter in one.get("parameters", []):
                if parameter["in"] == "path" and parameter["schema"].get("type") == "integer":
                    parameter["schema"] |= {"minimum": 0, "maximum": NUMBERS}
    path = folder / "openapi.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def fuzz(
    document: Path, address: str, token: str, *, seconds: int, seed: int, examples: int = 100
) -> subprocess.CompletedProcess[str]:
    """Ask for about ``seconds``; what Schemathesis said, exit code 0 when nothing was wrong."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *("run", str(document), "--url", address, "--no-color"),
        *("--header", f"Authorization: Bearer {token}"),
        *("--checks", ",".join(CHECKS), "--max-time", str(seconds), "--seed", str(seed)),
        *("--max-examples", str(examples), "--request-timeout", "60"),
        *("--phases", "examples,coverage,fuzzing", "--generation-database", "none"),
        *("--suppress-health-check", "all", "--warnings", "off", "--continue-on-failure"),
    ]
    return subprocess.run(command, cwd=document.parent, capture_output=True, text=True, check=False)
