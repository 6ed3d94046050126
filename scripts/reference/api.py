"""The page of the API, from its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.reference.markdown import code, table
from service.app import create_app
from service.database import Address, Database
from service.settings import Settings

ERRORS = (
    ("401", "the access token is missing or wrong"),
    ("403", "the request came from a page of another address"),
    ("404", "there is nothing with this id"),
    ("413", "too much was sent"),
    ("422", "a value cannot be used; `errors` names the field"),
    ("429", "too many wrong access tokens; `Retry-After` says when to try again"),
    ("503", "the database is away; `Retry-After` says when to try again"),
)


def openapi() -> dict[str, Any]:
    """Return the OpenAPI document of the service; no graph is asked for it."""
    with Database(Address("bolt://127.0.0.1:9", "neo4j", "not used", "neo4j")) as database:
        app = create_app(Settings.from_env(), database)
        answer = app.test_client().get("/api/v1/openapi.json", base_url="http://localhost")
        document: dict[str, Any] = answer.get_json()
        return document


def page() -> str:
    """Return the page of the API."""
    document = openapi()
    parts = [
        f"""# API

OpenAPI {document["openapi"]} of this version is served at `/api/v1/openapi.json`. Every answer is JSON in
UTF-8 and carries an `ETag`; with `If-None-Match` an unchanged one comes back as 304.

Errors are `application/problem+json` with `type, title, status, detail, errors[{{field, message}}],
request_id`.

{table(("Status", "When"), ERRORS)}

Beside the API the service answers `GET /health` (it lives), `GET /ready` (the graph can be reached and its
schema fits) and `GET /metrics` (figures in Prometheus' form)."""
    ]
    for path, operations in sorted(document["paths"].items()):
        shared = operations.get("parameters", [])
        for method, operation in operations.items():
            if method != "parameters":
                parts.append(_operation(document, path, method, operation, shared))
    return "\n\n".join(parts) + "\n"


def _operation(
    document: dict[str, Any], path: str, method: str, operation: dict[str, Any], shared: list[Any]
) -> str:
    text = f"## {method.upper()} {path}\n\n{operation.get('summary', '')}"
    rows = []
    for given in (*shared, *operation.get("parameters", [])):
        parameter = _resolved(document, given)
        schema = _resolved(document, parameter.get("schema", {}))
        rows.append(
            (
                code(parameter["name"]),
                parameter["in"],
                _type(schema),
                "yes" if parameter.get("required") else "",
                code(schema.get("default")),
            )
        )
    for content_type, body in operation.get("requestBody", {}).get("content", {}).items():
        schema = _resolved(document, body.get("schema", {}))
        needed = schema.get("required", [])
        for name, field in sorted(schema.get("properties", {}).items()):
            rows.append((code(name), content_type, _type(field), "yes" if name in needed else "", ""))
    if rows:
        text += "\n\n" + table(("Parameter", "In", "Type", "Required", "Default"), rows)
    return text


def _resolved(document: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in item:
        return item
    found: Any = document
    for step in item["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _type(schema: Mapping[str, Any]) -> str:
    kinds = schema.get("type", "")
    kind = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "enum" in schema:
        values = [code(value) for value in schema["enum"] if value is not None]
        return f"one of {', '.join(values)}" if len(values) <= 12 else f"one of {len(values)} codes"
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    limits = [
        f"{word} {schema[name]}"
        for name, word in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"))
        if name in schema
    ]
    return " ".join(filter(None, [schema.get("format") or kind, *limits]))
