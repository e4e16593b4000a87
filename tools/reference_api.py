"""The reference page of the API, made from its OpenAPI document."""

import os
from collections.abc import Iterator
from typing import Any

MADE = "<!-- Made from the code by `make docs`; changes made here are lost. -->\n"
Told = dict[str, Any]


def api_page() -> str:
    """Every operation with what it takes and gives, then every model."""
    found = openapi()
    groups: dict[str, list[tuple[str, str, Told]]] = {}
    for path, methods in found["paths"].items():
        for method, one in methods.items():
            groups.setdefault(one["tags"][0], []).append((method.upper(), path, one))
    told = "\n".join(_group(name, lines) for name, lines in groups.items())
    schemas = "\n".join(_schema(name, one) for name, one in sorted(_models(found)))
    return (
        f"{MADE}\n# The API\n\n{found['info']['description']}\n\n"
        "How to begin: [use the API](../how-to/use-the-api.md). Every write takes the headers "
        "`Idempotency-Key` and `If-Match`, every reading `If-None-Match`; refusals are "
        "`application/problem+json`.\n\n"
        f"{told}\n## Models\n\n{schemas}"
    )


def openapi() -> Told:
    """The OpenAPI document, as the site serves it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilotage_server.settings")
    os.environ.setdefault("PILOTAGE_SECRET_KEY", "for making pages only")
    import django

    django.setup()
    from pilotage_server.api.openapi import document

    return document()


def _group(name: str, lines: list[tuple[str, str, Told]]) -> str:
    return f"## {name.capitalize()}\n\n" + "\n".join(_operation(*line) for line in lines)


def _operation(method: str, path: str, one: Told) -> str:
    about = " ".join(one.get("description", "").split())
    parts = [f"### `{method} {path}`\n\n{about}\n"]
    asked = [each for each in one.get("parameters", []) if each["in"] == "query"]
    if asked:
        parts.append("Filters: " + "; ".join(map(_parameter, asked)) + ".\n")
    for media, content in one.get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        said = _type(schema) if "$ref" in schema else _fields(schema)
        parts.append(f"Takes {said} (`{media}`).\n")
    for status, answer in one["responses"].items():
        if not status.startswith("2"):
            continue
        for content in answer.get("content", {"": {"schema": {}}}).values():
            schema = content["schema"]
            parts.append(f"Gives {status}: {_type(schema) if schema else 'nothing'}.\n")
    return "\n".join(parts)


def _parameter(one: Told) -> str:
    about = one.get("description", "").rstrip(".")
    said = f"`{one['name']}` {_type(one['schema'])}"
    return f"{said}, {about[:1].lower()}{about[1:]}" if about else said


def _fields(schema: Told) -> str:
    properties = schema.get("properties", {})
    return ", ".join(f"`{name}` {_type(one)}" for name, one in properties.items())


def _models(found: Told) -> Iterator[tuple[str, Told]]:
    for name, one in found["components"]["schemas"].items():
        if "properties" in one and name != "Input":
            yield name, one


def _schema(name: str, one: Told) -> str:
    required = set(one.get("required", ()))
    about = " ".join(one.get("description", "").split())
    rows = "\n".join(
        f"| `{field}` | {_type(each)} | {'' if field in required else 'may be left out'} "
        f"| {' '.join(each.get('description', '').split())} |"
        for field, each in one["properties"].items()
    )
    head = "| field | type | | |\n|---|---|---|---|"
    return f"### {name}\n\n{about}\n\n{head}\n{rows}\n"


def _type(schema: Told) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type", "any"))
