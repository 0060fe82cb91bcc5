"""Describes the API: OpenAPI 3.1 in which every operation names the failures it can answer with."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from gateway.api.problems import MEANING_OF_STATUS, Problem

_EVERYWHERE = {403, 500, 503}
_WITH_KEY = {401, 429}
_WITH_BODY = {413, 415, 422}
_OF_POST = {409, 422}
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_ANY_FAILURE = {"description": "Any failure, as RFC 9457 problem details", "content": _PROBLEM}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
    "description": "A repeat of the same request under the same key is answered as the first was.",
}


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 in which every operation fails with a problem."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description="Reads news text, extracts who claims what, and flags clashes between attributed claims.",
            routes=app.routes,
        )
        schemas = document["components"]["schemas"]
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs"))
        schemas["Problem"] = schema
        for operations in document["paths"].values():
            for method, operation in operations.items():
                _describe_failures(method, operation)
                if method == "post":
                    operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
        app.openapi_schema = document
    return app.openapi_schema


def _describe_failures(method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    own = {int(status) for status in responses if status.isdigit() and int(status) >= 400}
    for status in sorted(own | _failures(method, operation)):
        responses[str(status)] = {"description": MEANING_OF_STATUS[status], "content": _PROBLEM}
    operation["responses"] = {**dict(sorted(responses.items())), "default": _ANY_FAILURE}


def _failures(method: str, operation: dict[str, Any]) -> set[int]:
    """Statuses an operation of this shape can fail with; others are named where it is routed."""
    places = {parameter["in"] for parameter in operation.get("parameters", [])}
    return (
        _EVERYWHERE
        | (_WITH_KEY if "security" in operation else set())
        | ({404, 422} if "path" in places else set())
        | ({422} if places else set())
        | (_WITH_BODY if "requestBody" in operation else set())
        | (_OF_POST if method == "post" else set())
    )
