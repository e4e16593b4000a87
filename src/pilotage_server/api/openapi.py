"""The OpenAPI document: what the operations say of themselves, and what holds for all of them."""

from copy import deepcopy
from functools import cache
from typing import Any

from pilotage_server.units.files import EXCEL, WORD

from .door import api

ABOUT = (
    "Everything a page of the site can do, for programs. A token is made on the page of one's "
    "account; it acts in one post, within its scopes, and sees what that post sees: what it cannot "
    "open is not there (404). Sentences come in the language of `Accept-Language` (zh or en)."
)
REFUSALS = {
    "400": "The request cannot be read.",
    "401": "No token, or none that is good.",
    "403": "Seen, but not this token's or this post's to do.",
    "404": "Not there, or none of this account's business.",
    "429": "Too many wrong tokens from this address; `Retry-After` says how long.",
}
OF_READS = {"422": "A filter or the cursor is not accepted."}
OF_WRITES = {
    "409": "Changed by somebody else in this very moment.",
    "412": "Changed since the version that `If-Match` names.",
    "413": "Too large.",
    "422": "The body, the workflow or a rule stands in the way; `errors` name the fields.",
    "428": "This write has to say which version it replaces.",
}
BYTES = {"type": "string", "format": "binary"}
FURTHER = {
    "mail_workbook": {"503": "The mail server did not take it; nothing was mailed."},
}
"""What only some operations answer."""

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
FILES = {
    "evidence_file": "application/octet-stream",
    **dict.fromkeys(("plan_table", "workbook_sheet", "ledger_out", "template_filled"), EXCEL),
    **dict.fromkeys(("slip_word", "findings_word"), WORD),
    "findings_sarif": "application/sarif+json",
    **dict.fromkeys(("task_package", "programme_package", "task_volume"), "application/zip"),
}


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1"))
    found["info"]["description"] = ABOUT
    found["components"]["schemas"]["Problem"] = _problem()
    for methods in found["paths"].values():
        for method, one in methods.items():
            _complete(method, one)
    return found


def document() -> dict[str, Any]:
    """The document, as a copy that the caller may keep."""
    return deepcopy(_document())


def _problem() -> dict[str, Any]:
    from .schemas.base import Problem

    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    errors = schema.pop("$defs")["FieldError"]
    schema["properties"]["errors"] = {"type": "array", "items": errors}
    schema["properties"]["remedy"] = {"type": "string"}
    return schema


def _complete(method: str, one: dict[str, Any]) -> None:
    writes = method != "get"
    said = REFUSALS | (OF_WRITES if writes else OF_READS) | FURTHER.get(one["operationId"], {})
    one["responses"] = {str(status): told for status, told in one["responses"].items()}
    for status, words in said.items():
        one["responses"][status] = {"description": words, "content": PROBLEM}
    parameters = one.setdefault("parameters", [])
    if one["operationId"] in FILES:
        media = FILES[one["operationId"]]
        schema = {"type": "object"} if media.endswith("json") else BYTES
        one["responses"]["200"] = {
            "description": "The file.",
            "content": {media: {"schema": schema}},
        }
    if writes:
        parameters += [_header("Idempotency-Key", "A write sent again with its key is done once.")]
        parameters += [_header("If-Match", "The ETag, or the version in quotes, that was read.")]
    else:
        one["responses"]["304"] = {"description": "As the asker has it already."}
        parameters += [_header("If-None-Match", "The ETag of what the asker has.")]


def _header(name: str, about: str) -> dict[str, Any]:
    schema = {"type": "string"}
    if name == "Idempotency-Key":
        schema["pattern"] = r"^[\x21-\x7e]{1,200}$"
    return {"in": "header", "name": name, "required": False, "schema": schema, "description": about}
